"""Which documents a page shows, noted while it is made: so that a copy of it ends with the first that is withdrawn."""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

_noted: ContextVar[dict[int, datetime | None] | None] = ContextVar("noted", default=None)


@contextmanager
def noting():
    """Gives a dict that fills while the block runs: by document the time at which it is withdrawn, or None."""
    noted: dict[int, datetime | None] = {}
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def note_shown(document):
    note_number(document.pk, document.withdraw_at)


def note_number(number: int, withdraw_at: datetime | None):
    noted = _noted.get()
    if noted is not None:
        noted[number] = withdraw_at
