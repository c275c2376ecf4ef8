"""What allauth asks of a site: nobody signs up, every sentence is ours, and seeds are stored encrypted."""

import base64
import logging
import time

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.utils.crypto import salted_hmac
from django.utils.safestring import mark_safe

from kbhelp import profile
from kbhelp.audit.acts import Act, record
from kbhelp.signin import passkeys
from kbhelp.signin.sessions import note_browser
from kbhelp.signin.tries import remember

logger = logging.getLogger(__name__)
BY_PROVIDER = "socialaccount"  # what allauth calls it
SAID = {
    "mfa/messages/totp_activated.txt": "두 번째 확인을 켰습니다. 다음 로그인부터 확인 번호를 묻습니다.",
    "mfa/messages/totp_deactivated.txt": "두 번째 확인을 껐습니다.",
    "mfa/messages/webauthn_added.txt": "패스키를 만들었습니다. 다음 로그인부터 쓸 수 있습니다.",
    "mfa/messages/webauthn_removed.txt": "패스키를 지웠습니다.",
}

WAYS = {
    "reauthenticate": "비밀번호로 확인하기",
    "mfa_reauthenticate": "확인 번호로 확인하기",
    "mfa_reauthenticate:webauthn": "패스키로 확인하기",
}


class Account(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_password": "비밀번호가 맞지 않습니다.",
    }

    def is_open_for_signup(self, request):
        return False

    def get_login_stages(self):
        return ["allauth.mfa.stages.AuthenticateStage"]

    def post_login(self, request, user, **options):
        response = super().post_login(request, user, **options)
        remember(request, response, user.get_username())
        note_browser(request)
        record(Act.Kind.SIGN_IN, signed_in_how(request, user), request=request, user=user)
        return response

    def add_message(self, request, level, message_template=None, message_context=None, **options):
        if message_template in SAID:
            messages.add_message(request, level, SAID[message_template])

    def get_reauthentication_methods(self, user):
        ways = {way["id"]: way for way in super().get_reauthentication_methods(user)}
        if not passkeys.are_possible(context.request):
            ways.pop("mfa_reauthenticate:webauthn", None)
        return [way | {"description": WAYS[name]} for name, way in ways.items()]

    def is_reauthentication_required(self, **options):
        return not confirmed_within(context.request, settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def confirmed_within(request, seconds: int) -> bool:
    """Whether whoever sits there has said who they are so lately: at the sign-in or when they were asked again. That
    the provider still knew the browser says nothing of who sits there."""
    said = get_authentication_records(request, request.user)
    own = [record["at"] for record in said if record["method"] != BY_PROVIDER]
    began = request.session.get("began", 0) if len(own) == len(said) else 0
    return time.time() - max([began, *own]) < seconds


def signed_in_how(request, user) -> str:
    said = get_authentication_records(request, user)
    by_provider = any(record["method"] == BY_PROVIDER for record in said)
    return f"로그인함: {settings.PROVIDER.name}" if by_provider else "로그인함"


class SecondFactor(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "확인 번호가 맞지 않습니다. 앱에 지금 보이는 번호를 넣으세요. "
        "이미 쓴 번호라면 다음 번호를 기다리세요.",
        "incorrect_passkey": "패스키로 확인하지 못했습니다. 다시 하거나 확인 번호를 넣으세요.",
        "cannot_generate_recovery_codes": "두 번째 확인을 켠 뒤에 복구 번호를 만들 수 있습니다.",
    }

    def get_totp_issuer(self):
        return self._get_site_name()

    def _get_site_name(self):
        return f"{profile.current()['name']} 편집실"

    def generate_authenticator_name(self, user, type):
        return f"패스키 {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def get_totp_label(self, user):
        return user.get_username()

    def build_totp_svg(self, url):
        code = segno.make(url, error="m", micro=False)
        svg = code.svg_inline(
            border=4, omitsize=True, light="#fff", dark="#000", svgclass=None, lineclass=None
        )
        return mark_safe(svg)  # drawn here; of the address it holds nothing but squares

    def encrypt(self, text):
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """Of what another SECRET_KEY has encrypted nothing is known: no code is right then."""
        try:
            return cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            logger.error("a second factor was made under another SECRET_KEY: manage.py reset_second_factor")
            return generate_totp_secret()


def cipher() -> Fernet:
    key = salted_hmac("kbhelp.signin.seeds", "key", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
