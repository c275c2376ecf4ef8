"""Counting what is asked, masked, by day; a search never fails because it could not be counted."""

import logging
from datetime import date, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from kbhelp.search.models import QueryDay
from kbhelp.text import mask, normalise

logger = logging.getLogger(__name__)
KEPT_DAYS = 90


def count_search(query: str, results: int):
    _count(query, results=results, asked=1)


def count_opened(query: str):
    _count(query, opened=1)


def _count(query: str, results: int | None = None, asked: int = 0, opened: int = 0):
    words = mask(" ".join(normalise(query).split()))
    if not words:
        return
    changes = {"asked": F("asked") + asked, "opened": F("opened") + opened}
    if results is not None:
        changes["results"] = results
    try:
        with transaction.atomic():
            row, _ = QueryDay.objects.get_or_create(query=words, day=timezone.localdate())
            QueryDay.objects.filter(pk=row.pk).update(**changes)
    except DatabaseError:
        logger.warning("a search was not counted", exc_info=True)


def forget(today: date | None = None) -> int:
    """Remove what is older than 90 days; returns how many rows went."""
    first = (today or timezone.localdate()) - timedelta(days=KEPT_DAYS)
    return QueryDay.objects.filter(day__lt=first).delete()[0]
