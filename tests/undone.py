"""A part of a test whose changes are taken back, for what cannot be made afresh each time."""

from contextlib import contextmanager

from django.db import transaction


@contextmanager
def undone():
    """As Django's TestCase does it: kbhelp.live takes this for no transaction of somebody's, and enters its own."""
    around = transaction.atomic()
    around._from_testcase = True
    with around:
        yield
        transaction.set_rollback(True)
