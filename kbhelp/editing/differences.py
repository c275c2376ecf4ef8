"""What changed from one snapshot of a document to another: by words in texts, by rows and cells in tables.

The texts are compared by diff-match-patch, whose units we choose: lines first, and words within lines that changed.
Korean words are told apart by their spaces, so that a changed ending shows the whole word.
"""

import re
from dataclasses import dataclass
from itertools import count, zip_longest

from diff_match_patch import diff_match_patch

from kbhelp.publishing.models import Document

SAME, GONE, NEW = "same", "gone", "new"
MEANING = {-1: GONE, 0: SAME, 1: NEW}
WORD = re.compile(r"\s+|\w+|[^\w\s]")
FIRST_SIGN = 0x10000  # above it a million signs, each standing for one word or line


@dataclass
class Line:
    """One line on both sides, each as pieces of (SAME | GONE | NEW, text); an empty side has no such line."""

    before: list[tuple[str, str]]
    after: list[tuple[str, str]]

    @property
    def is_same(self) -> bool:
        return self.before == self.after


@dataclass
class Field:
    label: str
    lines: list[Line]

    @property
    def is_same(self) -> bool:
        return all(line.is_same for line in self.lines)


@dataclass
class Row:
    """A part of the document, with the cells that differ; all of its cells where it was added or removed."""

    name: str
    what: list[str]  # Korean words: 더함, 뺌, 옮김, 고침
    cells: list[Field]


@dataclass
class Differences:
    fields: list[Field]
    rows: list[Row]

    def __bool__(self):
        return bool(self.fields or self.rows)


def between(model: type[Document], before: dict, after: dict) -> Differences:
    """Between two snapshots of one document; `before` may be empty."""
    names = [*model.snapshot_fields(), "sources", "related"]
    fields = [
        _field(_label(model, name), *(_text(model, one, name) for one in (before, after))) for name in names
    ]
    rows = (
        _rows(model.part_model(), before.get(model.PARTS, []), after.get(model.PARTS, []))
        if model.PARTS
        else []
    )
    return Differences([field for field in fields if not field.is_same], rows)


def compared(before: str, after: str) -> list[Line]:
    """Line by line; where lines took the place of others, by words."""
    lines, gone = [], []
    for meaning, units in _steps(before.splitlines(), after.splitlines()):
        if meaning == GONE:
            gone = units
            continue
        if meaning == NEW:
            lines += [_line(*pair) for pair in zip_longest(gone, units)]
        else:
            lines += [_line(one, None) for one in gone] + [
                Line([(SAME, one)], [(SAME, one)]) for one in units
            ]
        gone = []
    return lines + [_line(one, None) for one in gone]


def _line(before: str | None, after: str | None) -> Line:
    steps = [
        (meaning, "".join(units))
        for meaning, units in _steps(*(WORD.findall(one or "") for one in (before, after)))
    ]
    return Line([step for step in steps if step[0] != NEW], [step for step in steps if step[0] != GONE])


def _steps(before: list[str], after: list[str]) -> list[tuple[str, list[str]]]:
    """How to get from one list of units to the other. Each unit is one sign for the library."""
    numbers = count(FIRST_SIGN)
    signs = {unit: chr(next(numbers)) for unit in dict.fromkeys([*before, *after])}
    units = {sign: unit for unit, sign in signs.items()}
    library = diff_match_patch()
    steps = library.diff_main(*("".join(signs[unit] for unit in one) for one in (before, after)), False)
    library.diff_cleanupSemantic(steps)
    return [(MEANING[kind], [units[sign] for sign in text]) for kind, text in steps]


def _field(label: str, before: str, after: str) -> Field:
    return Field(label, compared(before, after))


def _rows(part, before: list[dict], after: list[dict]) -> list[Row]:
    """In the order of today, those that were removed after what they stood behind."""
    old, new = ({row["key"]: row for row in rows} for rows in (before, after))
    steps = _steps(list(old), list(new))
    stayed = {key for meaning, keys in steps if meaning == SAME for key in keys}
    rows = []
    for meaning, keys in steps:
        for key in keys:
            if meaning == GONE and key in new:
                continue  # moved, and shown where it stands now
            is_moved = key in old and key in new and key not in stayed
            rows.append(_row(part, old.get(key), new.get(key), is_moved))
    return [row for row in rows if row.what]


def _row(part, before: dict | None, after: dict | None, is_moved: bool) -> Row:
    cells = [
        _field(_label(part, name), *(_text(part, one or {}, name) for one in (before, after)))
        for name in part.FIELDS
    ]
    changed = [cell for cell in cells if not cell.is_same]
    if before is None or after is None:
        what = ["더함" if before is None else "뺌"]
    else:
        what = (["옮김"] if is_moved else []) + (["고침"] if changed else [])
    return Row((after or before)[part.FIELDS[0]], what, changed)


def _label(model, name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)


def _text(model, data: dict, name: str) -> str:
    """A value as editors read it: the words of a choice, the name of what is chosen, a list line by line."""
    value = data.get(name)
    if isinstance(value, list):
        return "\n".join(one["name"] if isinstance(one, dict) else str(one) for one in value)
    if isinstance(value, dict):
        return value["name"]
    choices = dict(model._meta.get_field(name).flatchoices)
    return str(choices.get(value, value)) if value is not None else ""
