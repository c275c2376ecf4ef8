"""The log without personal data: what somebody typed stands in paths, and in what a fault says of its values."""

import logging
import re

from kbhelp.text import masked_whole

ESCAPED = re.compile(r"\\u([0-9a-f]{4})|\\x([0-9a-f]{2})")  # as Django writes what is not ASCII


class Masked(logging.Formatter):
    def format(self, record) -> str:
        return masked_whole(ESCAPED.sub(_shown, super().format(record)))


def _shown(escaped) -> str:
    """The letter, which may belong to a number or a name; what would end a line or turn it round stays escaped."""
    letter = chr(int(escaped[1] or escaped[2], 16))
    return letter if letter.isprintable() and not letter.isascii() else escaped[0]
