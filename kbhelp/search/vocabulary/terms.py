"""The vocabulary in force: what editors keep as Terms, read by the analyser in use, fresh within a second."""

import time

from django.db import DatabaseError
from django.db.models import Count, Max

from kbhelp.search.korean import analyser as analysers
from kbhelp.search.korean.analyser import Plain
from kbhelp.search.korean.words import Word, content
from kbhelp.search.models import Term, lines
from kbhelp.search.vocabulary.shipped import Group, shipped_groups, shipped_words
from kbhelp.search.vocabulary.synonyms import Synonyms
from kbhelp.text import normalise

LOOK_SECONDS = 1.0
KEPT = 0.6  # of the letters must be left in the words, else the analyser lost what was meant
# Kiwi reads a verb in a sentence better than the verb by itself: 줄이다 is 줄 and 이다 to it, 줄이고 is 줄이다.
SAID_AS = ["다", "고", "고 싶어요"]
VERBAL = {
    "하",
    "되",
    "당하",
    "시키",
    "스럽",
    "받",
}  # what makes a verb of a noun: 전화하다 is asked for as 전화

_forms: dict[
    tuple[str, str], tuple
] = {}  # (analyser, way of saying) → its words; a change analyses only itself
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


def forms_of(text: str, analyser) -> tuple:
    """The words of one way of saying; nothing where the analyser lost most of it."""
    key = analyser.name, text
    if key not in _forms:
        _forms[key] = _read(normalise(text), analyser)
    return _forms[key]


def _read(text: str, analyser) -> tuple:
    is_verb = text.endswith("다") and analyser.name != Plain.name
    readings = [
        analysers.analyse(text[:-1] + ending, analyser) for ending in (SAID_AS if is_verb else [text[-1:]])
    ]
    words = next((words for words in readings if is_verb and _ends_with_a_verb(words)), readings[0])
    meant = tuple(word.form for word in content(words))
    letters = len("".join(meant))
    if is_verb and _ends_with_a_verb(words):
        return meant if letters > 1 else ()  # 일 of 일하다 is a day, too
    return meant if letters >= KEPT * len("".join(text.split())) else ()


def _ends_with_a_verb(words: list[Word]) -> bool:
    """A verb, or a noun that was made one, before the last ending."""
    meant = content(words)
    if not meant:
        return False
    behind = words[words.index(meant[-1]) + 1 :]
    return meant[-1].kind == "v" or bool(behind) and behind[0].form in VERBAL


def look_again():
    """After a change in this process: the next question sees it at once."""
    _looked["at"] = 0.0


def teach(analyser):
    """The shipped vocabulary, without the database, done while the analyser loads: nouns that it would break, and the
    words of every way of saying, so that no reader waits for them."""
    analyser.learn(shipped_words())
    for group in shipped_groups():
        for text in [*group.words, *group.also]:
            forms_of(text, analyser)


def _state():
    """What tells one state of the table from another; None without a table, as before the first migration."""
    if time.monotonic() - _looked["at"] >= LOOK_SECONDS:
        try:
            found = Term.objects.aggregate(last=Max("changed_at"), number=Count("pk"))
            _looked["state"] = found["last"], found["number"]
        except DatabaseError:
            _looked["state"] = None
        _looked["at"] = time.monotonic()
    return _looked["state"]


def _groups() -> list[Group]:
    found = Term.objects.values_list("name", "same", "also")
    groups = [Group([name, *lines(same)]) for name, same, _ in found if same]
    return groups + [Group([name], lines(also)) for name, _, also in found if also]
