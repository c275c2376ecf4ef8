"""What lasts one day: the salt under which readers are told apart, and how often each network may write."""

import math
import secrets
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.crypto import salted_hmac


class DailySalt(models.Model):
    """One row: today's random salt. When it is gone, nobody can compute that day's hashes again."""

    day = models.DateField(unique=True)
    salt = models.CharField(max_length=64, default=secrets.token_hex)

    def sign(self, purpose: str, *words: str) -> str:
        """Keyed by the salt and by SECRET_KEY, so that a stolen copy of the database alone tells nothing even today."""
        return salted_hmac(self.salt, "\n".join([purpose, *words]), algorithm="sha256").hexdigest()


class AllowanceQuerySet(models.QuerySet):
    def take(self, key: str, at: datetime, limit: int | None = None) -> int:
        """Use up one request. Returns 0, or the seconds to wait when all are used.

        One conditional UPDATE, which both databases carry out row by row: exact, however many come at once.
        """
        self.get_or_create(key=key, defaults={"since": at})
        is_over = Q(since__lte=at - Allowance.WINDOW)
        taken = self.filter(is_over | Q(used__lt=limit or Allowance.LIMIT), key=key).update(
            used=Case(When(is_over, then=1), default=F("used") + 1),
            since=Case(When(is_over, then=Value(at)), default=F("since")),
        )
        if taken:
            return 0
        since = self.filter(key=key).values_list("since", flat=True).first() or at
        return max(1, math.ceil((since + Allowance.WINDOW - at).total_seconds()))

    def give_back(self, key: str):
        self.filter(key=key, used__gt=0).update(used=F("used") - 1)


class Allowance(models.Model):
    """How many requests one network, or one name at the sign-in, has used since its window began; the key is a hash of
    the day.

    Mobile carriers put many readers behind one address, hence not fewer.
    """

    LIMIT = 30
    WINDOW = timedelta(minutes=10)

    key = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()
    used = models.PositiveIntegerField(default=0)

    objects = AllowanceQuerySet.as_manager()
