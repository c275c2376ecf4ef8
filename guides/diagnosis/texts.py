"""Texts that readers saw on a screen: grouped by the screen, and found in what a reader typed or pasted."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from zlib import crc32

from kbhelp import profile

NOT_SAID = re.compile(r"[\W_]+")
SHORTEST = 4  # syllables that may be meant when they stand inside a longer text
SURE, PERHAPS = 0.7, 0.34  # how alike two texts are, by pairs of syllables
AT_MOST = 4
Near = Callable[[str], list[str]]  # the names of rows that speak of what was typed, the likeliest first


@dataclass(frozen=True)
class Found:
    """What may be meant by what was typed: a text on the screen, or what a row's reader says; `name` and `value` are
    those of its button."""

    row: str
    name: str
    value: str
    text: str
    likeness: float = 0

    @property
    def is_text(self) -> bool:
        return self.name == "said"


def bare(text: str) -> str:
    """Without spaces and signs, which people leave out."""
    return NOT_SAID.sub("", text).casefold()


def mark_of(text: str) -> str:
    """What stands for the text in an address: of any order of texts, and of none that was changed since."""
    return f"{crc32(bare(text).encode()):08x}"


def text_of(row: dict, mark: str) -> str:
    return next((text for text in row["error_texts"] if mark_of(text) == mark), "")


def same_text(rows: list[dict], said: str, mark: str) -> set[str]:
    """The names of all rows that know the text, or of the one that was named."""
    marked = {row["name"] for row in rows if mark and text_of(row, mark)}
    return marked | {row["name"] for row in rows if row["name"] == said}


def by_screen(rows: list[dict], stage: str) -> list[dict]:
    """[{key, label, texts: [(value, text)]}] in the profile's order; each text once, at the row that has it first.

    Of a stage, only what is seen there or anywhere.
    """
    wanted = [
        screen
        for screen in profile.current()["screens"]
        if screen["stage"] == profile.ANY or not profile.row("stages", stage) or screen["stage"] == stage
    ]
    groups = [screen | {"texts": texts_at(screen["key"], rows)} for screen in wanted]
    return [group for group in groups if group["texts"]]


def texts_at(screen: str, rows: list[dict]) -> list[tuple[str, str]]:
    found = {}
    for row in rows:
        for text in row["error_texts"] if row["screen"] == screen else ():
            found.setdefault(mark_of(text), (f"{row['name']}.{mark_of(text)}", text))
    return list(found.values())


def found_in(typed: str, rows: list[dict], near: Near) -> list[Found]:
    """Known texts that may be meant, the likeliest first and of each row one; unless one is sure, after them rows that
    say it in other words."""
    asked = bare(typed)
    alike = [max(texts, key=lambda one: one.likeness) for row in rows if (texts := texts_like(asked, row))]
    alike.sort(key=lambda one: -one.likeness)
    if is_sure(alike):
        return alike[:AT_MOST]
    left = {row["name"]: row for row in rows if row["name"] not in {one.row for one in alike}}
    told = [
        Found(name, name, "bad", left[name]["answer_bad"] or left[name]["failure"])
        for name in near(typed)
        if name in left
    ]
    return [*alike, *told][:AT_MOST]


def texts_like(asked: str, row: dict) -> list[Found]:
    found = [
        Found(row["name"], "said", f"{row['name']}.{mark_of(text)}", text, likeness(asked, bare(text)))
        for text in row["error_texts"]
    ]
    return [one for one in found if one.likeness >= PERHAPS]


def likeness(asked: str, text: str) -> float:
    """1 when one stands in the other; else how many pairs of syllables they share."""
    shorter, longer = sorted((asked, text), key=len)
    if len(shorter) >= SHORTEST and shorter in longer:
        return 1.0
    a, b = pairs(asked), pairs(text)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}


def is_sure(found: list[Found]) -> bool:
    """One text is meant: it says nearly the same and no other does as much."""
    texts = [one.likeness for one in found if one.is_text]
    return bool(texts) and texts[0] >= SURE and texts[1:2] != texts[:1]
