"""What a superuser does for somebody's account from its page: end every session."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse

from kbhelp.signin import sessions


class ForAccounts:
    """For the admin of users."""

    change_form_template = "desk/user_form.html"

    def get_urls(self):
        own = [
            path("<int:number>/end/", self.admin_site.admin_view(self.end_view), name="auth_user_end"),
        ]
        return own + super().get_urls()

    def end_view(self, request, number):
        user = self.user_or_refusal(request, number)
        if request.method == "POST":
            ended = sessions.end(user, but=request.session.session_key)
            self.log_change(request, user, "모든 곳에서 로그아웃시킴")
            messages.success(request, f"{ended}곳의 로그인을 끝냈습니다.")
            return redirect(self.page_of(user))
        places = sessions.places_of(user, request.session.session_key)
        return self.account_page(request, "signin/end.html", user, "모든 곳에서 로그아웃", places=places)

    def user_or_refusal(self, request, number):
        """Another's account is a matter of superusers, whoever may change the rest of it."""
        if not request.user.is_superuser:
            raise PermissionDenied
        user = self.get_object(request, str(number))
        if user is None:
            raise Http404
        return user

    def page_of(self, user) -> str:
        return reverse("admin:auth_user_change", args=[user.pk])

    def account_page(self, request, template, user, title, **more):
        context = {"title": title, "account": user, "change_url": self.page_of(user)} | more
        return render(request, template, self.admin_site.each_context(request) | context)
