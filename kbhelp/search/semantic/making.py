"""Vectors of what the index holds, made beside the readers and after whatever was published.

Nothing in a publication knows of them: a thread of each process (kbhelp.rsgi) sees that the index has new rows, has
their texts encoded a few at a time by the process of the second opinion, and keeps the vectors beside the index.
Several threads take different texts as a rule; where two took the same, it was made twice and is kept once.
"""

import secrets
import time
from collections import Counter

from kbhelp.search.index.storage import LIVE, tables
from kbhelp.search.semantic.asking import PATIENT, PAUSE, NoAnswer, ask
from kbhelp.search.semantic.wire import QUESTION, TEXT

A_STEP = 8  # texts, each of some tenths of a second
LOOKED_AT = 200  # of the missing ones, among which those of a step are chosen
TRIES = 3  # so often is a text tried: one at which the encoder breaks must not stop the others

chance = secrets.SystemRandom()


class Making:
    def __init__(self, prefix: str = LIVE):
        self.store = tables(prefix)
        self.done = 0  # units up to this number have vectors; numbers only grow
        self.encoder = ""
        self.again = 0.0  # not before
        self.broke = Counter()

    def step(self):
        """Make some of the missing ones. Without an answer a later step tries again."""
        if self.store.newest() > self.done and time.monotonic() >= self.again:
            try:
                self.some()
            except NoAnswer:
                self.again = time.monotonic() + PAUSE

    def some(self):
        newest = self.store.newest()
        encoder = ask(QUESTION, "이름", PATIENT).encoder
        if encoder != self.encoder:
            self.encoder, self.done = encoder, 0
        found = self.store.without_vector(encoder, self.done, LOOKED_AT)
        if found:
            self.done = found[0][0] - 1  # all before the first missing one have theirs
        missing = [row[1:] for row in found if self.broke[row[1:3]] < TRIES]
        made = []
        try:
            for key, digest, title, body in chance.sample(missing, min(A_STEP, len(missing))):
                made.append((key, digest, *self._vector((key, digest), f"{title}\n{body}")))
        finally:
            self.store.keep_vectors(sorted(made))
        if not missing:
            self.store.forget_vectors()
            self.done = newest

    def _vector(self, whose: tuple[str, str], text: str):
        try:
            return ask(TEXT, text, PATIENT)
        except NoAnswer as none:
            self.broke[whose] += isinstance(none.__cause__, ValueError)  # closed without a word, and not late
            raise
