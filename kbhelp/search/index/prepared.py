"""What the index keeps of a unit, worked out before any transaction begins."""

import hashlib
import json
from array import array
from dataclasses import astuple, dataclass
from itertools import pairwise

from kbhelp.search.index.units import Unit
from kbhelp.search.korean import analyser as analysers
from kbhelp.search.korean.hangul import initials, is_syllable, keys
from kbhelp.search.korean.words import Word, content
from kbhelp.text import clean, fold

BODY_AT_MOST = 50_000
SAYS_AT_MOST, SAY_AT_MOST = (
    200,
    300,
)  # ways of saying a title, and their length: PostgreSQL keeps 1 MB of terms a unit
COMPOUND_AT_MOST = 4  # neighbouring nouns that are also one word of the lexicon
GRAM = "ⴳ"  # before a pair of syllables, so that it is never taken for a word; a letter to every tokeniser
BETWEEN = "|"  # between ways of saying the title
READERS = "‖"  # in their place before those that readers brought: what they say was seen on no screen


@dataclass(frozen=True)
class Entry:
    """A word of the lexicon: of one term, of neighbouring nouns, or an inflected word of a title."""

    word: str
    kind: str  # n v a l d, c for a compound, e for an eojeol of a title, g for a pair of syllables
    parts: str
    in_title: bool


@dataclass(frozen=True)
class Prepared:
    unit: Unit
    says: list[str]  # the title and every other way of asking, as shown
    body: str
    title_terms: str
    body_terms: str
    grams: str
    spans: bytes  # start and end of every body term
    entries: list[Entry]
    digest: str


@dataclass(frozen=True)
class Unchanged:
    """A unit that the index held just so: it is neither analysed nor written again, as long as it still does."""

    unit: Unit
    digest: str


def prepare(units: list[Unit], analyser=None) -> list[Prepared]:
    analyser = analyser or analysers.for_writing()
    return [_prepare(unit, analyser) for unit in units]


def _prepare(unit: Unit, analyser) -> Prepared:
    says, ways = _said([unit.title, *unit.asked_as, *unit.error_texts]), _said(unit.ways)
    body = "\n".join(clean(line) for line in unit.body[:BODY_AT_MOST].split("\n"))
    own, says = len(says), [*says, *ways]
    analysed = [analysers.analyse(fold(text), analyser) for text in says]
    body_words = content(analysers.analyse(fold(body), analyser))
    entries = {}
    for text, words in zip(says, analysed, strict=True):
        _collect(
            entries, [*_terms(words), *_compounds(words, across=True), *_eojeols(fold(text), words)], True
        )
        _collect(entries, [(gram, "g", gram) for gram in grams(text)], True)
    _collect(entries, [*_terms(body_words), *_compounds(body_words, across=False)], False)
    return Prepared(
        unit=unit,
        says=says,
        body=body,
        title_terms=_parted([_joined(content(words)) for words in analysed], own),
        body_terms=_joined(body_words),
        grams=_parted([" ".join(grams(text)) for text in says], own),
        spans=array("I", [place for word in body_words for place in (word.start, word.end)]).tobytes(),
        entries=list(entries.values()),
        digest=digest(unit, analyser.name),
    )


def _said(texts: list[str]) -> list[str]:
    said = [clean(text, SAY_AT_MOST) for text in texts[:SAYS_AT_MOST]]
    return [text for text in said if text.strip()]


def _parted(says: list[str], own: int) -> str:
    """Ways of saying the title, the first `own` of them the document's own."""
    return f" {BETWEEN} ".join([*says[:own], *([READERS] if says[own:] else []), *says[own:]])


def own_says(parted: str) -> list[str]:
    """Of terms or pairs of syllables as they are kept, those of the document's own ways of saying its title."""
    return parted.partition(f" {BETWEEN} {READERS} ")[0].split(BETWEEN)


def digest(unit: Unit, analyser_name: str) -> str:
    says = astuple(unit)
    says = says if unit.ways else says[:-1]  # as it was before there were any
    return hashlib.sha256(json.dumps([analyser_name, *says]).encode()).hexdigest()[:32]


def grams(text: str) -> list[str]:
    """Pairs of neighbouring syllables without spaces: they match where words were cut differently."""
    letters = [c for c in fold(text) if c.isalnum()]
    return [GRAM + a + b for a, b in pairwise(letters) if is_syllable(a) or is_syllable(b)]


def _joined(words: list[Word]) -> str:
    return " ".join(word.form for word in words)


def _collect(entries: dict, found, in_title: bool):
    for word, kind, parts in found:
        if len(word) <= 40 and (word not in entries or (in_title and not entries[word].in_title)):
            entries[word] = Entry(word, kind, parts, in_title)


def _terms(words):
    return [(word.form, word.kind, word.form) for word in content(words)]


def _compounds(words: list[Word], across: bool):
    """Neighbouring nouns as one word: 비밀번호, and in titles across a space too, as people type 요금제변경."""
    for first in range(len(words)):
        joined = [words[first]]
        for word in words[first + 1 : first + COMPOUND_AT_MOST]:
            gap = word.start - joined[-1].end
            if joined[-1].kind not in "nld" or word.kind not in "nld" or not 0 <= gap <= across:
                break
            joined.append(word)
            yield "".join(w.form for w in joined), "c", _joined(joined)


def _eojeols(text: str, words: list[Word]):
    """Inflected words of titles as they stand, for initials and completion: 바꾸기 is found by ㅂㄲㄱ."""
    place = 0
    for eojeol in text.split():
        start = text.index(eojeol, place)
        place = start + len(eojeol)
        inside = [word for word in content(words) if start <= word.start < place]
        surface = "".join(c for c in eojeol if c.isalnum())
        if any(word.kind == "v" for word in inside) and all(is_syllable(c) for c in surface):
            yield surface, "e", _joined(inside)


def lexicon_row(entry: Entry) -> list:
    """Word, kind, parts, keys, tail, size, initials; pairs of syllables have no keys, so that they are never
    completed to or repaired to."""
    typed = "" if entry.kind == "g" else keys(entry.word)
    first = "" if entry.kind == "g" else initials(entry.word)
    return [entry.word, entry.kind, entry.parts, typed, typed[::-1], len(typed), first]
