"""Two texts compared, by words.

The texts are compared by diff-match-patch, whose units we choose: lines first, and words within lines that changed.
Korean words are told apart by their spaces, so that a changed ending shows the whole word.
"""

import re
from dataclasses import dataclass
from itertools import count, zip_longest

from diff_match_patch import diff_match_patch

SAME, GONE, NEW = "same", "gone", "new"
MEANING = {-1: GONE, 0: SAME, 1: NEW}
WORD = re.compile(r"\s+|\w+|[^\w\s]")
FIRST_SIGN = 0x10000  # above it a million signs, each standing for one word or line


@dataclass
class Line:
    """One line on both sides, each as pieces of (SAME | GONE | NEW, text); an empty side has no such line."""

    before: list[tuple[str, str]]
    after: list[tuple[str, str]]

    @property
    def is_same(self) -> bool:
        return self.before == self.after


def compared(before: str, after: str) -> list[Line]:
    """Line by line; where lines took the place of others, by words."""
    lines, gone = [], []
    for meaning, units in steps(before.splitlines(), after.splitlines()):
        if meaning == GONE:
            gone = units
            continue
        if meaning == NEW:
            lines += [_line(*pair) for pair in zip_longest(gone, units)]
        else:
            lines += [_line(one, None) for one in gone] + [
                Line([(SAME, one)], [(SAME, one)]) for one in units
            ]
        gone = []
    return lines + [_line(one, None) for one in gone]


def _line(before: str | None, after: str | None) -> Line:
    found = [
        (meaning, "".join(units))
        for meaning, units in steps(*(WORD.findall(one or "") for one in (before, after)))
    ]
    return Line([step for step in found if step[0] != NEW], [step for step in found if step[0] != GONE])


def steps(before: list[str], after: list[str]) -> list[tuple[str, list[str]]]:
    """How to get from one list of units to the other. Each unit is one sign for the library."""
    numbers = count(FIRST_SIGN)
    signs = {unit: chr(next(numbers)) for unit in dict.fromkeys([*before, *after])}
    units = {sign: unit for unit, sign in signs.items()}
    library = diff_match_patch()
    found = library.diff_main(*("".join(signs[unit] for unit in one) for one in (before, after)), False)
    library.diff_cleanupSemantic(found)
    return [(MEANING[kind], [units[sign] for sign in text]) for kind, text in found]
