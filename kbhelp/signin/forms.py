"""The form of the sign-in page: Django's own, with a limit of tries and of processor time."""

import logging
import threading
from contextlib import contextmanager

from django.contrib.admin.forms import AdminAuthenticationForm

from kbhelp.signin.tries import HeldBack, Try

logger = logging.getLogger(__name__)
AT_ONCE = (
    2  # passwords under way in a process, one looked at and one waiting: each costs half a second of a core
)
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


class SignInForm(AdminAuthenticationForm):
    def clean(self):
        username = self.cleaned_data.get("username")
        if username is None or not self.cleaned_data.get("password"):
            return super().clean()
        attempt = Try(self.request, username)
        try:
            with one_at_a_time():
                attempt.begin()
                data = super().clean()
        except HeldBack as refusal:
            logger.warning("sign-in held back for %s seconds", refusal.wait)
            raise
        attempt.succeed()
        return data
