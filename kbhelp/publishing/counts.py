"""How many editions readers find, kept beside them, so that a list of 100,000 says its numbers without counting.

`kbhelp.live` writes these rows, in the turn in which it writes `Edition.live_kind`. Documents whose end has come and
that are not taken down yet are few: whoever asks takes them off.
"""

from collections import Counter
from collections.abc import Collection

from django.db import models
from django.db.models import BigIntegerField, Case, ExpressionWrapper, F, Sum, When

SPAN = 2_000  # documents of following numbers that are counted together, for the parts of the sitemap


class KeptCounts(models.QuerySet):
    def shown(self, kinds: Collection[str], by: str, at=None, **chosen) -> dict:
        """By this column how many `Edition.objects.live(*kinds, at=at).filter(**chosen)` there are."""
        kept = self.filter(kind__in=kinds, **chosen).values_list(by).annotate(sum=Sum("number"))
        counts = Counter()
        for key, number in kept.union(self.ended(kinds, by, at, chosen), all=True):
            counts[key] += number
        return dict(+counts)

    def ended(self, kinds: Collection[str], by: str, at, chosen: dict):
        """One fewer for each that has ended. What is asked for stands in no WHERE, so that an index of these few is
        read, not one of all editions that are asked for."""
        editions = self.model._meta.apps.get_model("publishing", "Edition").objects
        fewer = Case(When(live_kind__in=kinds, **chosen, then=-1), default=0)
        return editions.ended(at).order_by().values_list(self.model.OF_EDITION[by], fewer)


class Kept(models.Model):
    """So many live editions in one cell. OF_EDITION: by column of the cell, what an edition calls it."""

    OF_EDITION: dict = {}

    kind = models.CharField(max_length=20)
    number = models.IntegerField()

    objects = KeptCounts.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def counted(cls, editions) -> Counter:
        """By cell how many of these editions readers see."""
        return Counter(editions.filter(live_kind__gt="").order_by().values_list(*cls.OF_EDITION.values()))

    @classmethod
    def kept(cls) -> Counter:
        """By cell what is said of all."""
        return Counter(
            {tuple(cell): number for *cell, number in cls.objects.values_list(*cls.OF_EDITION, "number")}
        )

    @classmethod
    def move(cls, cell: tuple, number: int):
        """So many more, or fewer, in that cell."""
        rows = cls.objects.filter(**dict(zip(cls.OF_EDITION, cell, strict=True)))
        if not rows.update(number=F("number") + number):
            cls.objects.create(**dict(zip(cls.OF_EDITION, cell, strict=True)), number=number)
        rows.filter(number=0).delete()


class LiveCount(Kept):
    """Of a kind at a stage in a group: what the lists say."""

    OF_EDITION = {"kind": "live_kind", "stage": "stage", "group": "group"}

    stage = models.CharField(max_length=10)
    group = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "stage", "group"], name="live_count_once_per_cell")
        ]

    def __str__(self):
        return f"{self.kind} {self.stage} {self.group}: {self.number}"


class LiveSpan(Kept):
    """Of a kind among SPAN documents of following numbers: where a part of the sitemap begins."""

    OF_EDITION = {
        "kind": "live_kind",
        "span": ExpressionWrapper(F("document_id") / SPAN, output_field=BigIntegerField()),
    }

    span = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "span"], name="live_span_once_per_cell")]

    def __str__(self):
        return f"{self.kind} {self.span}: {self.number}"
