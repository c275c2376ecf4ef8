from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import CharField, DateField, SlugField, TextField
from django.forms import DateInput, Textarea, TextInput

from guides.models import Checklist, ChecklistItem, ComparisonRow, ComparisonTable, Guide
from guides.paths import ShowsPaths
from kbhelp import profile
from kbhelp.days import ReadsDays
from kbhelp.editing.admin import DocumentAdmin
from kbhelp.editing.filters import StateFilter
from kbhelp.editing.forms import PartForm, PartFormSet
from kbhelp.publishing.examples import WithExamples
from kbhelp.sheets.admin import PartSheets


@admin.register(Guide)
class GuideAdmin(DocumentAdmin):
    list_filter = [StateFilter, "stage", "topic", "owner"]
    first_fields = ["title", "slug", "summary", "stage", "topic", "chip", "asked_as"]
    further_fieldsets = [
        ("이 글이 맞는 경우", {"fields": ["applies_when"]}),
        ("그래도 안 되면", {"fields": ["still_stuck"]}),
    ]

    def get_changeform_initial_data(self, request):
        first = profile.with_phones(profile.current()["still_stuck"])
        return {"still_stuck": first} | super().get_changeform_initial_data(request)


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


class RowInline(PartInline):
    model = ComparisonRow


@admin.register(ComparisonTable)
class ComparisonTableAdmin(ShowsPaths, PartSheets, DocumentAdmin):
    body_label = "표 앞의 글"
    inlines = [RowInline]


class ItemInline(PartInline):
    model = ChecklistItem


@admin.register(Checklist)
class ChecklistAdmin(DocumentAdmin):
    body_label = "점검표 앞의 글"
    inlines = [ItemInline]
