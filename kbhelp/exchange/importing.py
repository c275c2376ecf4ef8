"""Bringing what was planned into the database: some documents at a time, then all to readers in one turn.

    Plan ──▶ new documents, empty ──▶ some in a short transaction: working copies, editions ──▶ live.release_together

Until the last step readers see nothing of it. Whatever ends an import before that, importing the folder again goes on:
it finds the documents by their addresses and the editions by what they say.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kbhelp import live
from kbhelp.exchange.files import Problem
from kbhelp.exchange.planning import Arrival, ImportRefused, Plan, Publication
from kbhelp.exchange.vocabulary import tell_search
from kbhelp.exchange.writing import Some
from kbhelp.publishing.editions import hold_together
from kbhelp.publishing.models import Edition
from kbhelp.search.models import Term

AT_ONCE = 20  # documents that one short transaction writes
AHEAD = 2  # so many times that are analysed while others are written; Kiwi works beside Python
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
        arrivals, releases = list(self.plan.arrivals.values()), []
        for some, found in self.analysed(arrivals):
            self.found.add(found)
            releases += self.bring(some)
        changed = [found for found in self.plan.catalogued.values() if found.reaches_readers]
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
        for start in range(0, len(new), AT_ONCE):
            with transaction.atomic():
                for arrival in new[start : start + AT_ONCE]:
                    record = arrival.files[-1].record
                    arrival.document.title, arrival.document.slug = record["title"], record["slug"]
                    arrival.document.save(force_insert=True)

    def bring(self, arrivals: list[Arrival]) -> list[live.Release]:
        """The working copies and editions of some documents; what readers are to see of them."""
        for arrival in arrivals:
            self.hear_of_dates(arrival)
        changed = [arrival for arrival in arrivals if arrival.publications or arrival.working]
        editions = self.write(changed) if changed else {}
        return [
            self.release(arrival, editions.get(arrival.document.pk, []))
            for arrival in arrivals
            if arrival.reaches_readers()
        ]

    def hear_of_dates(self, arrival: Arrival):
        for waiting in arrival.document.editions.waiting() if arrival.drops_dates else ():
            when = waiting.publish_at.isoformat()
            message = _("dropped, the date {when} of an edition of {name}")
            self.dropped.append(message.format(when=when, name=arrival.files[0].name))

    def release(self, arrival: Arrival, editions: list[Edition]) -> live.Release:
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

    def analysed(self, arrivals: list[Arrival]) -> Iterator[tuple[list[Arrival], list]]:
        """Some arrivals at a time, with what search is to find of them; the next ones are analysed meanwhile."""
        coming = deque()
        with ThreadPoolExecutor(AHEAD, thread_name_prefix="analysis") as pool:
            for start in range(0, len(arrivals), AT_ONCE):
                some = arrivals[start : start + AT_ONCE]
                units = [unit for arrival in some for unit in self.units_of(arrival)]
                units = live.with_ways(units) if units else []
                coming.append((some, pool.submit(live.prepare, units) if units else None))
                if len(coming) > AHEAD:
                    yield next_of(coming)
            while coming:
                yield next_of(coming)

    def units_of(self, arrival: Arrival) -> list:
        """What search is to find of the newest edition that readers will see at once."""
        at_once = [one for one in arrival.publications if not self.date_of(one)]
        if not at_once or arrival.is_withdrawn:
            return []
        draft = at_once[-1].draft
        return draft.document.units(draft)

    def date_of(self, publication: Publication) -> datetime | None:
        """Later than the beginning of the import; None: at once."""
        at = publication.publish_at
        return at if at and at > self.now else None

    def write(self, arrivals: list[Arrival]) -> dict[int, list[Edition]]:
        """What editors have written and no edition holds is kept as one before the file takes its place."""
        with transaction.atomic():
            held = hold_together(arrival.document.pk for arrival in arrivals)
            if gone := [one.document.pk for one in arrivals if one.document.pk not in held]:
                raise self.refused(gone)
            some = Some(self.plan, [(arrival, held[arrival.document.pk]) for arrival in arrivals])
            for arrival, kept in some.make_room():
                message = _("kept, a draft that {path} replaces: edition {number} of {name}")
                name, path = arrival.files[0].name, arrival.working.path
                self.note(message.format(path=path, number=kept.number, name=name))
            return some.write()

    def refused(self, documents: list[int]) -> ImportRefused:
        paths = {arrival.document.pk: arrival.files[0].path for arrival in self.plan.arrivals.values()}
        return ImportRefused(sorted(Problem(paths[number], 1, _(OVERTAKEN)) for number in documents))


def next_of(coming: deque) -> tuple[list[Arrival], list]:
    some, found = coming.popleft()
    return some, found.result() if found else []
