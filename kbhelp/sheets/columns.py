"""Between the cell of a sheet and a field of the desk's forms, as widgets of django-import-export.

`render` makes the text of a cell, `clean` what a browser would send of the field: a list of values. It raises
ValidationError for a word that the field does not know; everything else is for the form to judge.
"""

import re
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import models
from import_export.fields import Field
from import_export.widgets import Widget

from kbhelp.spreadsheets import guarded, unguarded
from kbhelp.text import many_lines, one_line

SHOWN = 12  # words to choose from in a sentence
BETWEEN = re.compile(r"[;；\n]")


class TextCell(Widget):
    def clean(self, value, row=None, **kwargs):
        return [unguarded(value)]

    def render(self, value, **kwargs):
        return guarded(many_lines(str(value))) if value is not None else ""


class ChoiceCell(Widget):
    """The word that editors see for each choice; the stored one is understood as well."""

    def __init__(self, field):
        super().__init__()
        self.words = {key: str(word) for key, word in field.flatchoices}

    def clean(self, value, row=None, **kwargs):
        text = one_line(value)
        keys = [key for key, word in self.words.items() if text in (key, word)] or [""] * (not text)
        if not keys:
            raise ValidationError(f"고를 수 없는 말입니다: ‘{text}’. {to_choose(self.words.values())}")
        return keys[:1]

    def render(self, value, **kwargs):
        return guarded(self.words.get(value, value or ""))


class NamedCell(Widget):
    """What is kept elsewhere, by its key or its name; `is_many`: several, with ; between them."""

    def __init__(self, field, key: str, is_many: bool):
        super().__init__()
        self.model, self.key, self.is_many = field.related_model, key, is_many

    @cached_property
    def known(self) -> list[tuple[str, str, str]]:
        """(key, name, number) of each."""
        return [(getattr(one, self.key), str(one), str(one.pk)) for one in self.model.objects.all()]

    def clean(self, value, row=None, **kwargs):
        texts = BETWEEN.split(unguarded(value)) if self.is_many else [unguarded(value)]
        found = [self.number_of(text) for text in map(one_line, texts) if text]
        return list(dict.fromkeys(found)) or [""] * (not self.is_many)

    def number_of(self, text: str) -> str:
        found = [number for key, _, number in self.known if key == text]
        found = found or [number for _, name, number in self.known if name == text]
        label = self.model._meta.verbose_name
        if len(found) > 1:
            raise ValidationError(f"{label} 목록에 같은 이름이 여럿입니다: ‘{text}’. 짧은 이름으로 적으세요.")
        if not found:
            names = to_choose(name for _, name, _ in self.known)
            raise ValidationError(f"{label} 목록에 없습니다: ‘{text}’. {names}")
        return found[0]

    def render(self, value, **kwargs):
        if value is None:
            return ""
        if not self.is_many:
            return guarded(self.cell_of(value))
        return guarded("; ".join(sorted(getattr(one, self.key) for one in value.all())))

    def cell_of(self, one) -> str:
        """Its name, which people read, unless another has the same."""
        names = [name for _, name, _ in self.known]
        return str(one) if names.count(str(one)) == 1 else getattr(one, self.key)


def to_choose(words) -> str:
    words = list(words)
    more = " …" if len(words) > SHOWN else ""
    return f"고를 수 있는 것: {', '.join(words[:SHOWN])}{more}" if words else "아직 하나도 없습니다."


def cell_of(model, name: str) -> Widget:
    field = model._meta.get_field(name)
    if name in model.NAMED:
        return NamedCell(field, model.NAMED[name], is_many=isinstance(field, models.ManyToManyField))
    return ChoiceCell(field) if field.choices else TextCell()


def columns_of(model, headings: dict[str, str]) -> dict[str, Field]:
    """{name of the field: column}; `headings`: the words above the columns where the fields' own are others."""
    return {
        name: Field(attribute=name, column_name=heading, widget=cell_of(model, name))
        for name, heading in headings.items()
    }
