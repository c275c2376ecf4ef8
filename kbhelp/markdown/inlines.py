"""A text as its writer reads it, for whoever looks for what to mend: with links and pictures, by paragraphs."""

from dataclasses import dataclass, field

from kbhelp.markdown.dialect import markdown_it
from kbhelp.markdown.limits import prepared
from kbhelp.markdown.lines import with_lines
from kbhelp.markdown.lists import with_typed_bullets
from kbhelp.markdown.rendered import Report
from kbhelp.markdown.words import words


@dataclass(frozen=True)
class Link:
    line: int
    words: str
    address: str


@dataclass(frozen=True)
class Picture:
    line: int
    words: str  # its description
    address: str


@dataclass(frozen=True)
class Embed:
    """[[label:slug]], in a line of its own."""

    label: str
    slug: str


@dataclass
class Inline:
    """What stands in one paragraph, heading, item or cell; lines are counted from 1, `level` is 0 outside headings."""

    line: int
    words: str
    level: int = 0
    links: list[Link] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    has_note: bool = False  # refers to a footnote
    embed: Embed | None = None  # instead of all that


def inlines_in(text: str) -> list[Inline]:
    """Raises TooLong, as rendering does."""
    tokens = markdown_it().parse(with_typed_bullets(prepared(text)), {"report": Report()})
    found, level = [], 0
    for token in tokens:
        if token.type == "embed":
            found.append(Inline(token.map[0] + 1, "", embed=Embed(token.meta["label"], token.meta["slug"])))
        elif token.type == "inline" and "label" not in token.meta:
            found.append(_inline(token, level))
        level = int(token.tag[1]) if token.type == "heading_open" else 0
    return found


def _inline(token, level: int) -> Inline:
    found = Inline(token.map[0] + 1, words(token.children).strip(), level)
    opened = None
    for place, (child, line) in enumerate(with_lines(token)):
        if child.type == "link_open":
            opened = (place, line, child.attrs.get("href", ""))
        elif child.type == "link_close" and opened:
            start, first, address = opened
            found.links.append(Link(first + 1, words(token.children[start:place]).strip(), address))
            opened = None
        elif child.type == "image":
            address = child.attrs.get("src", "")
            found.pictures.append(Picture(line + 1, words(child.children).strip(), address))
        elif child.type == "footnote_ref":
            found.has_note = True
    return found
