"""Two texts compared, by words.

The texts are compared by diff-match-patch, whose units we choose: lines first, and words within lines that changed.
Korean words are told apart by their spaces, so that a changed ending shows the whole word. Long texts that have little
in common would take half a minute: after `SOON` what is left is compared by lines alone, and says so (`Line.is_rough`).
"""

import re
import time
from dataclasses import dataclass
from itertools import count, zip_longest

from diff_match_patch import diff_match_patch

SAME, GONE, NEW = "same", "gone", "new"
MEANING = {-1: GONE, 0: SAME, 1: NEW}
WORD = re.compile(r"\s+|\w+|[^\w\s]")
SOON = 0.6  # seconds for the words of all texts of one page
FIRST_SIGN = 0x10000  # above it a million signs, each standing for one word or line


@dataclass
class Line:
    """One line on both sides, each as pieces of (SAME | GONE | NEW, text); an empty side has no such line."""

    before: list[tuple[str, str]]
    after: list[tuple[str, str]]
    is_rough: bool = False  # there was no time for its words

    @property
    def is_same(self) -> bool:
        return self.before == self.after


def soon() -> float:
    """Until when words may be compared, for all that stands on one page."""
    return time.monotonic() + SOON


def compared(before: str, after: str, until: float | None = None) -> list[Line]:
    """Line by line; where lines took the place of others, by words."""
    until = soon() if until is None else until
    lines, gone = [], []
    for meaning, units in steps(before.splitlines(), after.splitlines(), until):
        if meaning == GONE:
            gone = units
            continue
        if meaning == NEW:
            lines += [_line(*pair, until) for pair in zip_longest(gone, units)]
        else:
            lines += [_line(one, None, until) for one in gone]
            lines += [Line([(SAME, one)], [(SAME, one)]) for one in units]
        gone = []
    return lines + [_line(one, None, until) for one in gone]


def _line(before: str | None, after: str | None, until: float) -> Line:
    sides = [WORD.findall(one or "") for one in (before, after)]
    found = [(meaning, "".join(units)) for meaning, units in steps(*sides, until)]
    is_rough = bool(before and after) and before != after and time.monotonic() >= until
    return Line(
        [step for step in found if step[0] != NEW], [step for step in found if step[0] != GONE], is_rough
    )


def steps(before: list[str], after: list[str], until: float | None = None) -> list[tuple[str, list[str]]]:
    """How to get from one list of units to the other. Each unit is one sign for the library."""
    left = SOON if until is None else until - time.monotonic()
    if before == after:
        return [(SAME, before)] if before else []
    if left <= 0:
        return [(meaning, units) for meaning, units in ((GONE, before), (NEW, after)) if units]
    numbers = count(FIRST_SIGN)
    signs = {unit: chr(next(numbers)) for unit in dict.fromkeys([*before, *after])}
    units = {sign: unit for unit, sign in signs.items()}
    library = diff_match_patch()
    library.Diff_Timeout = left
    found = library.diff_main(*("".join(signs[unit] for unit in one) for one in (before, after)), False)
    library.diff_cleanupSemantic(found)
    return [(MEANING[kind], [units[sign] for sign in text]) for kind, text in found]
