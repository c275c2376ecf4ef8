"""The state of the site as this process knows it: it moves when readers would see something else."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.utils import timezone

from kbhelp.publishing.models import Document, SiteVersion

LOOK_SECONDS = 1.0
PAGE_BY_PAGE = 500  # documents asked for in one query
NextChange = Callable[[datetime], datetime | None]


@dataclass(frozen=True, eq=False)
class State:
    """One object for as long as readers see the same; copies are compared by it. `version`: the site version."""

    version: int
    seen_at: float  # time.monotonic()
    ends_at: datetime  # when pages change by themselves


class Watch:
    """`state` is None while nobody can tell what the state is: before the first look and while the database is away.

    `changes`: each tells the next time at which pages change without anybody's doing. `shelf`: copies of documents
    that were withdrawn go from it as soon as this is seen.
    """

    def __init__(self, shelf, changes: list[NextChange]):
        self.shelf, self.changes = shelf, [*changes, next_midnight]
        self.state: State | None = None
        self.known: State | None = None  # the last one that was seen
        self.looked_at = 0.0  # time.monotonic() of the last look that saw something
        self.second = 0
        self.lock = threading.Lock()

    def look(self):
        """Raises DatabaseError when the database cannot say it; the state is unknown then."""
        with self.lock:
            self.second = int(time.monotonic())
            try:
                self._look()
            except Exception:
                self.state = None
                raise

    def look_if_possible(self):
        with suppress(DatabaseError):
            self.look()

    def _look(self):
        version = SiteVersion.objects.filter(pk=1).values_list("number", flat=True).first() or 0
        now = timezone.now()
        if self.known is None or version != self.known.version or now >= self.known.ends_at:
            ends = [change(now) for change in self.changes]
            if self.known is not None:
                self.shelf.drop_showing(withdrawn(self.shelf.shown()))
            self.known = State(version, time.monotonic(), min(end for end in ends if end))
        self.state, self.looked_at = self.known, time.monotonic()


def withdrawn(documents: set[int]) -> set[int]:
    """Those of them that readers no longer see."""
    numbers, live = sorted(documents), set()
    for start in range(0, len(numbers), PAGE_BY_PAGE):
        asked = numbers[start : start + PAGE_BY_PAGE]
        live |= set(Document.objects.live().filter(pk__in=asked).values_list("pk", flat=True))
    return documents - live


def next_midnight(now: datetime) -> datetime:
    """Pages say that a day has come: `|has_come` and the like."""
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return today + timedelta(days=1)
