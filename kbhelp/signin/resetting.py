"""For somebody who lost phone and recovery codes."""

from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session


def reset(user) -> int:
    """Without second factor; whoever is signed in as this user is not any longer. Returns how many sessions ended."""
    Authenticator.objects.filter(user=user).delete()
    sessions = [session.pk for session in Session.objects.iterator() if is_of(session, user)]
    Session.objects.filter(pk__in=sessions).delete()
    return len(sessions)


def is_of(session: Session, user) -> bool:
    """Signed in, or on the way there."""
    said = session.get_decoded()
    on_the_way = said.get("account_login") or {}
    return str(user.pk) in (said.get("_auth_user_id"), on_the_way.get("user_pk"))
