"""Where somebody is signed in, read from Django's sessions themselves.

allauth.usersessions would keep a second row for each, with the whole address and what the browser sent, written at
each request, and `clearsessions` would leave it. The sessions of staff are few, end after eight hours, and say already
since when they are and when somebody was last seen there.
"""

import time
from datetime import datetime
from typing import NamedTuple

from allauth.account.utils import user_pk_to_url_str
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from kbhelp.middleware.staff_sessions import is_over
from kbhelp.signin.browsers import UNKNOWN, in_words


class Place(NamedTuple):
    key: str
    browser: str
    began: datetime
    seen: datetime
    is_here: bool

    @property
    def mark(self) -> str:
        """Names the session in a page without opening it."""
        return salted_hmac("kbhelp.signin.sessions", self.key, algorithm="sha256").hexdigest()[:32]


def note_browser(request):
    """At the sign-in: a browser of which nothing is written later."""
    request.session["browser"] = in_words(request.META.get("HTTP_USER_AGENT", ""))


def places_of(user, here: str | None = None) -> list[Place]:
    """Where the user can still go on working; the one whose key is `here` first, then the last seen."""
    found = [place(session.pk, said, here) for session, said in sessions_of(user) if is_open(said, user)]
    return sorted(found, key=lambda one: (one.is_here, one.seen), reverse=True)


def place(key: str, said: dict, here: str | None) -> Place:
    began = said.get("began") or time.time()
    times = [
        datetime.fromtimestamp(at, timezone.get_current_timezone())
        for at in (began, said.get("seen") or began)
    ]
    return Place(key, said.get("browser", UNKNOWN), *times, is_here=key == here)


def is_open(said: dict, user) -> bool:
    """Signed in, not over, and since the last change of the password."""
    return (
        said.get("_auth_user_id") == str(user.pk)
        and constant_time_compare(said.get("_auth_user_hash", ""), user.get_session_auth_hash())
        and not is_over(said, time.time())
    )


def sessions_of(user) -> list[tuple[Session, dict]]:
    """Signed in, or on the way there, with what each says."""
    every = Session.objects.filter(expire_date__gt=timezone.now())
    decoded = ((session, session.get_decoded()) for session in every.iterator())
    return [(session, said) for session, said in decoded if is_of(said, user)]


def is_of(said: dict, user) -> bool:
    on_the_way = said.get("account_login") or {}
    is_there = said.get("_auth_user_id") == str(user.pk)
    return is_there or on_the_way.get("user_pk") == user_pk_to_url_str(user)


def end(user, *, mark: str = "", but: str | None = None) -> int:
    """The user's session with that mark, else all but the one with the key `but`. Returns how many have ended."""
    if mark:
        keys = [one.key for one in places_of(user) if constant_time_compare(one.mark, mark)]
    else:
        keys = [session.pk for session, _ in sessions_of(user) if session.pk != but]
    Session.objects.filter(pk__in=keys).delete()
    return len(keys)
