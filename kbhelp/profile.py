"""The site's own words: its name, phones, institutions, stages, topics and standing texts. No other part names the desk.

`current()` is plain data in the shape of a snapshot: texts, lists and dicts that JSON can hold. What is stored elsewhere
by its key (stages, topics, institutions …) is a list of rows, in the order in which people see them. Ask it anew each
time and keep nothing of it, so that a change holds at once. Texts are Markdown, of one paragraph but for each `body`;
`{bank}` in them stands for the phone with that key. Editors write them as a document of their own → kbhelp.site.models.
"""

import re
from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar

# Keys that every desk has: the stage of what concerns all stages, the remedy without danger and without help, the
# question whether something helped, what may differ from the institutions' own word, and how common a cause is of
# which nobody said.
ANY, NO_RISK, ALONE, HELPFUL, SOFT, SOMETIMES = "any", "none", "self", "helpful", "b", "sometimes"
PHONE = re.compile(r"\{(\w+)\}")

_asked: list[Callable[[], dict]] = []
_instead: ContextVar[dict | None] = ContextVar("instead", default=None)


def current() -> dict:
    """The profile as it is now. Asked on every page, the error page included: it must not fail and must be quick.

    The same object for as long as it says the same.
    """
    return _instead.get() or _asked[-1]()


def ask(source: Callable[[], dict]):
    """Where the words are kept is known above → kbhelp.site.words.kept."""
    _asked[:] = [source]


@contextmanager
def speaking(words: dict):
    """Whatever is drawn meanwhile, here alone, says these words: a preview."""
    token = _instead.set(words)
    try:
        yield
    finally:
        _instead.reset(token)


def site_name() -> str:
    """The name with what stands beside it: where it appears alone it must say that it is unofficial."""
    return "{name} ({badge})".format_map(current()) if current()["badge"] else current()["name"]


def is_instead() -> bool:
    """Whether somebody is being shown other words than readers."""
    return _instead.get() is not None


def row(list_name: str, key: str) -> dict | None:
    return next((row for row in current()[list_name] if row["key"] == key), None)


def label(list_name: str, key: str) -> str:
    """The word for what is stored as its key; the key where the profile has dropped it since."""
    found = row(list_name, key)
    return found["label"] if found else key


def place(list_name: str, key: str) -> int:
    """How far down its list it stands; what the profile has dropped stands last."""
    keys = [row["key"] for row in current()[list_name]]
    return keys.index(key) if key in keys else len(keys)


def with_phones(text: str) -> str:
    """The text with each {key} of a phone as a Markdown link that dials it."""
    numbers = {phone["key"]: phone["number"] for phone in current()["phones"]}
    return PHONE.sub(
        lambda match: "[{0}](tel:{0})".format(numbers[match[1]]) if match[1] in numbers else match[0], text
    )


def phones_in(text: str) -> list[dict]:
    """The phones whose {key} stands in the text, in its order."""
    found = (row("phones", key) for key in dict.fromkeys(PHONE.findall(text)))
    return list(filter(None, found))


# Choices of model fields, given as functions: a changed word or order needs no migration.


def stage_choices():
    return _choices("stages")


def topic_choices():
    return _choices("topics")


def institution_choices():
    return _choices("institutions")


def risk_choices():
    return _choices("risks")


def effort_choices():
    return _choices("efforts")


def soft_word(confidence: str) -> str:
    """What readers are told before a remedy that is less than sure; nothing where it is sure."""
    found = row("confidences", confidence)
    return found["said"] if found else ""


def confidence_choices():
    return _choices("confidences")


def screen_choices():
    return _choices("screens")


def frequency_choices():
    return _choices("frequencies")


def vote_choices():
    return _choices("votes")


def _choices(list_name: str) -> list[tuple[str, str]]:
    return [(row["key"], row["label"]) for row in current()[list_name]]
