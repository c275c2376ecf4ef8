"""Whatever stands in an address of the desk: what cannot be meant is left out, and a list that cannot be asked is shown
whole, with a sentence. Laid over every class that is registered at the desk (kbhelp.editing.site)."""

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG, ChangeList
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import EmptyResultSet, FieldDoesNotExist, ValidationError
from django.db import models

from kbhelp.typed import MarkdownField

SHOWN_WHOLE = "주소에 적힌 조건을 알 수 없어 목록을 모두 보여 드립니다."
LARGEST = 2**63 - 1  # what both databases hold as a number
EXPRESSIONS = ("regex", "iregex")  # each database has its own, and no filter of ours asks with one


class CarefulList(ChangeList):
    """Finds out before it asks: a question that fails is an error of the server, and ends PostgreSQL's transaction."""

    def get_queryset(self, request, exclude_parameters=None):
        if any(name.rpartition("__")[2] in EXPRESSIONS for name in self.filter_params):
            raise IncorrectLookupParameters
        try:
            found = super().get_queryset(request, exclude_parameters)
            fits = can_be_asked(found)
        except (ValueError, OverflowError) as error:  # a day or year beyond the calendar
            raise IncorrectLookupParameters from error
        if not fits:
            raise IncorrectLookupParameters
        unread = [
            field.name for field in self.lookup_opts.concrete_fields if isinstance(field, MarkdownField)
        ]
        return found.defer(*unread)  # a list shows no Markdown, which is nearly all that a document weighs


def can_be_asked(queryset) -> bool:
    """Whether both databases can hold all that is compared with. Raises ValueError, OverflowError."""
    try:
        _, values = queryset.query.sql_with_params()
    except EmptyResultSet:
        return True
    return all(fits(value) for value in values)


def fits(value) -> bool:
    if isinstance(value, list | tuple):
        return all(fits(one) for one in value)
    if isinstance(value, int):
        return abs(value) <= LARGEST
    return not isinstance(value, str) or "\0" not in value


class ShowsWhatCanBe:
    """A form that is shown again asks for the rows that were sent: what is no number of a row would fail there."""

    def optgroups(self, name, value, attrs=None):
        target = self.field.target_field
        return super().optgroups(name, [one for one in value if not one or can_be(target, one)], attrs)


class CarefulSelect(ShowsWhatCanBe, AutocompleteSelect):
    pass


class CarefulSelectMultiple(ShowsWhatCanBe, AutocompleteSelectMultiple):
    def value_from_datadict(self, data, files, name):
        """Django asks for all of them at once, which a number that no database holds would end."""
        sent = super().value_from_datadict(data, files, name)
        return [one if can_be(self.field.target_field, one) else "?" for one in sent]


class CarefulAdmin:
    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", CarefulSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", CarefulSelectMultiple(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_changelist(self, request, **kwargs):
        return CarefulList

    def changelist_view(self, request, extra_context=None):
        if ERROR_FLAG in request.GET:
            messages.warning(request, SHOWN_WHOLE)
        return super().changelist_view(request, extra_context)

    def get_changeform_initial_data(self, request):
        """An empty form is filled with what its fields can hold, and with nothing else."""
        initial = super().get_changeform_initial_data(request)
        held = {name: self.held(name, value) for name, value in initial.items()}
        return {name: value for name, value in held.items() if value not in (None, [])}

    def held(self, name: str, value):
        """The value as the field shows it; None where it cannot hold it."""
        try:
            field = self.opts.get_field(name)
        except FieldDoesNotExist:  # a field of the form alone
            return value
        try:
            if isinstance(value, list):
                return [number_of(field, one) for one in value]
            if field.is_relation:
                return number_of(field, value)
            return field.clean(value, None) if isinstance(field, models.DateField) else value
        except (ValidationError, OverflowError):
            return None


def can_be(field, value) -> bool:
    """Whether it can be the number of a row."""
    try:
        return abs(field.to_python(value)) <= LARGEST
    except (ValidationError, TypeError, OverflowError, ValueError):
        return False


def number_of(field, value) -> int:
    """The number of the row that a relation leads to. Raises ValidationError."""
    if isinstance(value, models.Model):
        return value.pk
    return field.target_field.clean(value, None)
