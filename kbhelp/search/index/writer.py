"""Keeping an index: prepare before the transaction, write inside it, and compare it with what should be there."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from kbhelp.search.index.prepared import Prepared, digest, prepare
from kbhelp.search.index.storage import LIVE, tables
from kbhelp.search.index.storage.rows import Counts, lexicon_rows
from kbhelp.search.index.units import Unit
from kbhelp.search.korean import analyser as analysers

__all__ = ["Difference", "correct", "counted", "differences", "held", "prepare", "remove", "settle", "write"]


@dataclass(frozen=True)
class Difference:
    key: str
    document_id: int | None
    what: str  # missing, extra, changed


@transaction.atomic
def write(document_id: int | None, prepared: list[Prepared], prefix: str = LIVE):
    """Replace a document's units; units without a document (terms) are replaced one by one, by key."""
    store = tables(prefix)
    old = store.owned(document_id, [one.unit.key for one in prepared])
    store.delete([row[0] for row in old])
    store.insert(prepared)
    _count(store, old, prepared)


@transaction.atomic
def remove(document_id: int | None, keys: Iterable[str] = (), prefix: str = LIVE):
    store = tables(prefix)
    old = store.owned(document_id, keys)
    store.delete([row[0] for row in old])
    _count(store, old, [])


def _count(store, old, prepared):
    """Running sums, so that a change costs as much as the document, not as the index."""
    changes = Counter()
    for _, words, _, _ in old:
        for word, in_title in json.loads(words):
            changes[word, 0] -= 1
            changes[word, 1] -= in_title
    for one in prepared:
        for entry in one.entries:
            changes[entry.word, 0] += 1
            changes[entry.word, 1] += entry.in_title
    changed = {word for (word, _), number in changes.items() if number}
    store.count_words(
        {word: (changes[word, 0], changes[word, 1]) for word in changed}, lexicon_rows(prepared)
    )
    store.add_totals(
        len(prepared) - len(old),
        sum(len(one.title_terms.split()) for one in prepared) - sum(row[2] for row in old),
        sum(len(one.body_terms.split()) for one in prepared) - sum(row[3] for row in old),
    )


def held(prefix: str = LIVE) -> tuple[set[int], set[str]]:
    """What the index has: documents by their numbers, and the keys of units without one."""
    found = tables(prefix).digests(all_units=True)
    documents = {document for document, _ in found.values() if document is not None}
    return documents, {key for key, (document, _) in found.items() if document is None}


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
    name = analysers.for_writing().name
    found = tables(prefix).digests()
    wrong = []
    for unit in expected:
        _, held = found.pop(unit.key, (None, None))
        if held is None:
            wrong.append(Difference(unit.key, unit.document_id, "missing"))
        elif held != digest(unit, name):
            wrong.append(Difference(unit.key, unit.document_id, "changed"))
    return wrong + [Difference(key, document, "extra") for key, (document, _) in found.items()]
