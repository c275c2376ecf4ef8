"""The forms of the sign-in, by Django and allauth, with a limit of tries and of processor time."""

import logging
import threading
from contextlib import contextmanager

from allauth.account.forms import ReauthenticateForm as PasswordAgain
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from kbhelp import metrics
from kbhelp.audit.acts import Act, record
from kbhelp.signin.tries import HeldBack, Try, TryOfCode, is_first_use

logger = logging.getLogger(__name__)
AT_ONCE = (
    2  # passwords under way in a process, one looked at and one waiting: each costs half a second of a core
)
NOBODY = "없는 아이디"
SOON = 2  # seconds after which whoever comes then may try again

_places, _turn = threading.BoundedSemaphore(AT_ONCE), threading.Lock()


@contextmanager
def one_at_a_time():
    """Readers' pages are made beside one password, never beside many. Raises HeldBack."""
    if not _places.acquire(blocking=False):
        raise HeldBack(SOON, is_busy=True)
    try:
        with _turn:
            yield
    finally:
        _places.release()


@contextmanager
def counted(attempt: Try):
    """What is done here is a try, unless it ends without an error. Raises HeldBack."""
    try:
        attempt.begin()
    except HeldBack as refusal:
        logger.warning("%s held back for %s seconds", attempt.ACT, refusal.wait)
        raise
    yield
    attempt.succeed()


@contextmanager
def told(username: str, what: str):
    """Who tried in vain is recorded; a name that nobody has is not, since it may be a password in the wrong field."""
    try:
        yield
    except ValidationError:
        user = User.objects.filter(username=username).first()
        metrics.count("failed_signins")
        record(Act.Kind.SIGN_IN_REFUSED, f"{what} 틀림", request=context.request, user=user, by=NOBODY)
        raise


class SignInForm(AdminAuthenticationForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "아이디"

    def clean(self):
        username = self.cleaned_data.get("username")
        if username is None or not self.cleaned_data.get("password"):
            return super().clean()
        with one_at_a_time(), counted(Try(self.request, username)), told(username, "비밀번호"):
            return super().clean()


class PasswordAgainForm(PasswordAgain):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "비밀번호"
        self.fields["password"].widget.attrs |= {"placeholder": "", "autofocus": True}

    def clean_password(self):
        name = self.user.get_username()
        with one_at_a_time(), counted(Try(context.request, name)), told(name, "비밀번호"):
            return super().clean_password()


class WithACode:
    """Six digits as an app shows them, or one of the recovery codes; each is taken once."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "확인 번호"
        self.fields["code"].max_length = 20
        self.fields["code"].widget.attrs |= {"placeholder": "", "inputmode": "numeric", "autofocus": True}

    def clean_code(self):
        name = self.user.get_username()
        with counted(TryOfCode(context.request, name)), told(name, "확인 번호"):
            code = super().clean_code()
            if not is_first_use(self.user, code):
                raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(WithACode, AuthenticateForm):
    pass


class CodeAgainForm(WithACode, ReauthenticateForm):
    pass


class FirstCodeForm(WithACode, ActivateTOTPForm):
    pass
