"""What readers chose and nobody has decided on yet: it parts near equals, and moves nothing else.

A reader's search asks only what this process has in memory; a thread looks again every few minutes (kbhelp.rsgi).
"""

from collections import defaultdict
from dataclasses import replace

from django.conf import settings

from kbhelp.search.counting import words_of
from kbhelp.search.models import ChoiceDay
from kbhelp.search.query.ranking import Scored

NUDGE = 0.02  # half of the least that ranking itself gives for anything
AT_MOST = 10_000

_chosen: dict[str, set[str]] = {}  # units by the words for which readers open them


def look_again():
    global _chosen  # noqa: PLW0603 – replaced whole, so that no search sees a half
    found = defaultdict(set)
    for row in ChoiceDay.objects.proposed()[:AT_MOST] if settings.LEARNING else ():
        found[row["query"]].add(row["unit"])
    _chosen = dict(found)


def nudged(query: str, ranked: list[Scored]) -> list[Scored]:
    units = _chosen.get(words_of(query)) if _chosen and settings.LEARNING else None
    if not units:
        return ranked
    moved = [
        replace(one, score=one.score + NUDGE) if one.row.key.partition("#")[0] in units else one
        for one in ranked
    ]
    return sorted(moved, key=lambda one: (-one.score, one.row.key))
