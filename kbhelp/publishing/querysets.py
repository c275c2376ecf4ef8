"""Questions that are asked of documents and editions; what is visible is said here and nowhere else."""

import secrets

from django.db import models, transaction
from django.db.models import Case, Exists, F, Max, Q, Value, When, Window
from django.db.models.functions import FirstValue
from django.utils import timezone

# What a card shows; the snapshot and its prose are many times as long.
CARD = ("title", "short_title", "summary", "slug", "stage", "group", "released_at", "document__kind")

# What editors gave a place first; by number last, so that none stands on two numbered pages or on none.
READERS_ORDER = [F("home_position").asc(nulls_last=True), F("title").asc(), F("pk").asc()]


class DocumentQuerySet(models.QuerySet):
    def live(self, at=None):
        """Documents that readers see at that time: a live edition whose end has not come."""
        at = at or timezone.now()
        return self.filter(live__isnull=False).filter(Q(withdraw_at=None) | Q(withdraw_at__gt=at))

    def drafts(self):
        """Documents whose working copy holds something that readers do not see yet."""
        return self.filter(Q(live=None) | Q(version__gt=models.F("live__version")))

    def reserve(self, count: int) -> list[int]:
        """Numbers for that many new documents, never given to others, so that texts may name them before they exist."""
        if not count:
            return []
        with transaction.atomic():
            named = (self.model(slug=f"reserved-{secrets.token_hex(8)}") for _ in range(count))
            numbers = [document.pk for document in self.bulk_create(named)]
            self.filter(pk__in=numbers).delete()
        return numbers

    def due_for_checking(self, today):
        """What readers see although the day when it was to be looked at again has come; the longest waiting first."""
        return self.live().filter(review_on__lte=today).order_by("review_on", "pk")

    def unchecked(self):
        """What readers see and nobody has compared with its sources as it stands; the oldest first."""
        return self.live().filter(checked_on=None).order_by("written_on", "pk")

    def with_acts(self):
        """Each with `was_checked`: whether somebody ever compared the whole of it with its sources."""
        acts = self.model._meta.get_field("verifications").related_model.objects
        return self.annotate(was_checked=Exists(acts.filter(document=models.OuterRef("pk"), part="")))

    def with_plans(self):
        """Each with `waiting_at` and `waiting_version` of the edition that waits for its date, in the same query."""
        editions = self.model._meta.get_field("editions").related_model.objects
        waiting = editions.waiting().filter(document=models.OuterRef("pk"))
        return self.annotate(
            waiting_at=models.Subquery(waiting.values("publish_at")[:1]),
            waiting_version=models.Subquery(waiting.values("version")[:1]),
        )


class EditionQuerySet(models.QuerySet):
    def live(self, at=None):
        at = at or timezone.now()
        return self.filter(live_of__isnull=False).filter(
            Q(live_of__withdraw_at=None) | Q(live_of__withdraw_at__gt=at)
        )

    def of_kind(self, kind: str):
        return self.filter(document__kind=kind)

    def cards(self):
        """With the columns of a card alone, for `card_of`."""
        return self.select_related("document").only(*CARD)

    def whole(self):
        """With all that a page shows; of the document only what tells which it is, not its working copy."""
        return self.select_related("document").defer("document__body")

    def in_readers_order(self):
        return self.order_by(*READERS_ORDER)

    def for_readers(self):
        """Editions that readers saw, see, or will see at a date."""
        return self.filter(Q(released_at__isnull=False) | Q(publish_at__isnull=False))

    def current(self):
        """Editions that readers see, or will see at a date."""
        return self.filter(Q(live_of__isnull=False) | Q(publish_at__isnull=False, released_at=None))

    def waiting(self):
        """Editions with a date in the future, not yet carried out."""
        return self.filter(publish_at__isnull=False, released_at=None)

    def released(self):
        """Editions that readers have seen, the latest last."""
        return self.filter(released_at__isnull=False).order_by("released_at", "pk")


class CitationQuerySet(models.QuerySet):
    def live(self, at=None):
        """Every source that a live edition names, once, in its newest spelling.

        Windows, since they take one pass: with the newest in a subquery PostgreSQL groups anew for every row as long
        as it has no statistics of the tables.
        """
        editions = self.model._meta.get_field("edition").related_model.objects.live(at)
        named = self.filter(edition__in=editions.values("pk"))
        return named.annotate(newest=Window(Max("pk"), partition_by="key")).filter(newest=F("pk"))

    def official(self, hosts):
        """Of the live ones those whose newest spelling is official; a plain filter would look before `live` does."""
        newest_host = Window(FirstValue("host"), partition_by="key", order_by="-pk")
        return self.annotate(newest_host=newest_host).filter(newest_host__in=hosts)

    def in_order_of(self, hosts):
        """As the hosts stand in their list, so that a cut keeps the first of them and not the alphabet's."""
        places = [When(host=host, then=Value(place)) for place, host in enumerate(hosts)]
        return self.order_by(Case(*places, default=Value(len(hosts))), "name", "pk")

    def official_first(self, hosts):
        """By name, with those of the official hosts before all others."""
        return self.order_by(Case(When(host__in=hosts, then=Value(0)), default=Value(1)), "name", "pk")


class MentionQuerySet(models.QuerySet):
    def editions(self):
        return self.model._meta.get_field("edition").related_model.objects

    def of_readers(self):
        """In what readers see now."""
        return self.filter(edition__in=self.editions().live().values("pk"))

    def current(self):
        """In working copies, in what readers see, and in what they will see at a date."""
        return self.filter(Q(edition=None) | Q(edition__in=self.editions().current().values("pk")))

    def in_links(self):
        """Where a text itself leads, by a link or by showing a document inside itself."""
        return self.filter(how__in=(self.model.LINK, self.model.EMBED))


class SlugHistoryQuerySet(models.QuerySet):
    def find(self, kind: str, slug: str):
        """The address with its document and live edition in one query, or None."""
        found = self.filter(kind=kind, slug=slug).select_related("document__live")
        return found.defer("document__body").first()

    def numbers(self, names) -> dict[tuple[str, str], int]:
        """By (kind, slug) the document that was ever published there, for as many of the names as there are."""
        by_kind = {kind: [slug for other, slug in names if other == kind] for kind, _ in names}
        wanted = Q(pk=None)
        for kind, slugs in by_kind.items():
            wanted |= Q(kind=kind, slug__in=slugs)
        found = self.filter(wanted).values_list("kind", "slug", "document_id") if by_kind else ()
        return {(kind, slug): document for kind, slug, document in found}
