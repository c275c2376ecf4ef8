"""A document as its file says it: a record, plain data with names in place of sources, without what is empty.

    file ──read_record──▶ record ──snapshot_of──▶ Document.load
    file ◀─────write───── record ◀──record_of──── Document.snapshot

Two records are equal exactly when their documents say the same, so that an import knows what it need not touch.
"""

from django.utils.translation import gettext as _

from kbhelp.exchange.values import cleaned, complain_of_unknown, is_nothing, read_list, read_name, read_value
from kbhelp.exchange.yaml_texts import Entries, Items
from kbhelp.text import one_line

CHECKED = "checked_on"  # written into files for whoever reads them; never taken from one

# -- from a snapshot ----------------------------------------------------------------------------------------------


def record_of(model, snapshot: dict, related: list[str]) -> dict:
    """`related`: the documents named as their files are, since a snapshot may know them by older names.

    Texts are cleaned as they would be if they came in today: older ones hold line ends of forms and what nobody sees.
    """
    record = _fields_of(model, snapshot, model.snapshot_fields())
    record |= {"sources": sorted(source["key"] for source in snapshot["sources"]), "related": sorted(related)}
    if model.PARTS:
        part = model.part_model()
        record[model.PARTS] = [
            {"key": row["key"]} | _fields_of(part, row, part.FIELDS) for row in snapshot[model.PARTS]
        ]
    return _filled(record)


def _fields_of(model, data: dict, names) -> dict:
    fields = {}
    for name in names:
        value = data.get(name)
        if name in model.NAMED:
            fields[name] = value and value[model.NAMED[name]]
        elif name in model.LISTS:
            fields[name] = [line for line in map(one_line, value or []) if line]
        elif isinstance(value, str):
            fields[name] = cleaned(model._meta.get_field(name), value)
        else:
            fields[name] = value
    return _filled(fields)


def _filled(record: dict) -> dict:
    return {name: value for name, value in record.items() if value not in (None, "", [])}


# -- to a snapshot ------------------------------------------------------------------------------------------------


def snapshot_of(model, record: dict) -> dict:
    """What `Document.load` takes: names become {"key": name}."""
    snapshot = _expanded(record, model.NAMED)
    if model.PARTS:
        named = model.part_model().NAMED
        snapshot[model.PARTS] = [_expanded(row, named) for row in record.get(model.PARTS, [])]
    return snapshot


def _expanded(record: dict, named: dict) -> dict:
    expanded = dict(record)
    for name, key in named.items():
        value = record.get(name)
        if isinstance(value, list):
            expanded[name] = [{key: item} for item in value]
        elif value:
            expanded[name] = {key: value}
    return expanded


# -- from a file --------------------------------------------------------------------------------------------------


def read_record(model, entries: Entries, complain, also=()) -> dict:
    """The record of a file's entries; `complain(line, message)` hears what is wrong with them.

    `also`: further keys that the file may have. A day of checking, which older files have alone, is when the text was
    written: no file makes a check.
    """
    known = {*model.snapshot_fields(), *model.NAMED, "related", model.PARTS, CHECKED, *also}
    complain_of_unknown(entries, known, complain)
    record = _read_fields(model, entries, model.snapshot_fields(), complain)
    for name in ("sources", "related"):
        record[name] = sorted(set(read_list(name, entries.get(name), complain)))
    if model.PARTS:
        record[model.PARTS] = _read_parts(model, entries.get(model.PARTS), complain)
    return _filled(record)


def _read_fields(model, entries: Entries, names, complain) -> dict:
    record, entries = {}, _with_day_of_writing(entries, names)
    for name in names:
        field, given = model._meta.get_field(name), entries.get(name)
        if name in model.LISTS:
            record[name] = read_list(name, given, complain)
        elif name in model.NAMED:
            record[name] = read_name(name, given, complain)
        else:
            record[name] = read_value(field, entries, complain)
    return _filled(record)


def _with_day_of_writing(entries: Entries, names) -> Entries:
    if "written_on" not in names or CHECKED not in entries or "written_on" in entries:
        return entries
    told = Entries(entries | {"written_on": entries[CHECKED]})
    told.line = entries.line
    return told


def says_checked(model, entries: Entries) -> bool:
    """Whether a file speaks of a check, its own or that of a part."""
    parts = entries.get(model.PARTS) if model.PARTS else None
    rows = [row for row in parts if isinstance(row, Entries)] if isinstance(parts, Items) else []
    return any(CHECKED in one for one in (entries, *rows))


def _read_parts(model, given, complain) -> list[dict]:
    if is_nothing(given):
        return []
    if not isinstance(given, Items):
        complain(given.line, _("“{name}” must be a list").format(name=model.PARTS))
        return []
    part, rows, seen = model.part_model(), [], set()
    for entries in given:
        if not isinstance(entries, Entries):
            complain(entries.line, _("each of the list must be `key: value` lines"))
            continue
        complain_of_unknown(entries, {"key", *part.FIELDS, CHECKED}, complain)
        row = _read_fields(part, entries, ["key", *part.FIELDS], complain)
        if is_nothing(entries.get("key")):
            complain(entries.line, _("“key” is missing: a short name of Latin letters that stays the same"))
        elif row.get("key") in seen:
            complain(entries["key"].line, _("the key “{key}” stands twice").format(key=row["key"]))
        seen.add(row.get("key", ""))
        rows.append(row)
    return rows
