"""Which notices readers see, and where: said here and nowhere else."""

from django.db import models
from django.db.models import Exists, Min, OuterRef, Q, Subquery
from django.utils import timezone

from kbhelp.profile import ANY


class NoticeQuerySet(models.QuerySet):
    def public(self, at=None):
        """What a publisher has published, for ever: the log."""
        return self.filter(published_at__lte=at or timezone.now())

    def open(self, at=None):
        """Public notices while they last: from their beginning to their end, or until the update 끝남."""
        at = at or timezone.now()
        lasting = self.public(at).filter(begins_at__lte=at, ends_at__gt=at)
        return lasting.exclude(Exists(self._updates().filter(state=self._update.State.OVER, at__lte=at)))

    def open_for(self, page_or_stage, at=None):
        """Open notices that concern a page dict or a stage.

        A page is concerned by its stage or by being named. A page of all stages belongs to no single one: it is
        concerned by notices for all stages and by those that name it.
        """
        is_page = isinstance(page_or_stage, dict)
        stage = page_or_stage["stage"] if is_page else page_or_stage
        concerned = Q(stage__in=[ANY, stage])
        if is_page and page_or_stage.get("document"):
            naming = self.model.documents.through.objects.filter(document=page_or_stage["document"])
            concerned |= Q(pk__in=naming.values("notice"))
        return self.open(at).filter(concerned)

    def beside(self, page_or_stage=None, at=None):
        """What stands first on a page: what concerns it, or everything open where no page or stage is named."""
        notices = self.open_for(page_or_stage, at) if page_or_stage else self.open(at)
        return notices.with_latest()

    def next_change(self, at=None):
        """When readers next see other notices without anybody's doing; None where nothing lies ahead."""
        at = at or timezone.now()
        ahead = self.filter(ends_at__gt=at).aggregate(
            **{name: Min(name, filter=Q(**{f"{name}__gt": at})) for name in ("begins_at", "published_at")},
            ends_at=Min("ends_at"),
            over_at=Min("updates__at", filter=Q(updates__at__gt=at)),
        )
        return min((time for time in ahead.values() if time), default=None)

    def with_latest(self):
        """Each notice with its newest update's text as `latest_text`, in the same query."""
        newest = self._updates().order_by("-at", "-pk")
        return self.annotate(latest_text=Subquery(newest.values("text")[:1]))

    @property
    def _update(self):
        return self.model.updates.rel.related_model

    def _updates(self):
        return self._update.objects.filter(notice=OuterRef("pk"))
