"""Lists of what documents name by a key (sources, groups of questions), one YAML file for each model."""

from dataclasses import dataclass, field

from django.apps import apps
from django.core.exceptions import ValidationError

from kbhelp.exchange import yaml_texts
from kbhelp.exchange.files import Problem
from kbhelp.exchange.texts import Unreadable, read_text
from kbhelp.exchange.values import complain_of_unknown, read_value
from kbhelp.exchange.yaml_texts import BadYaml, Entries, Items


@dataclass
class Catalogue:
    model: type
    path: str
    entries: dict[str, dict] = field(default_factory=dict)  # by key: the values that the file gives
    problems: list[Problem] = field(default_factory=list)

    def complain(self, line: int, message: str):
        self.problems.append(Problem(self.path, line, message))


def catalogue_models() -> dict:
    """The models that have a catalogue, by the name of its file."""
    return {model.CATALOGUE: model for model in apps.get_models() if getattr(model, "CATALOGUE", None)}


def read_catalogue(path, shown: str, model) -> Catalogue:
    catalogue = Catalogue(model, shown)
    try:
        listed = yaml_texts.read(read_text(path)) or Items()
    except Unreadable as error:
        catalogue.complain(error.line, str(error))
        return catalogue
    except BadYaml as error:
        for line, message in error.problems:
            catalogue.complain(line, message)
        return catalogue
    if not isinstance(listed, Items):
        catalogue.complain(listed.line, "must be a list of entries that begin with `- `")
        return catalogue
    for entries in listed:
        _read_entry(catalogue, entries)
    return catalogue


def _read_entry(catalogue: Catalogue, entries):
    model, key = catalogue.model, catalogue.model.CATALOGUE_KEY
    if not isinstance(entries, Entries):
        catalogue.complain(entries.line, "each of the list must be `key: value` lines")
        return
    fields = {field.name: field for field in model._meta.fields if not field.primary_key}
    complain_of_unknown(entries, fields.keys(), catalogue.complain)
    name = read_value(fields[key], entries, catalogue.complain)
    if not name:
        return
    if name in catalogue.entries:
        catalogue.complain(entries[key].line, f"the {key} “{name}” stands twice")
    standing = model.objects.filter(**{key: name}).first()
    wanted = fields if standing is None else fields.keys() & entries.keys()
    catalogue.entries[name] = {name: read_value(fields[name], entries, catalogue.complain) for name in wanted}
    _check(catalogue, standing or model(), name, entries)


def _check(catalogue: Catalogue, item, name: str, entries: Entries):
    """The model's own rules for the whole entry, where its fields are right each for itself."""
    if any(problem.line >= entries.line for problem in catalogue.problems):
        return
    for field_name, value in catalogue.entries[name].items():
        setattr(item, field_name, value)
    try:
        item.full_clean(validate_unique=False)
    except ValidationError as error:
        for field_name, messages in error.message_dict.items():
            line = getattr(entries.get(field_name), "line", entries.line)
            catalogue.complain(line, f"{field_name}: {' '.join(messages)}")


@dataclass
class Catalogued:
    """The entries of a model as they will stand in the database: those of the file over those that are there."""

    by_key: dict
    new: list = field(default_factory=list)
    changed: dict[str, tuple] = field(
        default_factory=dict
    )  # by key: the entry, and the fields that the file gives

    @property
    def touched(self) -> set[str]:
        return {getattr(item, item.CATALOGUE_KEY) for item in self.new} | self.changed.keys()

    def add_new(self):
        """What nothing names yet."""
        for item in self.new:
            item.save(force_insert=True)

    def change(self):
        for item, names in self.changed.values():
            item.save(update_fields=names)


def catalogued(model, catalogue: Catalogue | None) -> Catalogued:
    """Nothing is written yet."""
    key = model.CATALOGUE_KEY
    found = Catalogued({getattr(item, key): item for item in model.objects.all()})
    for called, values in catalogue.entries.items() if catalogue else ():
        item = found.by_key.setdefault(called, model(**{key: called}))
        given = {name: item._meta.get_field(name).to_python(value) for name, value in values.items()}
        is_same = all(getattr(item, name) == value for name, value in given.items())
        for field_name, value in given.items():
            setattr(item, field_name, value)
        if item.pk is None:
            found.new.append(item)
        elif not is_same:
            found.changed[called] = item, list(given)
    return found


def catalogue_text(model) -> str:
    """The catalogue's file: every field of every entry, an empty text where it has no value."""
    fields = [field.name for field in model._meta.fields if not field.primary_key]
    entries = [
        {name: "" if (value := getattr(item, name)) is None else value for name in fields}
        for item in model.objects.order_by(model.CATALOGUE_KEY)
    ]
    return yaml_texts.write(entries)
