"""Fields for what people type: every text and date is cleaned or refused on its way in, from forms, files and the API.

They are stored exactly as Django's own fields, so that migrations know nothing of them. `to_python` cleans, `clean`
also refuses, with a sentence.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from markdownx.fields import MarkdownxFormField
from markdownx.models import MarkdownxField

from kbhelp.addresses import plain_address
from kbhelp.days import ReadsDays
from kbhelp.text import PRIVATE, many_lines, one_line

NOTHING_TO_SEE = "눈에 보이는 글자가 없습니다. 글자를 적으세요."
FIRST_YEAR, LAST_YEAR = 2000, 2099


def in_our_time(value):
    """A validator of days and moments. The year 1 is beyond what a database and a time zone can hold together."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(f"{FIRST_YEAR}년부터 {LAST_YEAR}년까지의 날짜를 적으세요. 연도를 확인하세요.")


def readable(text: str):
    """A validator of plain texts: no symbol that only the font of a word processor knows."""
    if found := PRIVATE.search(text):
        before = text[: found.start()][-10:]
        where = f"‘{before}’ 뒤에" if before.strip() else "맨 앞에"
        raise ValidationError(
            f"{where} 문서 프로그램의 글꼴에만 있는 기호가 있어 독자에게 보이지 않습니다. "
            "지우거나 •, → 같은 기호로 바꾸세요."
        )


# In forms


class Typed:
    """A form field whose value is clean before anything looks at it: its length, what changed, what is empty."""

    cleaned = staticmethod(one_line)

    def to_python(self, value):
        given = super().to_python(value)
        if given in self.empty_values:
            return given
        text = self.cleaned(given)
        if not text.strip():
            raise ValidationError(NOTHING_TO_SEE)
        return text


class LineInput(Typed, forms.CharField):
    pass


class LinesInput(Typed, forms.CharField):
    cleaned = staticmethod(many_lines)


class MarkdownInput(Typed, MarkdownxFormField):
    cleaned = staticmethod(many_lines)


class AddressInput(Typed, forms.URLField):
    pass


# In models


class Stored:
    """A model field that Django knows by the name of the one it is made of."""

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, self.stored_as, args, kwargs


class StoredText(Stored):
    cleaned = staticmethod(one_line)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": self.form_class} | kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        return self.cleaned(value) if isinstance(value, str) else value


class LineField(StoredText, models.CharField):
    """One line of plain text, such as a title."""

    stored_as, form_class = "django.db.models.CharField", LineInput
    default_validators = [readable]


class LinesField(StoredText, models.TextField):
    """Plain text of several lines."""

    stored_as, form_class = "django.db.models.TextField", LinesInput
    default_validators = [readable]
    cleaned = staticmethod(many_lines)


class MarkdownField(StoredText, MarkdownxField):
    """Markdown, with the editor; what is wrong with it is said when it is rendered, with its line."""

    stored_as, form_class = "markdownx.models.MarkdownxField", MarkdownInput
    cleaned = staticmethod(many_lines)


class AddressField(StoredText, models.URLField):
    stored_as, form_class = "django.db.models.URLField", AddressInput
    default_validators = [*models.URLField.default_validators, plain_address]


class StoredTime(Stored):
    default_validators = [in_our_time]

    def formfield(self, **kwargs):
        """The form refuses as well, before anything compares what cannot be stored."""
        return super().formfield(**{"validators": [in_our_time]} | kwargs)


class DayField(StoredTime, models.DateField):
    stored_as = "django.db.models.DateField"


class DayTimeField(StoredTime, models.DateTimeField):
    stored_as = "django.db.models.DateTimeField"


# In the admin


class TypedAdmin(ReadsDays):
    """Laid over every class that is registered at the desk (kbhelp.editing.site), Django's own included."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if type(db_field) is models.CharField and not db_field.choices:
            kwargs.setdefault("form_class", LineInput)
        elif isinstance(db_field, models.DateField):
            kwargs.setdefault("validators", [in_our_time])
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_search_results(self, request, queryset, search_term):
        """What is stored is composed; a Mac may send it in pieces."""
        return super().get_search_results(request, queryset, one_line(search_term))
