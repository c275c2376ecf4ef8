"""What is said over the socket: one text a connection, one vector back.

    site → process    a byte for the kind of text, then the text in UTF-8; then the site says no more
    process → site    the encoder's name, a line end, one signed byte a dimension; then the process closes

What cannot be answered is closed without a word.
"""

import re
from typing import NamedTuple

QUESTION, TEXT = b"?", b"."
CHARACTERS = 1_000  # of a text: half a second; what is behind them is not looked at
BYTES = 1 + 4 * CHARACTERS
NAME = re.compile(rb"[a-z0-9][a-z0-9._-]{0,63}")
FEWEST, MOST = 16, 1024  # dimensions
LONGEST = 64 + 1 + MOST


class Vector(NamedTuple):
    """`numbers`: a signed byte a dimension. Vectors of different encoders say nothing of each other."""

    encoder: str
    numbers: bytes


def asked(kind: bytes, text: str) -> bytes:
    return kind + text[:CHARACTERS].encode(errors="ignore")


def answer(vector: Vector) -> bytes:
    return vector.encoder.encode() + b"\n" + vector.numbers


def read_answer(said: bytes) -> Vector:
    """ValueError for everything but a vector."""
    name, _, numbers = said.partition(b"\n")
    if not (NAME.fullmatch(name) and FEWEST <= len(numbers) <= MOST and any(numbers)):
        raise ValueError("no vector")
    return Vector(name.decode(), numbers)
