"""The rows of an index: what is written of a unit, and what is read back."""

import json
from typing import NamedTuple

from kbhelp.search.index.prepared import Prepared

UNIT_COLUMNS = (
    "document_id key kind stage url title body says spans words digest title_length body_length"
).split()
WORD_COLUMNS = ["word", "kind", "parts", "keys", "tail", "size", "initials"]


class Totals(NamedTuple):
    units: int
    title_length: int
    body_length: int


class Counts(NamedTuple):
    """Running sums: of words {word: (in how many units, in how many titles)}, and of all units together."""

    words: dict[str, tuple[int, int]]
    units: int
    title_length: int
    body_length: int


class LexiconWord(NamedTuple):
    word: str
    kind: str
    parts: str
    keys: str
    count: int
    title_count: int


class Opening(NamedTuple):
    """What reading a query begins with: sums, the words that are known as they stand, and longer ones."""

    totals: Totals
    known: dict[str, LexiconWord]
    longer: list[LexiconWord]


class Row(NamedTuple):
    """A candidate as the ranking reads it."""

    id: int
    key: str
    document_id: int | None
    kind: str
    stage: str
    url: str
    title: str
    body_length: int
    title_terms: str
    body_terms: str
    grams: str


class Owned(NamedTuple):
    """What a unit added to the running sums, and what of; `digest` is empty where search cannot find it."""

    id: int
    words: str
    title_length: int
    body_length: int
    key: str
    digest: str


class UnitRows(NamedTuple):
    """What one unit writes."""

    key: str
    values: list  # of UNIT_COLUMNS
    terms: tuple[str, str, str]  # of the title, of the body, pairs of syllables


def unit_rows(one: Prepared) -> UnitRows:
    return UnitRows(one.unit.key, _unit_values(one), (one.title_terms, one.body_terms, one.grams))


def _unit_values(one: Prepared) -> list:
    words = json.dumps([[entry.word, int(entry.in_title)] for entry in one.entries], ensure_ascii=False)
    unit = one.unit
    return [
        unit.document_id, unit.key, unit.kind, unit.stage, unit.url, clean_title(one), one.body,
        json.dumps(one.says, ensure_ascii=False), one.spans, words, one.digest,
        len(one.title_terms.split()), len(one.body_terms.split()),
    ]  # fmt: skip


def clean_title(one: Prepared) -> str:
    return one.says[0] if one.says else ""
