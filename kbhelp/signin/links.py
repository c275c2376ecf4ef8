"""A link at which somebody sets their own password: an invitation, or the way back for who forgot it.

It is void once it was used, once the password has changed or its owner has signed in, while the account is switched
off, and after three days (PASSWORD_RESET_TIMEOUT). It ends at the password: a second factor is still asked for.
"""

import logging
from concurrent.futures import ThreadPoolExecutor

from django import forms
from django.conf import settings
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import EmailMessage
from django.db import connection
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from kbhelp import profile
from kbhelp.addresses import absolute
from kbhelp.signin.forms import one_at_a_time

logger = logging.getLogger(__name__)
_post = ThreadPoolExecutor(
    max_workers=1, thread_name_prefix="links"
)  # one mail at a time, beside all answers


class Tokens(PasswordResetTokenGenerator):
    key_salt = "kbhelp.signin.links"

    def _make_hash_value(self, user, timestamp):
        return f"{super()._make_hash_value(user, timestamp)}{user.is_active}"


tokens = Tokens()


def link_for(user) -> str:
    """With the site's own address, whatever host was asked."""
    number = urlsafe_base64_encode(force_bytes(user.pk))
    return absolute(reverse("invited", args=[number, tokens.make_token(user)]))


class NewPasswordForm(SetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = "새 비밀번호"
        self.fields["new_password1"].widget.attrs["autofocus"] = True
        self.fields["new_password2"].label = "새 비밀번호 한 번 더"

    def save(self, commit=True) -> bool:
        """Whether it was stored: of two who use one link at the same moment one comes too late."""
        before = self.user.password
        with one_at_a_time():
            self.user.set_password(self.cleaned_data["new_password1"])
        unchanged = User.objects.filter(pk=self.user.pk, password=before, is_active=True)
        return bool(unchanged.update(password=self.user.password))


class NameForm(forms.Form):
    username = forms.CharField(label="아이디", max_length=150)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs |= {"autocomplete": "username", "autofocus": True}


def mail_is_set() -> bool:
    return settings.EMAIL_BACKEND != "django.core.mail.backends.console.EmailBackend"


def beside(act, *given):
    """Done after the answer, which is the same and as quick for a name that nobody has."""
    _post.submit(alone, act, *given)


def alone(act, *given):
    """In a thread that keeps no connection, and whose faults nobody else would tell."""
    try:
        act(*given)
    except Exception:
        logger.exception("a link was not sent")
    finally:
        connection.close()


def send(username: str):
    """To the address that is kept of a member of staff who signs in by a password."""
    user = User.objects.filter(username=username, is_active=True, is_staff=True).exclude(email="").first()
    if user is None or not user.has_usable_password():
        return
    lines = [
        f"{user.get_username()} 계정의 비밀번호를 새로 정하는 링크입니다. 3일 동안 한 번만 쓸 수 있습니다.",
        link_for(user),
        "부탁한 적이 없으면 이 메일을 지우세요. 비밀번호는 그대로입니다.",
    ]
    subject = f"[{profile.site_name()}] 비밀번호를 새로 정하는 링크"
    EmailMessage(subject, "\n\n".join(lines), to=[user.email]).send()
