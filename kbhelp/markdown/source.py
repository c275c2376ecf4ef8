"""Markdown as it was typed, for what passes it on instead of showing it."""

import re

from kbhelp.markdown.dialect import markdown_it
from kbhelp.markdown.limits import prepared
from kbhelp.markdown.rendered import Report

MEANS_SOMETHING = re.compile(r"[\\`*_~\[\]<>|#&]")
MEANS_SOMETHING_FIRST = re.compile(r"^(\d+(?=[.)])|(?=[-+=:]))")


def embeds_in(text: str) -> list[tuple[int, str, str]]:
    """(line from 0, label, slug) of each line that embeds another document; a box of code that shows how is none."""
    tokens = markdown_it().parse(prepared(text), {"report": Report()})
    embeds = [token for token in tokens if token.type == "embed"]
    return [(token.map[0], token.meta["label"], token.meta["slug"]) for token in embeds]


def with_embeds(text: str, put) -> str:
    """The text with put(label, slug) in place of each line that embeds another document."""
    lines = prepared(text).split("\n")
    for line, label, slug in embeds_in(text):
        lines[line] = put(label, slug)
    return "\n".join(lines)


def literal(text: str) -> str:
    """Plain text as Markdown of one line that says the same: nothing in it is taken for a mark."""
    text = MEANS_SOMETHING.sub(r"\\\g<0>", " ".join(text.split()))
    return MEANS_SOMETHING_FIRST.sub(r"\1\\", text)
