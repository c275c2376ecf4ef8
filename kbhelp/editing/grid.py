"""The ordered parts of a document at the desk: rows, items and stages in a grid."""

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import CharField, DateField, SlugField, TextField
from django.forms import DateInput, Textarea, TextInput

from kbhelp.days import ReadsDays
from kbhelp.editing.forms import PartForm, PartFormSet
from kbhelp.publishing.examples import WithExamples


class PartInline(WithExamples, ReadsDays, admin.StackedInline):
    """A grid (templates/desk/parts.html); a new document begins with an empty part."""

    form = PartForm
    formset = PartFormSet
    ordering = ["position", "pk"]
    template = "desk/parts.html"
    formfield_overrides = {
        SlugField: {"widget": TextInput},
        CharField: {"widget": Textarea(attrs={"rows": 2})},
        TextField: {"widget": Textarea(attrs={"rows": 4})},
        DateField: {"widget": DateInput(format="%Y-%m-%d", attrs={"type": "date"})},
    }

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def get_fields(self, request, obj=None):
        return ["position", "key", *self.model.FIELDS]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Without the admin's links around a choice, which are too wide for a cell."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field.widget if field else None, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field
