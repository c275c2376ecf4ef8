"""A second opinion on a doubtful question: a sentence encoder looks at what was found, and moves it a little.

It adds nothing and says nothing of how sure search is; what it finds very like may be named as perhaps meant. What it
has no vector of stays where it was.
"""

from collections.abc import Callable
from dataclasses import replace

from django.conf import settings

from kbhelp.search.counting import words_of
from kbhelp.search.index.storage import LIVE
from kbhelp.search.query.ranking import Scored
from kbhelp.search.semantic.asking import vector_of_question
from kbhelp.search.semantic.wire import Vector

DOUBT = 0.5  # below this confidence it is asked: a third of strangers' questions, a sixth of those search was built on
AT_MOST = 80  # characters of a question: each takes half a millisecond, and the next reader waits behind it
WEIGHT = 0.04  # of one standard deviation of likeness among what was found

Asks = Callable[[str], Vector | None]


def moved(ranked: list[Scored], question: str, store, asks: Asks | None) -> list[Scored]:
    """`asks`: what gives the vector of a question, where it is not the process that the settings name. It gets no
    personal data."""
    asks = asks or (vector_of_question if settings.SEMANTIC and store.p == LIVE else None)
    asked = asks(words_of(question)[:AT_MOST]) if asks and len(ranked) > 1 else None
    if asked is None:
        return ranked
    found = standing(asked.numbers, store.vectors([one.row.id for one in ranked], asked.encoder))
    ranked = [replace(one, likeness=found.get(one.row.id, 0.0)) for one in ranked]
    return sorted(ranked, key=lambda one: (-one.score - WEIGHT * one.likeness, one.row.key))


def standing(question: bytes, vectors: dict[int, bytes]) -> dict[int, float]:
    """By how many standard deviations each is liker to the question than the mean of them."""
    import numpy as np  # noqa: PLC0415 – 20 MB where Kiwi has not loaded it, and only where there is a second opinion

    ids = [id_ for id_, numbers in vectors.items() if len(numbers) == len(question)]
    if not ids:
        return {}
    asked = np.frombuffer(question, np.int8).astype(np.float32)
    rows = (
        np.frombuffer(b"".join(vectors[id_] for id_ in ids), np.int8).reshape(len(ids), -1).astype(np.float32)
    )
    likeness = (rows * asked).sum(axis=1) / np.sqrt((rows * rows).sum(axis=1))
    spread = likeness.std()
    return dict(zip(ids, ((likeness - likeness.mean()) / spread).tolist(), strict=True)) if spread else {}
