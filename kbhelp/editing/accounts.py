"""What a superuser does for somebody's account: make it without a password, invite, end every session."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone

from kbhelp.signin import sessions
from kbhelp.signin.connecting import disconnect
from kbhelp.signin.links import link_for


class NewUserForm(forms.ModelForm):
    """Nobody types a password for somebody else."""

    class Meta:
        model = User
        fields = ["username"]
        labels = {"username": "아이디"}
        field_classes = {"username": UsernameField}

    def clean_username(self):
        username = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError("이미 있는 아이디입니다.")
        return username

    def save(self, commit=True):
        self.instance.set_unusable_password()
        return super().save(commit)


class ForAccounts:
    """For the admin of users."""

    change_form_template = "desk/user_form.html"
    add_form_template = "desk/user_new.html"
    add_form = NewUserForm
    add_fieldsets = [(None, {"fields": ["username"]})]

    def get_urls(self):
        own = [
            path(
                "<int:number>/invite/", self.admin_site.admin_view(self.invite_view), name="auth_user_invite"
            ),
            path("<int:number>/end/", self.admin_site.admin_view(self.end_view), name="auth_user_end"),
        ]
        return own + super().get_urls()

    def end_view(self, request, number):
        user = self.user_or_refusal(request, number)
        if request.method == "POST":
            ended = sessions.end(user, but=request.session.session_key)
            disconnect(user)  # whoever was there may have connected their own
            self.log_change(request, user, "모든 곳에서 로그아웃시킴")
            messages.success(request, f"{ended}곳의 로그인을 끝냈습니다.")
            return redirect(self.page_of(user))
        places = sessions.places_of(user, request.session.session_key)
        return self.account_page(request, "signin/end.html", user, "모든 곳에서 로그아웃", places=places)

    def invite_view(self, request, number):
        user = self.user_or_refusal(request, number)
        made = {}
        if request.method == "POST" and user.is_active:
            until = timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
            made = {"link": link_for(user), "until": until}
            self.log_change(request, user, "초대 링크를 만듦")
        return self.account_page(request, "signin/invite.html", user, "초대 링크", **made)

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
