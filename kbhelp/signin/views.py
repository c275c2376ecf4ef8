"""The sign-in of the desk: Django's page, after whose password allauth asks for the second factor, if there is one."""

import math

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import admin, messages
from django.contrib.auth.views import LoginView
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kbhelp.audit.acts import Act, record
from kbhelp.signin import sessions
from kbhelp.signin.forms import SignInForm
from kbhelp.signin.tries import HeldBack

A_MINUTE = 60


class Limited:
    """A page whose form may hold somebody back."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except HeldBack as refusal:
            return held_back(request, refusal)


class SignIn(Limited, LoginView):
    authentication_form = SignInForm
    template_name = "admin/login.html"

    def form_valid(self, form):
        user = form.get_user()
        login = Login(user=user, email_verification="none", redirect_url=self.get_success_url())
        return perform_password_login(self.request, {"username": user.get_username()}, login)


@require_http_methods(["GET", "HEAD", "POST"])
def places(request):
    """Where whoever asks is signed in; this one is ended by signing out."""
    user, here = request.user, request.session.session_key
    if request.method == "POST":
        mark = request.POST.get("session", "")
        ended = sessions.end(user, mark=mark, but=here) if mark or request.POST.get("others") else 0
        if ended:
            record(Act.Kind.ACCOUNT, "다른 곳의 로그인을 끝냄", request=request, of=user)
        messages.success(request, f"{ended}곳의 로그인을 끝냈습니다." if ended else "이미 끝난 로그인입니다.")
        return redirect("sessions")
    context = {"title": "로그인한 곳", "places": sessions.places_of(user, here)}
    return render(request, "signin/places.html", admin.site.each_context(request) | context)


def held_back(request, refusal: HeldBack, is_link=False):
    minutes = math.ceil(refusal.wait / A_MINUTE)
    context = {"minutes": minutes, "is_busy": refusal.is_busy, "is_link": is_link, "is_desk": True}
    response = render(request, "desk/held_back.html", context, status=429)
    response["Retry-After"] = str(refusal.wait)
    return response
