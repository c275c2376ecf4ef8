"""Questions that are asked of documents and editions; what is visible is said here and nowhere else."""

import secrets
from functools import reduce
from operator import or_

from django.db import connection, models, transaction
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

from kbhelp.publishing.kinds import LAST, kinds

# What a card shows; the snapshot and its prose are many times as long.
CARD = (
    "title",
    "short_title",
    "summary",
    "slug",
    "stage",
    "group",
    "released_at",
    "document__kind",
    "document__withdraw_at",
)

# What editors gave a place first; by number last, so that none stands on two numbered pages or on none.
READERS_ORDER = ("place", "title", "document")


class DocumentQuerySet(models.QuerySet):
    def live(self, at=None):
        """Documents that readers see at that time: a live edition whose end has not come."""
        at = at or timezone.now()
        return self.filter(live__isnull=False).filter(Q(withdraw_at=None) | Q(withdraw_at__gt=at))

    def ended(self, at=None):
        """Documents whose end has come and that are not taken down yet."""
        return self.filter(live__isnull=False, withdraw_at__lte=at or timezone.now())

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
        """What readers see and nobody has compared with its sources as it stands; the oldest first. Of kinds that name
        sources."""
        sourced = [kind for kind, model in kinds().items() if "sources" in model.NEEDED]
        return self.live().filter(checked_on=None, kind__in=sourced).order_by("written_on", "pk")

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
    def live(self, *wanted: str, at=None):
        """What readers see at that time, of these kinds or of all. The documents that have ended and are not yet
        taken down are few; asked by themselves, they leave the rest to an index of this table."""
        document = self.model._meta.get_field("document").related_model
        if len(wanted) == 1:  # SQLite finds the order of one value in an index, and not of a list with one
            shown = self.filter(live_kind=wanted[0])
        else:
            shown = self.filter(live_kind__in=wanted) if wanted else self.filter(live_kind__gt="")
        return shown.exclude(document__in=document.objects.ended(at).values("pk"))

    def ended(self, at=None):
        """What readers no longer see, though it is not taken down yet."""
        return self.filter(live_kind__gt="", live_of__withdraw_at__lte=at or timezone.now())

    def live_few(self, at=None):
        """`live` where few are asked for: each is asked itself whether it has ended."""
        ends = Q(document__withdraw_at=None) | Q(document__withdraw_at__gt=at or timezone.now())
        return self.filter(ends, live_kind__gt="")

    def live_without_others(self, *wanted: str):
        """`live(*wanted)`, for an order that runs across kinds. The other kinds are left out, instead of these asked
        for: SQLite would answer that by an index of kinds, and sort all that it finds."""
        return self.live().exclude(live_kind__in=[kind for kind in kinds() if kind not in wanted])

    def newest(self, *wanted: str):
        """What readers see of these kinds, the newest first."""
        return self.live_without_others(*wanted).order_by("-released_at", "-live_kind", "-document")

    def of_kind(self, kind: str):
        return self.filter(document__kind=kind)

    def at_home(self):
        """What editors gave a place on the first screen."""
        return self.filter(place__lt=LAST)

    def cards(self):
        """With the columns of a card alone, for `card_of`."""
        return self.select_related("document").only(*CARD)

    def whole(self):
        """With all that a page shows; of the document only what tells which it is, not its working copy."""
        return self.select_related("document").defer("document__body")

    def in_readers_order(self):
        return self.order_by(*READERS_ORDER)

    def first_of_each(self, column: str, values, number: int):
        """So many of each group, by an index: however many there are, no more is read."""
        ordered = self.in_readers_order()
        firsts = [ordered.filter(**{column: value}).values("pk")[:number] for value in values]
        if connection.features.supports_slicing_ordering_in_compound:  # PostgreSQL reads all rows for an OR
            found = Q(pk__in=firsts[0].union(*firsts[1:], all=True))
        else:
            found = reduce(or_, (Q(pk__in=first) for first in firsts))
        return self.model.objects.filter(found).in_readers_order()

    def cut(self, first: int, after: int):
        """Those from `first` up to `after` in their order. What stands before them is passed by in an index alone."""
        return self.model.objects.filter(pk__in=self.values("pk")[first:after]).order_by(*self.query.order_by)

    def for_readers(self):
        """Editions that readers saw, see, or will see at a date."""
        return self.filter(Q(released_at__isnull=False) | Q(publish_at__isnull=False))

    def current(self):
        """Editions that readers see, or will see at a date."""
        return self.filter(Q(live_kind__gt="") | Q(publish_at__isnull=False, released_at=None))

    def waiting(self):
        """Editions with a date in the future, not yet carried out."""
        return self.filter(publish_at__isnull=False, released_at=None)

    def released(self):
        """Editions that readers have seen, the latest last."""
        return self.filter(released_at__isnull=False).order_by("released_at", "pk")


class CitationQuerySet(models.QuerySet):
    def live(self, at=None):
        """Every source that a live edition names, once, in its newest spelling: that which is marked, or, where its
        document has ended, the newest of the others."""
        editions = self.model._meta.get_field("edition").related_model.objects
        document = editions.model._meta.get_field("document").related_model
        ended = editions.filter(document__in=document.objects.ended(at).values("pk")).values("pk")
        others = self.model.objects.naming(OuterRef("key")).exclude(edition__in=ended)
        hidden = self.model.objects.filter(newest_of__gt="", edition__in=ended)
        instead = hidden.annotate(other=Subquery(others.values("pk")[:1])).values("other")
        marked = self.model.objects.filter(newest_of__gt="").exclude(edition__in=ended)
        shown = marked.order_by().values("pk").union(instead.filter(other__isnull=False).order_by(), all=True)
        return self.filter(pk__in=shown)

    def naming(self, key):
        """Of live editions, the newest first. `__in`: of a yes or no asked plainly SQLite uses no index."""
        return self.filter(is_live__in=[True], key=key).order_by("-pk")

    def official(self, hosts):
        return self.filter(host__in=hosts)

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
