"""Whose account at the provider belongs to whom here: only what its owner has connected, never what an address says.

`kbhelp.signin.provider` proves an account; what this module makes of it asks nobody else.
"""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import redirect

from kbhelp.audit.acts import Act, record
from kbhelp.signin.adapters import confirmed_within
from kbhelp.signin.forms import NOBODY

CONNECT, SIGN_IN = "connect", "login"  # what allauth calls them


class Refused(Exception):
    """Nobody is signed in, nothing is connected. `reason`: one of these."""

    AWAY, WRONG, STOPPED, STRANGER, TAKEN = "away", "wrong", "stopped", "stranger", "taken"

    def __init__(self, reason: str, is_connecting=False):
        super().__init__(reason)
        self.reason, self.is_connecting = reason, is_connecting


def look(request, proven):
    """At an account that is proven and was looked up among those that were connected. Raises Refused where it may not
    sign in; where it was to be connected ImmediateHttpResponse, which is how allauth is answered."""
    if proven.state["process"] == CONNECT:
        raise ImmediateHttpResponse(connect(request, proven))
    user = proven.user if proven.is_existing else None
    if user is None or not (user.is_active and user.is_staff):
        said = f"{settings.PROVIDER.name}: " + ("쓰지 않는 계정" if user else "연결되지 않음")
        record(Act.Kind.SIGN_IN_REFUSED, said, request=request, user=user, by=NOBODY)
        raise Refused(Refused.STRANGER)


def connect(request, proven):
    """To whoever began it, if they are still there and have lately said who they are."""
    user, account = request.user, proven.account
    is_theirs = user.is_authenticated and proven.state["data"] == user.pk
    if not is_theirs or not confirmed_within(request, settings.SESSION_IDLE_SECONDS):
        raise Refused(Refused.WRONG, is_connecting=True)
    if proven.is_existing and proven.user != user:
        raise Refused(Refused.TAKEN, is_connecting=True)
    try:
        with transaction.atomic():
            connections_of(user).delete()
            SocialAccount.objects.create(user=user, provider=account.provider, uid=account.uid)
    except IntegrityError as taken:  # by somebody else, at the same moment
        raise Refused(Refused.TAKEN, is_connecting=True) from taken
    record(Act.Kind.ACCOUNT, f"연결함: {settings.PROVIDER.name}", request=request, of=user)
    messages.success(request, "연결했습니다. 다음부터 로그인 화면에서 쓸 수 있습니다.")
    return redirect("provider")


def connections_of(user):
    """Also those of a provider of before: whoever is named again would let in again."""
    return SocialAccount.objects.filter(user=user)


def connection_of(user) -> SocialAccount | None:
    return connections_of(user).filter(provider=settings.PROVIDER.issuer).first()


def disconnect(user) -> bool:
    return bool(connections_of(user).delete()[0])
