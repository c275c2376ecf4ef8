"""Lists beside the documents, one YAML file for each model.

Sources and groups of questions are named by documents. Terms and first answers name documents themselves; readers meet
them as soon as they are stored.
"""

from dataclasses import dataclass, field

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kbhelp.exchange import yaml_texts
from kbhelp.exchange.files import Problem
from kbhelp.exchange.texts import Unreadable, read_text
from kbhelp.exchange.values import complain_of_unknown, read_name, read_value
from kbhelp.exchange.vocabulary import own_terms
from kbhelp.exchange.yaml_texts import BadYaml, Entries, Items
from kbhelp.search.models import Term


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


def fields_of(model) -> dict:
    """By their names; what is a relation leads to a document, which the file names as guide:some-words."""
    names = getattr(model, "CATALOGUE_FIELDS", None)
    fields = {field.name: field for field in model._meta.fields if not field.primary_key}
    return {name: fields[name] for name in names} if names else fields


def names_documents(model) -> bool:
    return any(field.is_relation for field in fields_of(model).values())


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
        catalogue.complain(listed.line, _("must be a list of entries that begin with `- `"))
        return catalogue
    standing = by_key(model)
    for entries in listed:
        _read_entry(catalogue, entries, standing)
    return catalogue


def by_key(model) -> dict:
    """Every entry that is stored, by the name that files give it."""
    return {getattr(item, model.CATALOGUE_KEY): item for item in model.objects.all()}


def _read_entry(catalogue: Catalogue, entries, standing: dict):
    model, key = catalogue.model, catalogue.model.CATALOGUE_KEY
    if not isinstance(entries, Entries):
        catalogue.complain(entries.line, _("each of the list must be `key: value` lines"))
        return
    fields = fields_of(model)
    complain_of_unknown(entries, fields.keys(), catalogue.complain)
    name = read_value(fields[key], entries, catalogue.complain)
    if not name:
        return
    if name in catalogue.entries:
        catalogue.complain(entries[key].line, _("the {key} “{name}” stands twice").format(key=key, name=name))
    item = standing.get(name)
    wanted = fields if item is None else fields.keys() & entries.keys()
    catalogue.entries[name] = {one: _value(fields[one], entries, catalogue.complain) for one in wanted}
    _check(catalogue, item or model(), name, entries)


def _value(field, entries: Entries, complain):
    if not field.is_relation:
        return read_value(field, entries, complain)
    named = read_name(field.name, entries.get(field.name), complain)
    if named is None and not field.null:
        complain(entries.line, _("“{name}” is missing").format(name=field.name))
    return named


def _check(catalogue: Catalogue, item, name: str, entries: Entries):
    """The model's own rules for the whole entry, where its fields are right each for itself."""
    if any(problem.line >= entries.line for problem in catalogue.problems):
        return
    related = {field_name for field_name, field in fields_of(catalogue.model).items() if field.is_relation}
    for field_name, value in catalogue.entries[name].items():
        if field_name not in related:
            setattr(item, field_name, value)
    try:
        item.full_clean(exclude=related, validate_unique=False)
    except ValidationError as error:
        for field_name, messages in error.message_dict.items():
            line = getattr(entries.get(field_name), "line", entries.line)
            catalogue.complain(line, f"{field_name}: {' '.join(messages)}")


@dataclass
class Catalogued:
    """The entries of a model as they will stand in the database: those of the file over those that are there."""

    model: type
    by_key: dict
    new: list = field(default_factory=list)
    changed: dict[str, tuple] = field(default_factory=dict)  # by key: the entry, and the file's fields

    @property
    def touched(self) -> set[str]:
        return {getattr(item, item.CATALOGUE_KEY) for item in self.new} | self.changed.keys()

    @property
    def comes_with_the_turn(self) -> bool:
        """Whether new entries, too, wait until readers see the documents of the import."""
        return names_documents(self.model)

    @property
    def reaches_readers(self) -> bool:
        return bool(self.changed or (self.new and self.comes_with_the_turn))

    def add_new(self):
        for item in self.new:
            item.save(force_insert=True)

    def change(self):
        for item, names in self.changed.values():
            item.save(update_fields=[*names, *getattr(item, "DERIVED_FIELDS", [])])
        if self.comes_with_the_turn:
            self.add_new()


def catalogued(model, catalogue: Catalogue | None, number_of) -> Catalogued:
    """Nothing is written yet. `number_of` a document by the name that a file gives it."""
    key, fields = model.CATALOGUE_KEY, fields_of(model)
    if catalogue is None and names_documents(model):
        return Catalogued(model, {})  # thousands of terms that nothing asks for
    found = Catalogued(model, by_key(model))
    for called, values in catalogue.entries.items() if catalogue else ():
        item = found.by_key.setdefault(called, model(**{key: called}))
        given = {
            fields[name].attname: _stored(fields[name], value, number_of) for name, value in values.items()
        }
        is_same = all(getattr(item, name) == value for name, value in given.items())
        for field_name, value in given.items():
            setattr(item, field_name, value)
        if item.pk is None:
            found.new.append(item)
        elif not is_same:
            found.changed[called] = item, list(values)
    return found


def _stored(field, value, number_of):
    if field.is_relation:
        return number_of(value) if value else None
    return field.to_python(value)


def catalogue_text(model, name_of) -> str:
    """The catalogue's file: every field of every entry, an empty text where it has no value.

    `name_of` a document by its number. Without a term or a first answer of the editors' own there is no such file.
    """
    fields = fields_of(model)
    items = own_terms() if model is Term else model.objects.order_by(model.CATALOGUE_KEY)
    entries = [{name: _told(field, item, name_of) for name, field in fields.items()} for item in items]
    return yaml_texts.write(entries) if entries or not names_documents(model) else ""


def _told(field, item, name_of):
    value = getattr(item, field.attname)
    if value is not None and field.is_relation:
        return name_of(value)
    return "" if value is None else value
