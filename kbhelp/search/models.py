"""What editors keep for search: the vocabulary, pinned answers; and how often what was asked."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Count, Exists, F, Max, OuterRef, Q, Sum
from django.utils import timezone

from kbhelp.search.kinds import SearchKind
from kbhelp.text import normalise
from kbhelp.typed import LineField, LinesField

WORDS = "한 줄에 하나씩 적습니다."
# From so many days and visitors on a choice is proposed, if on one of the days there were so many.
DAYS, VISITORS, ON_ONE_DAY = 3, 5, 2
OTHERS = "(그 밖)"  # the row of a day in which the least asked queries are counted together


class Term(models.Model):
    """A word with its other ways of saying, what it is confused with, and what it means."""

    SEARCH, ORDER = SearchKind("term", "낱말", units=("term",)), 1000
    CATALOGUE, CATALOGUE_KEY = "terms.yaml", "name"
    CATALOGUE_FIELDS = ["name", "same", "also", "not_same", "definition", "document"]
    DERIVED_FIELDS = ["changed_at", "shipped"]

    name = LineField("낱말", max_length=80, unique=True)
    same = LinesField(
        "같은 뜻",
        blank=True,
        help_text=f"{WORDS} 이 말로 검색해도 같은 글을 찾습니다. 저장하면 바로 쓰입니다.",
    )
    also = LinesField(
        "함께 찾을 말", blank=True, help_text=f"{WORDS} 이 낱말로 찾을 때 조금 덜 중요하게 함께 찾습니다."
    )
    not_same = LinesField("헷갈리기 쉬운 말", blank=True, help_text=f"{WORDS} 풀이에 다른 것이라고 나옵니다.")
    definition = LineField(
        "풀이",
        max_length=300,
        blank=True,
        help_text="적으면 독자의 낱말 풀이에 나옵니다. 한 문장으로 적습니다.",
    )
    document = models.ForeignKey(
        "publishing.Document",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="자세한 글",
        help_text="풀이 아래에 링크가 나옵니다. 헷갈리기 쉬운 말이 있으면 검색 결과 위에도 나옵니다.",
    )
    changed_at = models.DateTimeField("고친 때", auto_now=True, db_index=True)
    shipped = models.CharField(
        max_length=16, default="", editable=False
    )  # a mark of what came with a release

    class Meta:
        ordering = ["name"]
        verbose_name = verbose_name_plural = "낱말"

    def __str__(self):
        return self.name

    @property
    def words(self) -> list[str]:
        return [self.name, *lines(self.same)]

    @property
    def others(self) -> list[str]:
        return lines(self.not_same)

    @property
    def anchor(self) -> str:
        return f"t-{self.pk}"

    def is_shown(self) -> bool:
        """Whether readers see it: in the glossary, or above results as a word that many take for another."""
        return bool(self.definition or self.not_same)

    def more(self) -> dict | None:
        """{title, url} of the live document that says more, where it has a page."""
        if not (self.document and self.document.is_live()):
            return None
        url = self.document.live_url()
        return {"title": self.document.live.title, "url": url} if url else None


class RemovedTerm(models.Model):
    """The name of a shipped Term that an editor deleted."""

    name = models.CharField(max_length=80, unique=True)

    def __str__(self):
        return self.name


class BestBet(models.Model):
    """For this query, this document first, whatever the ranking says."""

    CATALOGUE, CATALOGUE_KEY = "first_answers.yaml", "query"
    CATALOGUE_FIELDS = ["query", "document"]
    DERIVED_FIELDS = ["words"]

    query = LineField(
        "검색어", max_length=200, unique=True, help_text="띄어쓰기와 대소문자는 따지지 않습니다."
    )
    document = models.ForeignKey(
        "publishing.Document", on_delete=models.CASCADE, related_name="+", verbose_name="먼저 보일 글"
    )

    words = models.CharField(max_length=200, editable=False, db_index=True)  # the query as it is compared

    class Meta:
        verbose_name = verbose_name_plural = "먼저 보일 답"

    def __str__(self):
        return self.query

    def save(self, *args, **kwargs):
        self.words = "".join(normalise(self.query).split())
        super().save(*args, **kwargs)


class QueryDayQuerySet(models.QuerySet):
    def unanswered(self, since: date | None = None):
        """What was searched in the last 30 days and never found, the most often first: {"query", "times"}."""
        since = since or timezone.localdate() - timedelta(days=30)
        found = self.filter(day__gte=since).exclude(query=OTHERS).order_by().values("query")
        found = found.annotate(times=Sum("asked"), most=Max("results")).filter(most=0, times__gt=0)
        return found.order_by("-times", "query")

    def during(self, first: date, last: date):
        return self.filter(day__range=(first, last))

    def asked_most(self, which: str):
        """Queries, the most often asked first: {"query", "times", "most", "clicks"}. `which` is `frequent`,
        `unanswered` (never found) or `unopened` (found, but nobody opened a result)."""
        found = self.exclude(query=OTHERS).order_by().values("query")
        found = found.annotate(times=Sum("asked"), most=Max("results"), clicks=Sum("opened"))
        kept = {"unanswered": {"most": 0}, "unopened": {"most__gt": 0, "clicks": 0}}
        return found.filter(times__gt=0, **kept.get(which, {})).order_by("-times", "query")

    def by_day(self) -> dict[date, tuple[int, int]]:
        """{day: (how often was searched, how often nothing was found)}."""
        missed = Sum("asked", filter=Q(results=0) & ~Q(query=OTHERS), default=0)
        found = self.order_by().values("day").annotate(times=Sum("asked"), missed=missed)
        return {row["day"]: (row["times"], row["missed"]) for row in found}


class QueryDay(models.Model):
    """One masked query on one day: no address, no browser, no time of day."""

    query = models.CharField("검색어", max_length=300)
    day = models.DateField("날", db_index=True)
    asked = models.PositiveIntegerField("찾은 횟수", default=0)
    results = models.PositiveIntegerField("결과 수", default=0)
    opened = models.PositiveIntegerField("결과를 연 횟수", default=0)

    objects = QueryDayQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-asked"]
        verbose_name = verbose_name_plural = "검색 기록"
        constraints = [models.UniqueConstraint(fields=["day", "query"], name="query_once_a_day")]

    def __str__(self):
        return self.query


class ChoiceDayQuerySet(models.QuerySet):
    def proposed(self):
        """What readers chose so often that it may be another way of asking: {"query", "unit", "document", "days",
        "readers", "yes", "no"}, the most chosen first.

        One address alone proposes nothing, however many days it comes. Days on which search put it first anyway count
        for nothing, nor does what editors have decided on, nor what readers do not see.
        """
        decided = AskedWay.objects.filter(query=OuterRef("query"), unit=OuterRef("unit"))
        found = self.filter(~Exists(decided), document__live__isnull=False, place__gt=1)
        found = found.order_by().values("query", "unit", "document")
        sums = {"readers": Sum("visitors"), "yes": Sum("helped"), "no": Sum("unhelped")}
        found = found.annotate(days=Count("pk"), most=Max("visitors"), **sums)
        often = found.filter(days__gte=DAYS, readers__gte=VISITORS, most__gte=ON_ONE_DAY, yes__gte=F("no"))
        return often.order_by("-readers", "query", "unit")


class ChoiceDay(models.Model):
    """On one day: readers who asked this opened this unit of the index, and how many of them it helped.

    Of a reader nothing is kept but, until the day is over, a hash of the address (Chooser).
    """

    day = models.DateField("날", db_index=True)
    query = models.CharField("검색어", max_length=300)
    unit = models.CharField(max_length=120)
    document = models.ForeignKey("publishing.Document", on_delete=models.CASCADE, related_name="+")
    place = (
        models.PositiveSmallIntegerField()
    )  # at which the search found it when the day's first reader opened it
    visitors = models.PositiveIntegerField("연 독자", default=0)
    helped = models.PositiveIntegerField("도움이 됨", default=0)
    unhelped = models.PositiveIntegerField("도움이 안 됨", default=0)

    objects = ChoiceDayQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "query", "unit"], name="choice_once_a_day")]

    def __str__(self):
        return f"{self.query} → {self.unit}"


class Chooser(models.Model):
    """Which address made a choice, as a hash of the day; gone on the next."""

    choice = models.ForeignKey(ChoiceDay, on_delete=models.CASCADE, related_name="choosers")
    reader = models.CharField(max_length=64, db_index=True, editable=False)
    was_helped = models.BooleanField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["choice", "reader"], name="chooser_once")]

    def __str__(self):
        return f"{self.choice}"


class AskedWay(models.Model):
    """Readers' words for a unit of the index, that an editor has decided on: search has them as a way of asking, or
    they are refused and never proposed again."""

    query = models.CharField("검색어", max_length=300)
    unit = models.CharField(max_length=120)
    document = models.ForeignKey("publishing.Document", on_delete=models.CASCADE, related_name="+")
    is_accepted = models.BooleanField("받아들임")
    decided_at = models.DateTimeField("정한 때", default=timezone.now)

    class Meta:
        ordering = ["-decided_at", "-pk"]
        verbose_name = verbose_name_plural = "독자에게서 배운 말"
        constraints = [models.UniqueConstraint(fields=["query", "unit"], name="way_decided_once")]

    def __str__(self):
        return self.query


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
