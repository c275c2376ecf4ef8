from typing import NamedTuple


class Word(NamedTuple):
    form: str
    kind: str  # n noun, v verb or adjective, a adverb, l Latin, d number, f function word
    start: int
    end: int
    unknown: bool = False  # to the analyser's own dictionary
