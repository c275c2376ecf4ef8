"""Keeping an index: prepare before the transaction, write inside it, and compare it with what should be there."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from kbhelp.search.index.prepared import Prepared, Unchanged, digest, lexicon_row, prepare
from kbhelp.search.index.storage import LIVE, tables
from kbhelp.search.index.storage.rows import Counts, UnitRows, unit_rows
from kbhelp.search.index.units import Unit
from kbhelp.search.korean import analyser as analysers

__all__ = [
    "Difference",
    "Together",
    "correct",
    "counted",
    "counts_of",
    "differences",
    "first_and_last",
    "held",
    "named",
    "prepare",
    "prepare_changed",
    "remove",
    "settle",
    "write",
    "write_together",
]


@dataclass(frozen=True)
class Difference:
    key: str
    document_id: int | None
    what: str  # missing, extra, changed


@dataclass
class Together:
    """What many units write, worked out before the transaction: their rows, and what each word is counted up by."""

    units: list[UnitRows] = field(default_factory=list)
    counts: Counter = field(
        default_factory=Counter
    )  # by (word, 0): in how many units, (word, 1): in how many titles
    lexicon: dict[str, list] = field(default_factory=dict)
    title_length: int = 0
    body_length: int = 0

    def add(self, prepared: Iterable[Prepared]):
        for one in prepared:
            self.units.append(unit_rows(one))
            self.title_length += len(one.title_terms.split())
            self.body_length += len(one.body_terms.split())
            for entry in one.entries:
                self.counts[entry.word, 0] += 1
                self.counts[entry.word, 1] += entry.in_title
                if entry.word not in self.lexicon:
                    self.lexicon[entry.word] = lexicon_row(entry)


def prepare_changed(units: list[Unit], prefix: str = LIVE) -> list[Prepared | Unchanged]:
    """As `prepare`; what the index holds just so is named alone. An editor changes one section of ten."""
    analyser = analysers.for_writing()
    numbers = {unit.document_id for unit in units} - {None}
    held = {one.key: one.digest for one in tables(prefix).owned(list(numbers), [])}
    known = [Unchanged(unit, digest(unit, analyser.name)) for unit in units]
    return [
        one if held.get(one.unit.key) == one.digest else prepare([one.unit], analyser)[0] for one in known
    ]


def write(document_id: int | None, found: list[Prepared | Unchanged], prefix: str = LIVE):
    """Replace a document's units; units without a document (terms) are replaced one by one, by key."""
    together = Together()
    together.add(one for one in found if isinstance(one, Prepared))
    if document_id is None:
        _replace([], [one.unit.key for one in found], together, prefix)
    else:
        _replace([document_id], [], together, prefix, [one for one in found if isinstance(one, Unchanged)])


def write_together(documents: Iterable[int], together: Together, prefix: str = LIVE):
    """Replace the units of all these documents in one go: each word is counted once, however many have it."""
    _replace(list(documents), [], together, prefix)


def remove(document_id: int | None, keys: Iterable[str] = (), prefix: str = LIVE):
    _replace([] if document_id is None else [document_id], list(keys), Together(), prefix)


@transaction.atomic
def _replace(
    documents: list[int], keys: list[str], new: Together, prefix: str, unchanged: Iterable[Unchanged] = ()
):
    """Word counts are running sums, so that a change costs as much as the documents, not as the index."""
    store = tables(prefix)
    old = store.owned(documents, keys)
    held = {(one.key, one.digest) for one in old}
    stays = {one.unit.key for one in unchanged if (one.unit.key, one.digest) in held}
    # Written by somebody else since it was looked at: rare enough to be analysed in the turn, or even wait for Kiwi.
    if lost := [one.unit for one in unchanged if one.unit.key not in stays]:
        new.add(prepare(lost))
    old = [one for one in old if one.key not in stays]
    store.delete([one.id for one in old])
    store.insert(new.units)
    changes = Counter(new.counts)
    for one in old:
        for word, in_title in json.loads(one.words):
            changes[word, 0] -= 1
            changes[word, 1] -= in_title
    changed = {word for (word, _), number in changes.items() if number}
    store.count_words({word: (changes[word, 0], changes[word, 1]) for word in changed}, new.lexicon)
    store.add_totals(
        len(new.units) - len(old),
        new.title_length - sum(one.title_length for one in old),
        new.body_length - sum(one.body_length for one in old),
    )


def held(prefix: str = LIVE) -> tuple[set[int], set[str]]:
    """What the index has: documents by their numbers, and the keys of units without one."""
    found = tables(prefix).digests(all_units=True)
    documents = {document for document, _ in found.values() if document is not None}
    return documents, {key for key, (document, _) in found.items() if document is None}


def counts_of(documents: Iterable[int], prefix: str = LIVE) -> dict[int, int]:
    """By document how many of its units can be searched; none where there are none."""
    return tables(prefix).counts_of(list(documents))


def named(keys: Iterable[str], prefix: str = LIVE) -> dict[str, tuple[int | None, str, list[str]]]:
    """Of the units with these keys, where they are: document, title, and every way of saying it."""
    return tables(prefix).named(list(keys))


def first_and_last(prefix: str = LIVE) -> dict[str, tuple[int, str]]:
    """By key the document and digest of the units that were written before and after all others of documents."""
    return tables(prefix).first_and_last()


def counted(prefix: str = LIVE) -> Counts:
    """The running sums counted afresh from all units; takes a second for some thousand documents and writes nothing."""
    return tables(prefix).counted()


@transaction.atomic
def correct(counts: Counts, prefix: str = LIVE):
    """Put the running sums right that differ from these; nothing may have been written since they were counted."""
    tables(prefix).correct(counts)


def settle(prefix: str = LIVE):
    """After many changes: whatever the database wants to know of the tables to search them fast."""
    tables(prefix).settle()


def differences(expected: Iterable[Unit], prefix: str = LIVE) -> list[Difference]:
    """Where the index is not what these units would make it; a unit without searchable terms counts as missing."""
    name = analysers.wanted_name()
    found = tables(prefix).digests()
    wrong = []
    for unit in expected:
        _, held = found.pop(unit.key, (None, None))
        if held is None:
            wrong.append(Difference(unit.key, unit.document_id, "missing"))
        elif held != digest(unit, name):
            wrong.append(Difference(unit.key, unit.document_id, "changed"))
    return wrong + [Difference(key, document, "extra") for key, (document, _) in found.items()]
