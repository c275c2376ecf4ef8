"""What changed from one snapshot of a document to another: by words in texts, by rows and cells in tables."""

from dataclasses import dataclass

from kbhelp.comparing import GONE, SAME, Line, compared, soon, steps
from kbhelp.publishing.models import Document


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
    until = soon()
    names = [*model.snapshot_fields(), "checked_on", "sources", "related"]
    fields = [
        _field(_label(model, name), *(_text(model, one, name) for one in (before, after)), until)
        for name in names
    ]
    rows = (
        _rows(model.part_model(), before.get(model.PARTS, []), after.get(model.PARTS, []), until)
        if model.PARTS
        else []
    )
    return Differences([field for field in fields if not field.is_same], rows)


def _field(label: str, before: str, after: str, until: float) -> Field:
    return Field(label, compared(before, after, until))


def _rows(part, before: list[dict], after: list[dict], until: float) -> list[Row]:
    """In the order of today, those that were removed after what they stood behind."""
    old, new = ({row["key"]: row for row in rows} for rows in (before, after))
    order = steps(list(old), list(new))
    stayed = {key for meaning, keys in order if meaning == SAME for key in keys}
    rows = []
    for meaning, keys in order:
        for key in keys:
            if meaning == GONE and key in new:
                continue  # moved, and shown where it stands now
            is_moved = key in old and key in new and key not in stayed
            rows.append(_row(part, old.get(key), new.get(key), is_moved, until))
    return [row for row in rows if row.what]


def _row(part, before: dict | None, after: dict | None, is_moved: bool, until: float) -> Row:
    cells = [
        _field(_label(part, name), *(_text(part, one or {}, name) for one in (before, after)), until)
        for name in part.FIELDS
    ]
    checked = ((one or {}).get("checked_on") or "" for one in (before, after))
    changed = [cell for cell in [*cells, _field("확인한 날", *checked, until)] if not cell.is_same]
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
