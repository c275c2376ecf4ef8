"""For somebody who lost phone and recovery codes."""

from allauth.mfa.models import Authenticator

from kbhelp.signin import connecting, sessions


def reset(user) -> int:
    """Without second factor, and without an account at the provider that says who they are; whoever is signed in as
    this user is not any longer. Returns how many sessions ended."""
    connecting.disconnect(user)
    Authenticator.objects.filter(user=user).delete()
    return sessions.end(user)
