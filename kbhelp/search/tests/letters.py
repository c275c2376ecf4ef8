"""A sentence encoder that can be worked out by hand, for tests: how often each pair of letters stands in a text."""

import os
from itertools import pairwise
from zlib import crc32

DIMENSIONS = 64


class Letters:
    name = "letters-1"

    def encode(self, text: str, is_question: bool) -> bytes:
        if "깨지는 글" in text:
            raise ValueError(text)
        if "끝내는 글" in text:
            os._exit(1)  # as a fault of compiled code ends its process
        counts = [1] * DIMENSIONS
        for pair in pairwise(text):
            place = crc32("".join(pair).encode()) % DIMENSIONS
            counts[place] = min(counts[place] + 1, 127)
        return bytes(counts)


class Others(Letters):
    """What another version would be."""

    name = "letters-2"
