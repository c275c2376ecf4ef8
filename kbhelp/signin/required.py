"""Who may change what readers see, or who may do what, proves who they are twice, and again before the gravest acts."""

import re
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import redirect

from kbhelp.middleware.body_limit import is_staff_path
from kbhelp.middleware.staff_sessions import SCRIPTED
from kbhelp.roles import may_publish
from kbhelp.signin.adapters import confirmed_within

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# Without these nobody could turn it on, sign out, or be told that a session has ended.
OPEN = re.compile(
    r"/admin/(second-factor/.*|login/(provider/(back/)?)?|logout/|jsi18n/|session/|signed-in/|password_change/.*"
    r"|invited/.*|forgotten/)"
)
# People, roles, everything at once, and who else says who one is, whatever stands behind: the desk takes "%2012" and
# "_31_32" for numbers, too.
GRAVE = re.compile(r"/admin/(auth/(user|group)/.+|moving/.*|provider/)", re.DOTALL)


def is_required_of(user) -> bool:
    return settings.SECOND_FACTOR and user.is_authenticated and (user.is_superuser or may_publish(user))


class SecondFactorFirst:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not is_staff_path(request.path) or OPEN.fullmatch(request.path):
            return None
        if is_required_of(request.user) and not is_mfa_enabled(request.user, FACTORS):
            return first_turn_it_on(request)
        if request.user.is_authenticated and GRAVE.fullmatch(request.path) and not is_confirmed(request):
            return first_confirm(request)
        return None


def first_turn_it_on(request):
    if request.path.startswith(SCRIPTED):
        return JsonResponse({"error": "먼저 두 번째 확인을 켜세요."}, status=403)
    return redirect("mfa_activate_totp")


def first_confirm(request):
    ways = get_adapter().get_reauthentication_methods(request.user)
    if not ways:  # neither password nor second factor any longer
        raise PermissionDenied
    return redirect(f"{ways[0]['url']}?{urlencode({'next': request.path})}")


def is_confirmed(request) -> bool:
    """Who was asked when the form was opened is not asked again while it is filled in."""
    is_read = request.method in {"GET", "HEAD"}
    return confirmed_within(
        request, settings.ACCOUNT_REAUTHENTICATION_TIMEOUT if is_read else settings.SESSION_IDLE_SECONDS
    )
