"""Between a model's fields and the data of snapshots and files, for documents and their parts alike.

A class says which of its text fields are lists (LISTS: one line each) and which foreign keys are known by a
key alone (NAMED: field → key).
"""

from datetime import date


def snapshot_value(instance, name: str):
    value = getattr(instance, name)
    if name in instance.LISTS:
        return [line.strip() for line in value.splitlines() if line.strip()]
    if name in instance.NAMED:
        return value.snapshot() if value else None
    return value.isoformat() if isinstance(value, date) else value


def load_value(instance, name: str, value, entries: dict | None = None):
    """The way back; what is missing becomes the field's default, an unknown name nothing.

    `entries`: for whoever loads many, by the model of a catalogue its entries by their keys.
    """
    field = instance._meta.get_field(name)
    if name in instance.LISTS:
        value = field.to_python("\n".join(value or []))
    elif name in instance.NAMED:
        key = instance.NAMED[name]
        if value and entries is not None:
            value = entries[field.related_model].get(value[key])
        else:
            value = field.related_model.objects.filter(**{key: value[key]}).first() if value else None
    else:
        value = field.get_default() if value is None else field.to_python(value)
    setattr(instance, name, value)
