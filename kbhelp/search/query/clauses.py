"""What a query asks for: clauses, each with every way a document may say it."""

import math
from dataclasses import dataclass, field

from kbhelp.search.korean.words import Word

KIND_WEIGHT = {"n": 1.0, "l": 1.0, "d": 0.6, "v": 0.42, "a": 0.2, "c": 1.0, "e": 0.5, "i": 1.0}


@dataclass
class Clause:
    """One thing that must be spoken of; `ways` are {words that must stand together in a text: how much that counts}.

    `typed`: the words of those ways that are what was typed, as it was understood, and no other word for it.
    """

    form: str
    weight: float
    ways: dict[tuple, float] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)

    def add(self, words: tuple, weight: float, is_typed=True):
        if words and weight > self.ways.get(words, 0):
            self.ways[words] = weight
        if is_typed:
            self.typed.update(words)


@dataclass
class Eojeol:
    """A piece of the query between spaces, with its words and the clauses they became."""

    text: str
    start: int
    words: list[Word]
    clauses: list[Clause]

    @property
    def surface(self) -> str:
        """Without the particles and endings behind its last word."""
        return self.text[: self.words[-1].end - self.start] if self.words else self.text


def rarity(count: int, total: int) -> float:
    """The weight of a word that `count` of `total` units have (BM25's idf)."""
    return math.log(1 + (total - min(count, total) + 0.5) / (count + 0.5))
