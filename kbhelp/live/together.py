"""Many documents reach readers in one short turn: what an import has written and analysed before."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from kbhelp.live.index import index_again
from kbhelp.live.pointers import mark_live, plan_next, take_down, tell_monitor
from kbhelp.publishing.models import Document, Edition, SlugHistory
from kbhelp.publishing.turns import turn
from kbhelp.search.index import writer
from kbhelp.search.models import AskedWay

Seen = tuple  # the live edition, since when it is withdrawn, the editions that wait


class Overtaken(Exception):
    """Others changed what readers see of these documents after the release was prepared."""

    def __init__(self, documents: list[int]):
        super().__init__(documents)
        self.documents = documents


@dataclass
class Release:
    """What readers are to see of one document."""

    document: int
    kind: str
    seen: Seen | None  # as `seen_by_readers` answered before it was prepared; None for a new document
    # The newest last, each with its date; None: at once.
    editions: list[tuple[Edition, datetime | None]] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)  # that lead to it beside those of its editions
    is_withdrawn: bool = False
    drops_dates: bool = False  # what waits for a date is given up; so it is in any case where editions come
    withdraw_at: datetime | None = None  # from now on, whatever it was before; None leaves it


def seen_by_readers(documents: Iterable[int]) -> dict[int, Seen]:
    """By their numbers what readers see of these documents, and what they will see; told apart by ==."""
    documents, waiting = list(documents), {}
    for number, edition in (
        Edition.objects.waiting().filter(document__in=documents).values_list("document", "pk")
    ):
        waiting.setdefault(number, set()).add(edition)
    found = Document.objects.filter(pk__in=documents).values_list("pk", "live", "withdrawn_at")
    return {number: (live, withdrawn, waiting.get(number, set())) for number, live, withdrawn in found}


def release_together(
    releases: list[Release], found: writer.Together, along_with: Callable[[], object] = lambda: None
):
    """All of it or, where somebody was faster with one of the documents, nothing: raises Overtaken.

    `found`: what search finds of all that readers see at once. `along_with` is called within the transaction.
    """
    with turn():
        _refuse_if_overtaken(releases)
        along_with()
        now = timezone.now()
        at_once = {
            release.document: [edition for edition, at in release.editions if not at] for release in releases
        }
        _keep_addresses(releases, at_once)
        _drop_what_waited(releases)
        _date_editions(releases, at_once, now)
        withdrawn = [release.document for release in releases if release.is_withdrawn]
        newest = {number: editions[-1].pk for number, editions in at_once.items() if editions}
        _put_live(newest, now)
        writer.write_together(newest.keys() | set(withdrawn), found)
        for number in withdrawn:
            take_down(number, now)
        _plan_withdrawals(releases, now)
        plan_next()
    _follow_ways(newest)


def _follow_ways(documents: Iterable[int]):
    """Between analysis and turn minutes may pass, in which ways of asking were accepted or taken out."""
    decided = AskedWay.objects.filter(document__in=list(documents)).order_by("document")
    for number in decided.values_list("document", flat=True).distinct():
        index_again(number)


def _refuse_if_overtaken(releases: list[Release]):
    numbers = [release.document for release in releases]
    rows = Document.objects.select_for_update(of=("self",), no_key=True).order_by("pk").filter(pk__in=numbers)
    held, seen = set(rows.values_list("pk", flat=True)), seen_by_readers(numbers)
    nothing = (None, None, set())
    overtaken = [
        release.document
        for release in releases
        if release.document not in held or seen[release.document] != (release.seen or nothing)
    ]
    if overtaken:
        raise Overtaken(overtaken)


def _keep_addresses(releases: list[Release], at_once: dict[int, list[Edition]]):
    owners = {
        (release.kind, slug): release.document
        for release in releases
        for slug in [*release.addresses, *(edition.slug for edition in at_once[release.document])]
    }
    taken = SlugHistory.objects.numbers(owners)
    overtaken = {owners[name] for name, number in taken.items() if number != owners[name]}
    if overtaken:
        raise Overtaken(sorted(overtaken))
    SlugHistory.objects.bulk_create(
        SlugHistory(kind=kind, slug=slug, document_id=number)
        for (kind, slug), number in owners.items()
        if (kind, slug) not in taken
    )


def _drop_what_waited(releases: list[Release]):
    published = [release.document for release in releases if release.editions]
    given_up = [release.document for release in releases if release.editions or release.drops_dates]
    Edition.objects.waiting().filter(document__in=given_up).update(publish_at=None)
    Document.objects.filter(pk__in=published).update(set_aside="")


def _date_editions(releases: list[Release], at_once: dict[int, list[Edition]], now: datetime):
    released = [edition.pk for editions in at_once.values() for edition in editions]
    Edition.objects.filter(pk__in=released).update(released_at=now)
    for release in releases:
        for edition, at in release.editions:
            if at:
                Edition.objects.filter(pk=edition.pk).update(publish_at=at)


def _put_live(newest: dict[int, int], now: datetime):
    editions = Edition.objects.filter(pk__in=newest.values(), document=OuterRef("pk"))
    documents = Document.objects.filter(pk__in=newest)
    documents.update(live=Subquery(editions.values("pk")[:1]), withdrawn_at=None)
    documents.filter(withdraw_at__lte=now).update(withdraw_at=None)  # overtaken by this publication
    mark_live(newest.keys())
    tell_monitor("publish", len(newest))


def _plan_withdrawals(releases: list[Release], now: datetime):
    for release in releases:
        if release.withdraw_at and release.withdraw_at > now:
            planned = Document.objects.filter(pk=release.document)
            planned.update(withdraw_at=release.withdraw_at, set_aside="")
        elif release.withdraw_at:
            take_down(release.document, now)
