"""For somebody who lost phone and recovery codes."""

from allauth.mfa.models import Authenticator

from kbhelp.signin import sessions


def reset(user) -> int:
    """Without second factor; whoever is signed in as this user is not any longer. Returns how many sessions ended."""
    Authenticator.objects.filter(user=user).delete()
    return sessions.end(user)
