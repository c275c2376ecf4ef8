"""The vocabulary in force: what editors keep as Terms, read by the analyser in use, fresh within a second."""

import time

from django.db import DatabaseError

from kbhelp.search.models import Term, lines
from kbhelp.search.vocabulary.shipped import Group, shipped_groups
from kbhelp.search.vocabulary.synonyms import Synonyms
from kbhelp.search.vocabulary.ways import forms_of

LOOK_SECONDS = 1.0
# The very last change alone would say nothing new when somebody is done on PostgreSQL whose change was written before
# it, nor after a clock was set back.
NEWEST = 20

_built: dict[str, tuple[object, Synonyms]] = {}  # analyser → (state of the table, synonyms)
_looked = {"at": 0.0, "state": None}


def synonyms(analyser) -> Synonyms:
    state = _state()
    held = _built.get(analyser.name)
    if held is None or held[0] != state:
        groups = shipped_groups() if state is None else _groups()
        held = state, Synonyms(groups, lambda text: forms_of(text, analyser))
        _built[analyser.name] = held
    return held[1]


def look_again():
    """After a change in this process: the next question sees it at once."""
    _looked["at"] = 0.0


def _state():
    """What tells one state of the table from another; None without a table, as before the first migration."""
    if time.monotonic() - _looked["at"] >= LOOK_SECONDS:
        try:
            newest = Term.objects.order_by("-changed_at", "-pk").values_list("pk", "changed_at")
            _looked["state"] = Term.objects.count(), *newest[:NEWEST]
        except DatabaseError:
            _looked["state"] = None
        _looked["at"] = time.monotonic()
    return _looked["state"]


def _groups() -> list[Group]:
    found = Term.objects.values_list("name", "same", "also")
    groups = [Group([name, *lines(same)]) for name, same, _ in found if same]
    return groups + [Group([name], lines(also)) for name, _, also in found if also]
