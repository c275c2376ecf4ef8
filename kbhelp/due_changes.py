"""Carries out what falls due, whichever process first notices, beside the request that noticed it."""

import logging
import threading
import time

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from kbhelp.live import carry_out_due
from kbhelp.publishing.models import SiteVersion

logger = logging.getLogger(__name__)
QUIET = {"/robots.txt"}  # answered without the database, also when it is away
LOOK_SECONDS = 1.0  # how often a process looks whether something has fallen due
AGAIN_SECONDS = 60.0  # and when it looks again after it could do nothing at all


class DueChanges:
    """The middleware: each request may be the one that notices. Where pages come from memory, kbhelp.wsgi looks too."""

    def __init__(self, get_response):
        self.get_response, self.due = get_response, Due()

    def __call__(self, request):
        if request.path not in QUIET:
            self.due.look_in_time()
        return self.get_response(request)


class Due:
    """Whichever process first notices carries out what is due; it looks at most once a second.

    A reader's page neither waits for it nor fails with it: it is done in a thread of its own.
    """

    def __init__(self):
        self.look_at = 0.0
        self.has_failed = False
        self.working = threading.Lock()

    def look_in_time(self):
        if time.monotonic() >= self.look_at:
            self.look_at = time.monotonic() + LOOK_SECONDS
            self.look()

    def look(self):
        try:
            is_due = SiteVersion.objects.filter(next_due__lte=timezone.now()).exists()
        except DatabaseError:
            return  # the page itself will say what is wrong
        if is_due and self.working.acquire(blocking=False):
            if settings.DUE_CHANGES_IN_BACKGROUND:
                threading.Thread(target=self.carry_out, name="due", daemon=True).start()
            else:
                self.carry_out()

    def carry_out(self):
        try:
            carry_out_due()
            self.has_failed = False
        except Exception:
            if not self.has_failed:  # said once, not at each try
                logger.exception("due changes were not carried out; tried again each minute")
            self.has_failed = True
            self.look_at = time.monotonic() + AGAIN_SECONDS
        finally:
            self.working.release()
            if settings.DUE_CHANGES_IN_BACKGROUND:
                connection.close()
