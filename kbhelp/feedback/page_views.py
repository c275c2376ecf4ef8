"""How often each page was opened, by day: an address and a number, nothing of who opened it.

The cache of pages counts in memory (kbhelp.pagecache); a thread of the process hands its counts over, so that no reader
waits for the database. Only pages that exist are counted, hence no address that somebody makes up gets a row.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kbhelp.feedback.models import PageDay

KEPT_DAYS = 400  # this month beside the same month of last year
BATCH = 100  # rows in one transaction


class PageViews:
    """`take() -> {path: number}`: what was counted since it was asked last."""

    def __init__(self, take):
        self.take, self.waiting = take, {}

    def write(self):
        """What a busy or absent database does not take is kept for the next time, and the error raised."""
        today = timezone.localdate()
        for path, number in self.take().items():
            self.waiting[today, path] = self.waiting.get((today, path), 0) + number
        while self.waiting:
            batch = sorted(self.waiting)[:BATCH]
            add({key: self.waiting[key] for key in batch})
            for key in batch:
                del self.waiting[key]


def add(counted: dict[tuple[date, str], int]):
    """Rows are made, then locked in one order, so that two processes never wait for each other."""
    with transaction.atomic():
        new = [PageDay(day=day, path=path) for day, path in sorted(counted)]
        PageDay.objects.bulk_create(new, ignore_conflicts=True)
        days, paths = {day for day, _ in counted}, {path for _, path in counted}
        rows = PageDay.objects.filter(day__in=days, path__in=paths).order_by("pk").select_for_update()
        for row in list(rows):
            if number := counted.get((row.day, row.path)):
                PageDay.objects.filter(pk=row.pk).update(views=F("views") + number)


def forget(today: date | None = None) -> int:
    """Remove what is older than is kept; returns how many rows went."""
    first = (today or timezone.localdate()) - timedelta(days=KEPT_DAYS)
    return PageDay.objects.filter(day__lt=first).delete()[0]
