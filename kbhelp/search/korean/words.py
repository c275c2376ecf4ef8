"""A word as the analysers give it."""

from typing import NamedTuple


class Word(NamedTuple):
    form: str
    kind: str  # n noun, v verb or adjective, a adverb, l Latin, d number, f function word
    start: int
    end: int
    unknown: bool = False  # to the analyser's own dictionary


def content(words: list[Word]) -> list[Word]:
    """The words that mean something, without particles and endings."""
    return [word for word in words if word.kind != "f" and word.form]
