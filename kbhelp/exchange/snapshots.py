"""The snapshot that a document will have once it says what its file says, made without writing anything.

It is what `Document.load` of the same record followed by `Document.snapshot` gives; a test holds the two together.
"""

from kbhelp.exchange.records import snapshot_of
from kbhelp.publishing.sources import Source
from kbhelp.publishing.values import load_value, snapshot_value
from kbhelp.publishing.verifications import with_checks


def snapshot_to_be(model, record: dict, items: dict, related: list[str]) -> dict:
    """`items`: by the model of a catalogue its entries by their keys; `related`: the names, in the readers' order."""
    data = snapshot_of(model, record)
    snapshot = _fields(model, model.snapshot_fields(), data, items)
    sources = [items[Source][source["key"]] for source in data.get("sources", [])]
    snapshot["sources"] = [one.snapshot() for one in sorted(sources, key=lambda one: (one.name, one.key))]
    snapshot["related"] = related
    if model.PARTS:
        part = model.part_model()
        snapshot[model.PARTS] = [
            {"key": row["key"]} | _fields(part, part.FIELDS, row, items) for row in data[model.PARTS]
        ]
    return with_checks(model(), snapshot)


def _fields(model, names, data: dict, items: dict) -> dict:
    instance, found = model(), {}
    for name in names:
        if name in model.NAMED:
            entries = items.get(model._meta.get_field(name).related_model)
            key = data[name][model.NAMED[name]] if data.get(name) else None
            found[name] = entries[key].snapshot() if key else None
        else:
            load_value(instance, name, data.get(name))
            found[name] = snapshot_value(instance, name)
    return found
