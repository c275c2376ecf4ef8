"""Pass: headings have two levels, and each an anchor of its own, in Korean."""

import re

from kbhelp.markdown.names import free
from kbhelp.markdown.words import words

NOT_A_WORD = re.compile(r"[^\w]+")


def anchor(tokens, report) -> list:
    taken = {}
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type != "heading_open":
            continue
        level = 2 if opening.tag in ("h1", "h2") else 3
        opening.tag = closing.tag = f"h{level}"
        text = words(inline.children).strip()
        name = free(anchor_of(text), "{}-{}", taken)
        opening.attrs["id"] = name
        opening.meta = {"level": level, "text": text, "anchor": name}
    return tokens


def of(tokens) -> list[dict]:
    """The headings of a text that went through the pass."""
    return [token.meta for token in tokens if token.type == "heading_open"]


def anchor_of(text: str) -> str:
    return "h-" + (NOT_A_WORD.sub("-", text.lower()).strip("-")[:60].strip("-") or "part")
