"""Batches of acts under a chain of digests.

Each seal's digest is made of the one before and of every act of its batch. Who changes, takes away or adds an old act
changes that digest and all that follow: `verify` notices, and an earlier seal, kept where no intruder writes (a backup,
the log of another machine), tells even of a chain that was made anew.
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator
from datetime import UTC, timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Max
from django.utils import timezone

from kbhelp.audit.acts import Act, ActQuerySet

logger = logging.getLogger("kbhelp.audit")
# Numbers are given before rows are seen. A statement takes at most half of this (kbhelp.environment), so that whatever
# has a smaller number is there by then.
SETTLED = timedelta(seconds=60)
# The log takes a row of figures for somebody's number, and masks it.
LETTERS = str.maketrans("0123456789", "ghijklmnop")
FIELDS = [
    "pk",
    "at",
    "kind",
    "user_id",
    "user_name",
    "session",
    "model",
    "number",
    "name",
    "said",
]


class Seal(models.Model):
    number = models.PositiveIntegerField(unique=True)  # of two machines that seal at once one does
    at = models.DateTimeField(default=timezone.now)
    after = models.BigIntegerField()  # the acts above this number
    through = models.BigIntegerField()  # up to this one
    until = models.DateTimeField()  # when the last of them was done
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = "봉인"
        ordering = ["number"]

    def __str__(self):
        return f"{self.number}:{self.digest}"

    def acts(self) -> ActQuerySet:
        return Act.objects.filter(pk__gt=self.after, pk__lte=self.through)


def oldest_kept():
    return timezone.now() - timedelta(days=settings.AUDIT_DAYS)


def rows(acts: ActQuerySet) -> Iterator[tuple]:
    return acts.order_by("pk").values_list(*FIELDS).iterator(1_000)


def digest_of(before: str, batch: Iterable[tuple]) -> tuple[str, int]:
    """Of rows; and how many they are."""
    found, count = hashlib.sha256(before.encode()), 0
    for pk, at, *rest in batch:
        line = [pk, at.astimezone(UTC).isoformat(), *rest]
        found.update(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        count += 1
    return found.hexdigest().translate(LETTERS), count


def seal() -> Seal | None:
    """Of all that was done until a minute ago; none where nothing new was, or where another has just sealed it."""
    last = Seal.objects.last()
    after = last.through if last else 0
    newest = Act.objects.filter(pk__gt=after, at__lte=timezone.now() - SETTLED).order_by("-pk").first()
    if newest is None:
        return None
    made = Seal(number=last.number + 1 if last else 1, after=after, through=newest.pk, until=newest.at)
    made.digest, made.count = digest_of(last.digest if last else "", rows(made.acts()))
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        return None
    logger.info("acts %s to %s are sealed: %s", after + 1, newest.pk, made)
    return made


def problems(*known: str) -> Iterator[str]:
    """One sentence each; `known`: seals of earlier, as a backup or the log has them."""
    before, after, held = "", 0, {}
    for one, batch in batches():
        found, is_forgotten = digest_of(before, batch), not batch and one.until < oldest_kept()
        if one.after != after or one.number != len(held) + 1:
            yield f"audit: seal {one.number} does not follow the one before"
        elif not is_forgotten and (one.digest, one.count) != found:
            yield f"audit: of acts {one.after + 1} to {one.through} something was changed, taken away or added"
        before, after = one.digest, one.through
        held[str(one.number)] = one.digest
    for number, _, digest in (one.partition(":") for one in known if one):
        if held.get(number) != digest:
            yield f"audit: seal {number} is not what it was"


def batches() -> Iterator[tuple[Seal, list[tuple]]]:
    """Each seal with the rows of its acts, in one pass over all of them."""
    waiting = rows(Act.objects.all())
    row = next(waiting, None)
    for one in Seal.objects.iterator():
        batch = []
        while row and row[0] <= one.through:
            batch.append(row)
            row = next(waiting, None)
        yield one, batch


def forget() -> int:
    """Acts of seals that are older than KBHELP_AUDIT_DAYS; the seals stay, so that the chain does. Returns how many."""
    kept = Seal.objects.filter(until__gte=oldest_kept()).first()
    end = kept.after if kept else Seal.objects.aggregate(end=Max("through"))["end"] or 0
    return models.QuerySet.delete(Act.objects.filter(pk__lte=end))[0]
