"""The sign-in of the desk: Django's page, after whose password allauth asks for the second factor, if there is one."""

import math

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib.auth.views import LoginView
from django.shortcuts import render

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


def held_back(request, refusal: HeldBack):
    minutes = math.ceil(refusal.wait / A_MINUTE)
    context = {"minutes": minutes, "is_busy": refusal.is_busy, "is_desk": True}
    response = render(request, "desk/held_back.html", context, status=429)
    response["Retry-After"] = str(refusal.wait)
    return response
