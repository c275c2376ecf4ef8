"""Bringing what was planned into the database: document by document, then to readers in one turn.

    Plan ──▶ new documents, empty ──▶ each in a short transaction: working copy, edition ──▶ live.release_together

Until the last step readers see nothing of it. Whatever ends an import before that, importing the folder again goes on:
it finds the documents by their addresses and the editions by what they say.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kbhelp import live
from kbhelp.exchange.files import Problem
from kbhelp.exchange.planning import Arrival, ImportRefused, Plan, Publication
from kbhelp.exchange.records import snapshot_of
from kbhelp.exchange.snapshots import snapshot_to_be
from kbhelp.exchange.vocabulary import tell_search
from kbhelp.markdown import RENDERER
from kbhelp.publishing.editions import hold, keep_draft, make_edition
from kbhelp.publishing.models import Document, Edition
from kbhelp.publishing.uses import note_working_copy
from kbhelp.search.models import Term

NOTE = "가져오기"
SHELLS_AT_ONCE = 20
OVERTAKEN = gettext_noop(
    "somebody published, withdrew, scheduled or deleted it while the folder was imported;"
    " nothing has changed for readers, import the folder again"
)


class Import:
    def __init__(self, plan: Plan, note: Callable[[str], None]):
        self.plan, self.note = plan, note
        self.found = live.Together()  # what search will find
        self.dropped: list[str] = []
        self.now = timezone.now()  # a date that comes while the import runs is kept by kbhelp.live.due

    def run(self) -> int:
        """How many editions readers see, or will see at a date. Raises ImportRefused."""
        self.add_what_is_new()
        releases = [self.bring(arrival) for arrival in self.plan.arrivals.values()]
        changed = [found for found in self.plan.catalogued.values() if found.reaches_readers]
        releases = [release for release in releases if release]
        if releases or changed:
            try:
                live.release_together(releases, self.found, lambda: [found.change() for found in changed])
            except live.Overtaken as overtaken:
                raise self.refused(overtaken.documents) from None
        known = self.plan.catalogued[Term]
        tell_search([*known.new, *(term for term, names in known.changed.values())])
        for line in self.dropped:
            self.note(line)
        return sum(len(arrival.publications) for arrival in self.plan.arrivals.values())

    def add_what_is_new(self):
        """Documents name each other and the catalogues, so that all must be there before the first is written."""
        with transaction.atomic():
            for found in self.plan.catalogued.values():
                if not found.comes_with_the_turn:
                    found.add_new()
        new = [arrival for arrival in self.plan.arrivals.values() if arrival.is_new]
        for start in range(0, len(new), SHELLS_AT_ONCE):
            with transaction.atomic():
                for arrival in new[start : start + SHELLS_AT_ONCE]:
                    record = arrival.files[-1].record
                    arrival.document.title, arrival.document.slug = record["title"], record["slug"]
                    arrival.document.save(force_insert=True)

    def bring(self, arrival: Arrival) -> live.Release | None:
        """The working copy and the editions of one document; what readers are to see of them."""
        editions = []
        for waiting in arrival.document.editions.waiting() if arrival.drops_dates else ():
            when = waiting.publish_at.isoformat()
            message = _("dropped, the date {when} of an edition of {name}")
            self.dropped.append(message.format(when=when, name=arrival.files[0].name))
        if arrival.publications or arrival.working:
            self.analyse(arrival)
            editions = self.write(arrival)
        if not arrival.reaches_readers():
            return None
        dates = [self.date_of(publication) for publication in arrival.publications]
        return live.Release(
            document=arrival.document.pk,
            kind=arrival.document.kind,
            seen=self.plan.seen.get(arrival.document.pk),
            editions=list(zip(editions, dates, strict=True)),
            addresses=arrival.addresses,
            is_withdrawn=arrival.is_withdrawn,
            drops_dates=arrival.drops_dates,
            withdraw_at=arrival.withdraw_at,
        )

    def analyse(self, arrival: Arrival):
        """Of the newest edition that readers will see at once what search is to find."""
        at_once = [one for one in arrival.publications if not self.date_of(one)]
        if at_once and not arrival.is_withdrawn:
            draft = at_once[-1].draft
            self.found.add(live.prepare(draft.document.units(draft)))

    def date_of(self, publication: Publication) -> datetime | None:
        """Later than the beginning of the import; None: at once."""
        at = publication.publish_at
        return at if at and at > self.now else None

    def write(self, arrival: Arrival) -> list[Edition]:
        """What editors have written and no edition holds is kept as one before the file takes its place."""
        try:
            with transaction.atomic():
                document = hold(arrival.document).concrete()
                is_loaded = self.make_room(arrival, document)
                last = arrival.files[-1]
                older = arrival.publications_before(last)
                editions = _editions(older, document)
                if is_loaded:
                    document.load(snapshot_of(last.model, last.record))
                    document.related.set(self.plan.related(last))
                    note_working_copy(document)
                elif any(edition.version == document.version for edition in editions):
                    document.count_change()  # it says something else than readers will see
                return editions + _editions(arrival.publications[len(older) :], document)
        except Document.DoesNotExist:
            raise self.refused([arrival.document.pk]) from None

    def make_room(self, arrival: Arrival, document: Document) -> bool:
        """Whether the working copy is to be written; what it says until then is kept."""
        if not arrival.working or self.plan.is_written(arrival.working, document):
            return False
        if not self.is_shell(arrival, document):
            kept = keep_draft(document, by=None, note="가져오기 전의 초안")
            if kept:
                message = _("kept, a draft that {path} replaces: edition {number} of {name}")
                name = arrival.files[0].name
                self.note(message.format(path=arrival.working.path, number=kept.number, name=name))
        return True

    def is_shell(self, arrival: Arrival, document: Document) -> bool:
        """Whether it says nothing but its name, as an import leaves a new document until it is written."""
        names = {"title": document.title, "slug": document.slug}
        record = arrival.files[-1].record
        is_named_so = all(record[name] == value for name, value in names.items())
        return is_named_so and document.snapshot() == snapshot_to_be(type(document), names, {}, [])

    def refused(self, documents: list[int]) -> ImportRefused:
        paths = {arrival.document.pk: arrival.files[0].path for arrival in self.plan.arrivals.values()}
        return ImportRefused(sorted(Problem(paths[number], 1, _(OVERTAKEN)) for number in documents))


def _editions(publications: list[Publication], document: Document) -> list[Edition]:
    """One each, also where what is live and what waits for a date say the same."""
    made: list[Edition] = []
    for publication in publications:
        made.append(_edition(publication, document, made))
    return made


def _edition(publication: Publication, document: Document, made: list[Edition]) -> Edition:
    """A new edition, or the one that an earlier import, which made none of `made`, did not bring to release."""
    draft = replace(publication.draft, document=document)
    shown = document.editions.for_readers().order_by("number").last()
    left = document.editions.filter(note=NOTE, made_by=None, released_at=None, publish_at=None)
    left = left.exclude(pk__in=[edition.pk for edition in made])
    for edition in left.filter(number__gt=shown.number if shown else 0).order_by("-number"):
        if edition.snapshot == draft.snapshot:
            if edition.rendered != draft.rendered:  # documents that it shows have other numbers now
                Edition.objects.filter(pk=edition.pk).update(rendered=draft.rendered, renderer=RENDERER)
            return edition
    return make_edition(draft, by=None, note=NOTE, at=timezone.now())
