"""The HTML of an edition made anew: its snapshot never changes, while the renderer and the sanitiser do."""

import re
from dataclasses import dataclass

from kbhelp.markdown import RENDERER
from kbhelp.markdown.sanitiser import clean
from kbhelp.publishing.models import Edition
from kbhelp.publishing.references import LastingReferences
from kbhelp.publishing.rendering import drafted

PICTURE = re.compile(r'<img[^<>]* src="([^"]*)"')
WORD = re.compile(r"\w+")


@dataclass
class Anew:
    """`problems` are what today's renderer finds in a text that was once published, one sentence each."""

    rendered: dict
    renderer: int
    problems: list[str]
    is_kept: bool  # readers would lose something, so that the old HTML stays


def made_anew(edition: Edition) -> Anew:
    """What the edition is to show from now on.

    A text with problems was published when they were none. It is rendered all the same, unless words, pictures or
    embedded documents would be lost: then what readers have stays, only sanitised as of today.
    """
    related = [number for number in edition.rendered["related"] if number != edition.document_id]
    draft = drafted(edition.document.concrete(), edition.snapshot, related, LastingReferences())
    if draft.problems and _holds(edition.rendered) - _holds(draft.rendered):
        return Anew(_cleaned(edition.rendered), edition.renderer, draft.problems, is_kept=True)
    return Anew(draft.rendered, RENDERER, draft.problems, is_kept=False)


def _holds(rendered) -> set:
    """Every word, picture and embedded document of it."""
    if not isinstance(rendered, dict):
        return set()
    if "blocks" not in rendered:
        return set().union(*map(_holds, rendered.values()))
    found = set(WORD.findall(rendered["text"]))
    for block in rendered["blocks"]:
        found.update(PICTURE.findall(block.get("html", "")))
        found.add(block["embed"]["document"] if "embed" in block else "")
    return found


def _cleaned(rendered):
    if isinstance(rendered, list):
        return [_cleaned(inner) for inner in rendered]
    if isinstance(rendered, dict):
        return {name: clean(value) if name == "html" else _cleaned(value) for name, value in rendered.items()}
    return rendered
