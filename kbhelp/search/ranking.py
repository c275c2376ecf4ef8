"""One ranking for both databases: what share of the query a unit answers, and how plainly its title says so."""

import json
from collections import Counter
from dataclasses import dataclass

from kbhelp.search.particles import FAILING
from kbhelp.search.prepared import BETWEEN, grams
from kbhelp.search.reading import Asked, Reading
from kbhelp.search.storage.tables import Row, Totals

TITLE, K1, B = 4.0, 1.2, 0.6  # a word of the title counts as four of the body (BM25F)
OVERLAP, NEIGHBOURS, TITLE_SHARE, FAILURE = 0.35, 0.12, 0.12, 0.04
NEAR = 6
PLAIN = 0.7
BODY_ALONE = 0.2  # what is spoken of in the body alone makes less sure that this is the answer


@dataclass(frozen=True)
class Scored:
    row: Row
    score: float
    covered: float  # share of the query's mass that the unit speaks of at all
    overlap: float  # pairs of syllables shared with the best of its titles
    paths: tuple[str, ...]  # which word found what, for the editors' test page


def rank(rows: list[Row], reading: Reading, totals: Totals) -> list[Scored]:
    lengths = (
        max(totals.title_length / max(totals.units, 1), 1),
        max(totals.body_length / max(totals.units, 1), 1),
    )
    scored = [_score(row, reading, lengths) for row in rows]
    return sorted(scored, key=lambda one: (-one.score, one.row.key))


def _score(row: Row, reading: Reading, lengths) -> Scored:
    says = [terms.split() for terms in row.title_terms.split(BETWEEN)]
    title = Counter(word for terms in says for word in set(terms))
    body_terms = row.body_terms.split()
    body = Counter(body_terms)
    norm_title = 1 - B + B * (sum(map(len, says)) / len(says)) / lengths[0]
    norm_body = 1 - B + B * row.body_length / lengths[1]
    total = covered = 0.0
    said: set[str] = set()
    paths = []
    for unit in reading.asked:
        share, words = _best(unit, title, body, norm_title, norm_body, says, body_terms)
        if words:
            total += unit.weight * share
            sure = unit.weight * _sureness(unit.ways[words])
            covered += sure
            said |= set(words)
            if not all(word in title for word in words):
                covered -= sure * BODY_ALONE
            paths.append(f"{unit.form}→{' '.join(words)}")
    overlap = max((alike(reading.grams, text) for text in json.loads(row.says)), default=0.0)
    near = max(_neighbours(reading.asked, terms) for terms in says)
    share = max((len(said & set(terms)) / len(set(terms)) for terms in says if terms), default=0.0)
    score = total / reading.mass + OVERLAP * overlap + NEIGHBOURS * near + TITLE_SHARE * share
    if reading.speaks_of_failure and FAILING & (title.keys() | body.keys()):
        score += FAILURE
    return Scored(row, score, covered / reading.mass, overlap, tuple(paths))


def _sureness(weight: float) -> float:
    """The looser a way of saying, the less it proves that this is meant."""
    return weight if weight >= PLAIN else weight**2


def _together(words, says, body_terms) -> bool:
    """A phrase is said where its words stand in one title, or close by in the text."""
    if len(words) == 1 or any(all(word in terms for word in words) for terms in says):
        return True
    places = [[i for i, term in enumerate(body_terms) if term == word] for word in words]
    if not all(places):
        return False
    return any(all(any(abs(i - at) <= NEAR for i in other) for other in places[1:]) for at in places[0])


def _best(unit: Asked, title: Counter, body: Counter, norm_title: float, norm_body: float, says, body_terms):
    """The way of saying this unit that the text says best; a way of several words needs all of them."""
    best, found = 0.0, None
    for words, weight in unit.ways.items():
        often = min(
            TITLE * (word in title) / norm_title + body.get(word, 0) / norm_body
            if word in title or word in body
            else 0
            for word in words
        )
        value = weight * often * (K1 + 1) / (often + K1) / (K1 + 1) if often else 0.0
        if value > best and _together(words, says, body_terms):
            best, found = value, words
    return best, found


def alike(asked: list[str], text: str) -> float:
    """Pairs of syllables: mean of how alike both are (Dice) and how much of the query is there."""
    there = set(grams(text))
    if not asked or not there:
        return 0.0
    wanted = set(asked)
    shared = len(wanted & there)
    return (2 * shared / (len(wanted) + len(there)) + shared / len(wanted)) / 2


def _neighbours(asked: list[Asked], terms: list[str]) -> float:
    """Share of neighbouring units of the query that also stand side by side in the title."""
    if len(asked) < 2 or not terms:
        return 0.0
    places = [{i for way in unit.ways for i, term in enumerate(terms) if term == way[0]} for unit in asked]
    together = sum(
        any(j - i == 1 for i in first for j in second)
        for first, second in zip(places, places[1:], strict=False)
    )
    return together / (len(asked) - 1)
