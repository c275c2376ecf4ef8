"""The pages at which people set their own password, and ask for the link to it."""

from django.contrib import admin, messages
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kbhelp.audit.acts import Act, record
from kbhelp.signin import connecting, links, sessions
from kbhelp.signin.tries import HeldBack, TryOfLink
from kbhelp.signin.views import Limited, held_back


class Invited(Limited, PasswordResetConfirmView):
    """Django's: the token goes into the session, and the form has an address without it."""

    form_class = links.NewPasswordForm
    template_name = "signin/invited.html"
    token_generator = links.tokens

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        if kwargs["token"] != self.reset_url_token:
            response.headers["Referrer-Policy"] = "no-referrer"
        return response

    def get_user(self, uidb64):
        user = super().get_user(uidb64)
        return user if user and user.is_active else None

    def form_valid(self, form):
        if not form.save():
            self.validlink = False
            return self.render_to_response(self.get_context_data())
        said = "링크로 비밀번호를 정함"
        record(Act.Kind.ACCOUNT, said, request=self.request, user=self.user, of=self.user)
        connecting.disconnect(self.user)  # whoever was here before may have connected their own
        sessions.end(self.user)  # also of who knew the old password and is at the code
        self.request.session.flush()
        messages.success(self.request, "비밀번호를 정했습니다. 이제 그 비밀번호로 로그인하세요.")
        return redirect("admin:login")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs) | admin.site.each_context(self.request)
        title = "비밀번호 정하기" if self.validlink else "쓸 수 없는 링크"
        return context | {"title": title, "account": self.user}

    def render_to_response(self, context, **kwargs):
        return super().render_to_response(context, status=200 if self.validlink else 404, **kwargs)


@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request):
    if not links.mail_is_set():
        raise Http404
    if request.method != "POST" and admin.site.has_permission(request):
        return redirect("admin:index")
    form = links.NameForm(request.POST or None)
    is_sent = form.is_valid()
    if is_sent:
        try:
            TryOfLink(request, form.cleaned_data["username"]).begin()
        except HeldBack as refusal:
            return held_back(request, refusal, is_link=True)
        links.beside(links.send, form.cleaned_data["username"])
    context = {"title": "비밀번호를 잊었어요", "form": form, "is_sent": is_sent}
    return render(request, "signin/forgotten.html", admin.site.each_context(request) | context)
