"""The editors' manual, docs/editors.md, as a page of the desk, by the renderer that readers' pages have."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import mark_safe

from kbhelp.markdown import render

FILE = settings.BASE_DIR / "docs" / "editors.md"
PICTURE = re.compile(
    r"^!\[(?P<alt>[^\]]+)\]\(\.\./static/(?P<path>desk/manual/[\w-]+\.webp)\)$", re.MULTILINE
)
CHAPTER = re.compile(r"^## (?P<title>.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Chapter:
    """`pieces`, in the order of the text: {"html"}, or {"picture", "alt"} with a path below the statics."""

    title: str
    anchor: str
    text: str
    pieces: list[dict]


@dataclass(frozen=True)
class Manual:
    title: str
    opening: str  # HTML
    chapters: list[Chapter]


@cache
def manual(file: Path = FILE) -> Manual:
    head, *found = CHAPTER.split(file.read_text(encoding="utf-8"))
    title, opening = head.removeprefix("# ").split("\n", 1)
    chapters = [_chapter(name.strip(), text) for name, text in zip(found[::2], found[1::2], strict=True)]
    return Manual(title.strip(), _html(opening), chapters)


def _chapter(title: str, text: str) -> Chapter:
    pieces, at = [], 0
    for match in PICTURE.finditer(text):
        pieces += [{"html": _html(text[at : match.start()])}, {"picture": match["path"], "alt": match["alt"]}]
        at = match.end()
    pieces.append({"html": _html(text[at:])})
    anchor = re.sub(r"\W+", "-", title).strip("-")
    return Chapter(title, anchor, text, [one for one in pieces if one.get("html") != ""])


def _html(text: str) -> str:
    return mark_safe("".join(block["html"] for block in render(text).blocks))  # from the one sanitiser
