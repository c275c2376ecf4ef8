"""Counting what is asked, masked, by day.

A reader's request only adds to a tally in memory. A thread of the process writes it down in batches (kbhelp.wsgi), so
that no search waits for the database, and none fails because it could not be counted. Of a day the most asked queries
are kept and the others counted together: however much is asked, the table stays small.
"""

import logging
import threading
import time
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from kbhelp import metrics
from kbhelp.search.models import OTHERS, QueryDay
from kbhelp.text import mask, normalise

logger = logging.getLogger(__name__)
KEPT_DAYS = 90
IN_MEMORY = 2_000  # different queries between two writings; further ones are counted together
A_DAY = 1_000  # different queries that are kept of a day, as soon as there are twice as many
OPENED_A_MINUTE = 10  # of one query; more are no readers' clicks
BATCH = 100  # rows in one transaction
LONGEST = QueryDay._meta.get_field("query").max_length


@dataclass
class Count:
    asked: int = 0
    opened: int = 0
    results: int | None = None  # of the latest search; none where only a result was opened

    def add(self, other: "Count"):
        self.asked += other.asked
        self.opened += other.opened
        self.results = self.results if other.results is None else other.results


_tally: dict[tuple[date, str], Count] = {}
_opened: dict[tuple[int, str], int] = {}  # clicks of this minute by query
_lock = threading.Lock()


def count_search(query: str, results: int):
    metrics.count("searches", found="yes" if results else "no")
    _count(query, Count(asked=1, results=results))


def count_opened(query: str):
    if _is_plausible(words_of(query)):
        _count(query, Count(opened=1))


def _is_plausible(words: str) -> bool:
    """Whoever sends clicks without end raises a count by so many a minute and process, and fills no memory."""
    minute = int(time.monotonic() // 60)
    with _lock:
        if _opened and next(iter(_opened))[0] != minute:
            _opened.clear()
        number = _opened.get((minute, words), 0)
        if number >= OPENED_A_MINUTE or (not number and len(_opened) >= IN_MEMORY):
            return False
        _opened[minute, words] = number + 1
    return True


def words_of(query: str) -> str:
    return mask(" ".join(normalise(query).split()))[:LONGEST]


def _count(query: str, count: Count):
    if words := words_of(query):
        _add({(timezone.localdate(), words): count})


def _add(counted: dict):
    with _lock:
        for (day, words), count in counted.items():
            is_room = (day, words) in _tally or len(_tally) < IN_MEMORY
            _tally.setdefault((day, words if is_room else OTHERS), Count()).add(count)


def write() -> int:
    """Write down what was counted since the last time, in short transactions; returns how many rows.

    What a busy or absent database does not take is kept for the next time, and the error raised.
    """
    with _lock:
        counted = dict(sorted(_tally.items()))
        _tally.clear()
    written, keys = 0, list(counted)
    try:
        for start in range(0, len(keys), BATCH):
            written += _write_or_drop({key: counted[key] for key in keys[start : start + BATCH]})
            for key in keys[start : start + BATCH]:
                del counted[key]
    except (OperationalError, InterfaceError):
        _add(counted)
        raise
    for day in {day for day, _ in keys}:
        _keep_most_asked(day)
        forget(day)
    return written


def _write_or_drop(batch: dict) -> int:
    try:
        with transaction.atomic():
            vanished = _write(batch)
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # a text that the database does not take must not stop all that follow
        logger.exception("%s searches were not counted", len(batch))
        return 0
    _add(vanished)
    return len(batch) - len(vanished)


def _write(batch: dict) -> dict:
    """New rows are made in the order of their words, then all locked in that of their numbers, so that two processes
    never wait for each other. Returns those whose row another process took away at the same moment, as one of the
    least asked."""
    QueryDay.objects.bulk_create(
        [QueryDay(day=day, query=words) for day, words in sorted(batch)], ignore_conflicts=True
    )
    days, words = {day for day, _ in batch}, {words for _, words in batch}
    rows = QueryDay.objects.filter(day__in=days, query__in=words).order_by("pk").select_for_update()
    left = dict(batch)
    for number, day, query in list(rows.values_list("pk", "day", "query")):
        if count := left.pop((day, query), None):
            changes = {"asked": F("asked") + count.asked, "opened": F("opened") + count.opened}
            if count.results is not None:
                changes["results"] = count.results
            QueryDay.objects.filter(pk=number).update(**changes)
    return left


def _keep_most_asked(day: date):
    """When a day has twice as many queries as are kept, the least asked become one row."""
    if QueryDay.objects.filter(day=day).count() <= 2 * A_DAY:
        return
    with transaction.atomic():
        QueryDay.objects.get_or_create(day=day, query=OTHERS)
        rows = list(QueryDay.objects.filter(day=day).order_by("pk").select_for_update())
        others = next(row for row in rows if row.query == OTHERS)
        least = sorted((row for row in rows if row is not others), key=lambda row: (-row.asked, row.pk))[
            A_DAY:
        ]
        QueryDay.objects.filter(pk__in=[row.pk for row in least]).delete()
        QueryDay.objects.filter(pk=others.pk).update(
            asked=F("asked") + sum(row.asked for row in least),
            opened=F("opened") + sum(row.opened for row in least),
        )


def forget(today: date | None = None) -> int:
    """Remove what is older than 90 days; returns how many rows went."""
    first = (today or timezone.localdate()) - timedelta(days=KEPT_DAYS)
    old = QueryDay.objects.filter(day__lt=first)
    return old.delete()[0] if old.exists() else 0  # most days no lock is taken
