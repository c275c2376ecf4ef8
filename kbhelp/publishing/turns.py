"""All that changes what readers see waits in one line."""

import threading
from contextlib import contextmanager

from django.db import transaction
from django.db.models import F

from kbhelp.publishing.models import SiteVersion

_line = threading.local()  # .is_mine: this thread has its turn


@contextmanager
def turn():
    """A transaction that first moves the site version, whose row lock puts all that changes what readers see in one
    line: publications, notices, terms, a rebuilt index, an import. A turn within a turn is the same turn.

    It is never part of another transaction: who waited in this line while holding a lock could be waited for by the
    one in front. Django refuses that with RuntimeError.
    """
    if getattr(_line, "is_mine", False):
        yield
        return
    with transaction.atomic(durable=True):
        _move_site_version()
        _line.is_mine = True
        try:
            yield
        finally:
            _line.is_mine = False


def _move_site_version():
    moved = SiteVersion.objects.filter(pk=1).update(number=F("number") + 1)
    if not moved:
        SiteVersion.objects.get_or_create(pk=1)
        _move_site_version()
