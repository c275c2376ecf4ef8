"""Questions that are asked of votes: which remedy works, and which page lets readers down."""

from django.db import models
from django.db.models import Count, F, Q


class VoteQuerySet(models.QuerySet):
    def since(self, day):
        return self.filter(voted_on__gte=day) if day else self

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
        """For editors: every edition, remedy and question that was voted on; what helps least stands first."""
        tally = self.tally("edition", "row", "question")
        return tally.order_by(F("yes") * 1.0 / F("total"), "-total", "edition", "row")

    def low_rated(self, at_least=5):
        """Live editions whose readers mostly were not helped, once enough of them have said so."""
        tally = self.filter(row="", edition__live_of__isnull=False).tally("edition")
        return tally.filter(total__gte=at_least, yes__lt=F("total") * 0.5).order_by(
            F("yes") * 1.0 / F("total")
        )


class RemarkQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=self.model.State.OPEN)
