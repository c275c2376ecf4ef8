"""What a field makes of a text that stands in a file: a value as snapshots hold it, or a complaint with its line.

`complain(line, message)` hears what is wrong; what is wrong counts as not given.
"""

import re
from datetime import date
from difflib import get_close_matches

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils.translation import gettext as _

from kbhelp.exchange.texts import CONTROL
from kbhelp.exchange.yaml_texts import Entries, Items, Text
from kbhelp.text import many_lines, one_line

DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}", re.ASCII)
NUMBER = re.compile(r"\d{1,9}", re.ASCII)


def read_value(field, entries: Entries, complain):
    """The field's value as plain data, its default where nothing is given."""
    given = entries.get(field.name)
    if given is not None and (wrong := _wrong_form(field, given)):
        complain(given.line, f"{field.name}: {wrong}")
        return None
    text = "" if is_nothing(given) else cleaned(field, given)
    if not text:
        if not field.blank and not field.has_default():
            complain(entries.line, _("“{name}” is missing").format(name=field.name))
        return to_plain_value(field.get_default())
    try:
        return to_plain_value(field.clean(text, None))
    except ValidationError as error:
        complain(given.line, f"{field.name}: {' '.join(error.messages)}")
        return None


def _wrong_form(field, given) -> str | None:
    if not isinstance(given, Text):
        return _("must be a text")
    if given.is_nothing:
        is_text = isinstance(field, models.CharField | models.TextField)
        message = _("leave the value out, or put “{given}” in quotes if it is text")
        return message.format(given=given) if is_text else None
    if CONTROL.search(given):
        return _("holds a control character")
    if not isinstance(field, models.TextField) and "\n" in given.strip():
        return _("must be one line")
    text = cleaned(field, given)
    return _wrong_number_or_day(field, text) if text else None


def _wrong_number_or_day(field, text: str) -> str | None:
    """Django takes 1_000 for a number and 2026-W47-1 for a day, SQLite any number."""
    if isinstance(field, models.DateField) and not DAY.fullmatch(text):
        return _("“{text}” is no day such as 2026-11-23").format(text=text)
    if isinstance(field, models.IntegerField):
        most = BaseDatabaseOperations.integer_field_ranges[field.get_internal_type()][1]
        if not NUMBER.fullmatch(text) or int(text) > most:
            return _("“{text}” is no number from 0 to {most}").format(text=text, most=most)
    return None


def cleaned(field, text: str) -> str:
    """As every text is before it is stored; nothing stands around the body of a document."""
    if not isinstance(field, models.TextField):
        return one_line(text)
    return many_lines(text).strip() if field.name == "body" else many_lines(text)


def to_plain_value(value):
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value


def read_name(name: str, given, complain) -> Text | None:
    """What stands for something else by its key; None where nothing is given."""
    if given is None or (isinstance(given, Text) and given and not given.is_nothing):
        return given
    if not isinstance(given, Text):
        complain(given.line, _("“{name}” must be a text").format(name=name))
    return None


def read_list(name: str, given, complain) -> list[Text]:
    """The lines of a list, without spaces around them."""
    if is_nothing(given):
        return []
    if not isinstance(given, Items):
        complain(given.line, _("“{name}” must be a list").format(name=name))
        return []
    lines = []
    for item in given:
        if not isinstance(item, Text) or item.is_nothing or not one_line(item) or "\n" in item.strip():
            complain(item.line, _("“{name}”: each of the list must be one line of text").format(name=name))
        elif CONTROL.search(item):
            complain(item.line, _("“{name}” holds a control character").format(name=name))
        else:
            lines.append(item.saying(one_line(item)))
    return lines


def is_nothing(given) -> bool:
    return given in (None, "") or getattr(given, "is_nothing", False)


def complain_of_unknown(entries: Entries, known: set, complain):
    for name in entries.keys() - known:
        close = get_close_matches(name, [word for word in known if word], 1)
        message = _("unknown key “{name}”; did you mean “{close}”?") if close else _("unknown key “{name}”")
        complain(name.line, message.format(name=name, close=close and close[0]))
