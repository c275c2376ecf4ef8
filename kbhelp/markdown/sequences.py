"""Numbered steps, each by itself, for pages that show one at a time (guides/steps.py).

To a list belong the words around it up to the next heading, list or embedded document, and every warning that the text
gave before it: who sees a single step must not miss what it destroys.
"""

from dataclasses import dataclass
from itertools import takewhile

MOST = 9  # lists of one text that are cut, since each repeats the warnings before it
LIST = "ordered_list_open"
BOUNDS = {"heading_open", "embed", LIST}


@dataclass
class Sequence:
    """Tokens, but for the number of the list in its text, from 1, and the words of the heading above it."""

    number: int
    title: str
    before: list
    each: list[list]
    after: list


def pieces_of(tokens) -> list[tuple[list, Sequence | None]]:
    """All tokens in their order: a list of the outermost level is a piece with its sequence, so is all between them."""
    parts = _parts(tokens)
    lists = [place for place, part in enumerate(parts) if part[0].type == LIST][:MOST]
    pieces = []
    for place, part in enumerate(parts):
        if place in lists:
            pieces.append((part, _sequence(parts, place, lists.index(place) + 1)))
        elif pieces and pieces[-1][1] is None:
            pieces[-1][0].extend(part)
        else:
            pieces.append(([*part], None))
    return pieces


def _parts(tokens) -> list[list]:
    """The tokens cut where something of the outermost level ends."""
    parts, part, depth = [], [], 0
    for token in tokens:
        part.append(token)
        depth += token.nesting
        if depth == 0:
            parts.append(part)
            part = []
    return [*parts, part] if part else parts


def _sequence(parts, place: int, number: int) -> Sequence:
    above = parts[:place]
    near = [*takewhile(_is_beside, reversed(above))][::-1]
    warnings = [part for part in above[: len(above) - len(near)] if _warns(part[0])]
    headings = [part[0].meta["text"] for part in above if part[0].type == "heading_open"]
    return Sequence(
        number,
        headings[-1] if headings else "",
        _flat(warnings + near),
        _steps(parts[place]),
        _flat(takewhile(_is_beside, parts[place + 1 :])),
    )


def _is_beside(part) -> bool:
    return part[0].type not in BOUNDS


def _warns(token) -> bool:
    return token.type == "callout_open" and "callout--warn" in token.attrs.get("class", "")


def _flat(parts) -> list:
    return [token for part in parts for token in part]


def _steps(tokens) -> list[list]:
    """What stands in each item of a list."""
    steps, depth = [], 0
    for token in tokens[1:-1]:
        if depth == 0 and token.type == "list_item_open":
            steps.append([])
        elif not (depth == 1 and token.type == "list_item_close"):
            steps[-1].append(token)
        depth += token.nesting
    return steps
