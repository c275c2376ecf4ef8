"""Questions that are asked of votes: which remedy works, and which page lets readers down."""

from django.db import models
from django.db.models import Case, Count, F, Min, Q, Sum, When

FEWEST = 10  # answers that say something of a text, and nothing of one reader


class VoteQuerySet(models.QuerySet):
    def during(self, first, last):
        return self.filter(voted_on__range=(first, last))

    def of_pages(self):
        return self.filter(row="")

    def of_remedies(self):
        return self.exclude(row="")

    def first_day(self):
        """Of all; None where nobody has voted."""
        return self.aggregate(first=Min("voted_on"))["first"]

    def by_day(self) -> dict:
        """{day: (yes, no)}."""
        return {row["voted_on"]: (row["yes"], row["no"]) for row in self.tally("voted_on")}

    def tally(self, *by):
        """One row per group: the names in `by`, and yes, no, not_yet, total."""
        answer = self.model.Answer
        return (
            self.order_by()
            .values(*by)
            .annotate(
                yes=Count("pk", filter=Q(answer=answer.YES)),
                no=Count("pk", filter=Q(answer=answer.NO)),
                not_yet=Count("pk", filter=Q(answer=answer.NOT_YET)),
                total=Count("pk"),
            )
        )

    def by_edition(self):
        """For editors: every edition, remedy and question that was voted on; what helps least stands first, `share`
        being that of yes. What has too few answers follows in an order that tells nothing of them, without a share."""
        is_enough = Q(total__gte=FEWEST)
        tally = self.tally("edition", "row", "question").annotate(
            share=Case(When(is_enough, then=F("yes") * 1.0 / F("total"))),
            voices=Case(When(is_enough, then=F("total")), default=0),
        )
        least_first = F("share").asc(nulls_last=True)
        return tally.order_by(least_first, "-voices", "edition__title", "edition", "row", "question")

    def low_rated(self):
        """Live editions whose readers mostly were not helped, once enough of them have said so."""
        tally = self.of_pages().filter(edition__live_of__isnull=False).tally("edition")
        low = tally.filter(total__gte=FEWEST, yes__lt=F("total") * 0.5)
        return low.order_by(F("yes") * 1.0 / F("total"), "edition")


class RemarkQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=self.model.State.OPEN)


class PageDayQuerySet(models.QuerySet):
    def during(self, first, last):
        return self.filter(day__range=(first, last))

    def first_day(self):
        """None where nothing has been counted."""
        return self.aggregate(first=Min("day"))["first"]

    def most_opened(self):
        """One row per page: path and times, the most opened first."""
        return self.order_by().values("path").annotate(times=Sum("views")).order_by("-times", "path")

    def by_day(self) -> dict:
        return dict(self.order_by().values_list("day").annotate(times=Sum("views")))
