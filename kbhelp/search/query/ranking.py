"""One ranking for both databases: what share of the query a unit answers, and how plainly its title says so."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain

from kbhelp.search.index.prepared import BETWEEN
from kbhelp.search.index.storage.rows import Row
from kbhelp.search.korean.particles import FAILING
from kbhelp.search.query.clauses import Clause
from kbhelp.search.query.parser import Reading

TITLE, K1, B = 4.0, 1.2, 0.6  # a word of the title counts as four of the body (BM25F)
OVERLAP, NEIGHBOURS, TITLE_SHARE, FAILURE = 0.3, 0.12, 0.06, 0.04
NEAR = 6
DEFINED = 0.5  # who is stuck needs a way on before a definition
SURE = 0.7  # a way of saying of so much weight proves what it says
NEVER = (0.0, ())
BODY_ALONE = 0.2  # what is spoken of in the body alone makes less sure that this is the answer
# A word of the query that no text here uses tells little against an answer, as people say a thing in many ways; more
# where texts use another word for it; most where other texts use it and this one does not.
UNKNOWN, ABSENT, MISSED = 0.6, 1.0, 1.3


@dataclass(frozen=True)
class Scored:
    """`best`: by place in the query, what its best way of being said adds, and that way."""

    row: Row
    score: float
    covered: float  # share of the query that the unit speaks of at all
    overlap: float  # pairs of syllables shared with the best of its titles
    best: dict[int, tuple[float, tuple]]
    likeness: float = 0.0  # of a second opinion, in standard deviations of what was found


@dataclass(frozen=True)
class Wanted:
    """What a reading looks for in each text: its words, and by the first word of each way of saying the way itself."""

    reading: Reading
    ways: dict[str, list[tuple[int, tuple, float]]]
    words: frozenset[str]
    grams: frozenset[str]
    lengths: tuple[float, float]  # mean title and body
    mass: float
    missed: float  # the mass as it counts against a text that speaks of nothing that was asked

    @classmethod
    def of(cls, reading: Reading):
        ways = defaultdict(list)
        for place, clause in enumerate(reading.clauses):
            for words, weight in clause.ways.items():
                ways[words[0]].append((place, words, weight))
        words = {word for clause in reading.clauses for way in clause.ways for word in way}
        totals = reading.totals
        units = max(totals.units, 1)
        lengths = max(totals.title_length / units, 1), max(totals.body_length / units, 1)
        return cls(
            reading,
            ways,
            frozenset(words | (FAILING if reading.speaks_of_failure else set())),
            frozenset(reading.grams),
            lengths,
            reading.mass,
            sum(map(_against, reading.clauses)) or 1.0,
        )


def rank(rows: list[Row], reading: Reading) -> list[Scored]:
    wanted = Wanted.of(reading)
    return sorted((_score(row, wanted) for row in rows), key=lambda one: (-one.score, one.row.key))


def _score(row: Row, wanted: Wanted) -> Scored:
    reading = wanted.reading
    text = Text(row, wanted)
    total = covered = 0.0
    mass = wanted.missed
    said: set[str] = set()
    best = _best_ways(text, wanted)
    for place, (share, words) in best.items():
        clause = reading.clauses[place]
        sure = clause.weight * _sureness(clause.ways[words])
        total += clause.weight * share
        covered += sure if text.in_title.issuperset(words) else sure * (1 - BODY_ALONE)
        mass -= _against(clause) - clause.weight
        said.update(words)
    overlap = max([alike(wanted.grams, grams) for grams in text.grams], default=0.0)
    score = total / wanted.mass + OVERLAP * overlap
    if len(best) > 1:
        score += (
            NEIGHBOURS * max(_neighbours(best, terms) for terms in text.says) / (len(reading.clauses) - 1)
        )
    if said & text.in_title:
        score += TITLE_SHARE * max(
            len(said.intersection(terms)) / len(set(terms)) for terms in text.says if terms
        )
    if reading.speaks_of_failure and FAILING & (text.in_title | text.in_body):
        score += FAILURE
    if row.kind == "term":
        score -= DEFINED
    return Scored(row, score, covered / mass, overlap, best)


class Text:
    """A candidate as the ranking looks at it: only what was asked for is counted."""

    def __init__(self, row: Row, wanted: Wanted):
        self.says = [terms.split() for terms in row.title_terms.split(BETWEEN)]
        self.body = row.body_terms.split()
        self.in_title = wanted.words.intersection(*[chain(*self.says)])
        self.in_body = wanted.words.intersection(self.body)
        self.grams = [says.split() for says in row.grams.split(BETWEEN)]
        title, body = wanted.lengths
        self.norm_title = 1 - B + B * (sum(map(len, self.says)) / len(self.says)) / title
        self.norm_body = 1 - B + B * row.body_length / body

    def often(self, word: str) -> float:
        """How often it is said, a title counting as TITLE times, in a text of mean length."""
        in_body = self.body.count(word) / self.norm_body if word in self.in_body else 0.0
        return TITLE * (word in self.in_title) / self.norm_title + in_body

    def has_together(self, words: tuple) -> bool:
        """A phrase is said where its words stand in one title, or close by in the text."""
        if len(words) == 1 or any(all(word in terms for word in words) for terms in self.says):
            return True
        if not self.in_body.issuperset(words):
            return False
        places = [[i for i, term in enumerate(self.body) if term == word] for word in words]
        return any(all(any(abs(i - at) <= NEAR for i in other) for other in places[1:]) for at in places[0])


def _best_ways(text: Text, wanted: Wanted) -> dict[int, tuple[float, tuple]]:
    """For each clause of the query, by its place, the way of saying it that the text says best."""
    here, best = text.in_title | text.in_body, {}
    for first in here:
        for place, words, weight in wanted.ways.get(first, ()):
            if len(words) > 1 and not here.issuperset(words):
                continue
            often = min(map(text.often, words))
            value = weight * often / (often + K1)
            # of two ways worth the same always the same one, whatever the order of a set
            if (value, words) > best.get(place, NEVER) and text.has_together(words):
                best[place] = value, words
    return dict(sorted(best.items()))


def _against(clause: Clause) -> float:
    """What it counts against a text that says it in no way."""
    return clause.weight * (MISSED if clause.typed else ABSENT if clause.ways else UNKNOWN)


def _sureness(weight: float) -> float:
    """The looser a way of saying, the less it proves that this is meant."""
    return weight if weight >= SURE else weight**2


def alike(asked: frozenset[str], there: list[str]) -> float:
    """Pairs of syllables: mean of how alike both are (Dice) and how much of the query is there."""
    if not asked or not there:
        return 0.0
    there = set(there)
    shared = len(asked & there)
    return (2 * shared / (len(asked) + len(there)) + shared / len(asked)) / 2


def _neighbours(best: dict[int, tuple[float, tuple]], terms: list[str]) -> int:
    """How many neighbouring clauses of the query also stand side by side in the title."""
    first = {words[0] for _, words in best.values()}
    if len([term for term in terms if term in first]) < 2:
        return 0
    places = {
        place: {i for i, term in enumerate(terms) if term == words[0]} for place, (_, words) in best.items()
    }
    return sum(
        any(i + 1 in places[place + 1] for i in found)
        for place, found in places.items()
        if place + 1 in places
    )
