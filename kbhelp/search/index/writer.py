"""Keeping an index: prepare before the transaction, write inside it, and compare it with what should be there."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from kbhelp.search.index.prepared import Prepared, digest, prepare
from kbhelp.search.index.storage import LIVE, tables
from kbhelp.search.index.storage.tables import lexicon_rows
from kbhelp.search.index.units import Unit
from kbhelp.search.korean import analyser as analysers

__all__ = ["Difference", "differences", "prepare", "rebuild", "remove", "write"]


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


def rebuild(documents: Iterable[tuple[int | None, list[Prepared]]], prefix: str = LIVE) -> int:
    """Write every document again, one short transaction each, so that readers are served and editors never wait
    long; then remove what no longer exists and count everything afresh. Answers how many documents there are."""
    kept, keys = set(), set()
    for document_id, prepared in documents:
        write(document_id, prepared, prefix)
        kept.add(document_id)
        keys.update(one.unit.key for one in prepared)
    store = tables(prefix)
    for key, (document_id, _) in store.digests(all_units=True).items():
        if document_id is None and key not in keys:
            remove(None, [key], prefix)
        elif document_id is not None and document_id not in kept:
            remove(document_id, prefix=prefix)
    with transaction.atomic():
        store.recount()
    store.settle()
    return len(kept - {None})


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
