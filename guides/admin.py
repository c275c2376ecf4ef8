from django.contrib import admin
from django.db.models import TextField
from django.forms import Textarea

from guides.models import Checklist, ChecklistItem, ComparisonRow, ComparisonTable, Guide
from kbhelp.editing.admin import DocumentAdmin
from kbhelp.editing.forms import PartForm, PartFormSet
from kbhelp.publishing.examples import WithExamples


@admin.register(Guide)
class GuideAdmin(DocumentAdmin):
    list_filter = ["stage", "topic", "owner"]
    first_fields = ["title", "slug", "summary", "stage", "topic", "chip", "asked_as"]
    further_fieldsets = [
        ("이 글이 맞는 경우", {"fields": ["applies_when"]}),
        ("그래도 안 되면", {"fields": ["still_stuck"]}),
    ]


class PartInline(WithExamples, admin.StackedInline):
    form = PartForm
    formset = PartFormSet
    extra = 0
    ordering = ["position", "pk"]
    template = "desk/parts.html"
    formfield_overrides = {TextField: {"widget": Textarea(attrs={"rows": 4})}}


class RowInline(PartInline):
    model = ComparisonRow
    fieldsets = [
        (
            None,
            {"fields": [("position", "key"), "item", "normal", "failure", "stage", "how_to_check", "remedy"]},
        ),
        (None, {"fields": [("risk", "effort"), "success", "error_texts", ("source", "checked_on")]}),
    ]


@admin.register(ComparisonTable)
class ComparisonTableAdmin(DocumentAdmin):
    body_label = "표 앞의 글"
    inlines = [RowInline]


class ItemInline(PartInline):
    model = ChecklistItem
    fields = [("position", "key"), "text", "how_to_check", "remedy"]


@admin.register(Checklist)
class ChecklistAdmin(DocumentAdmin):
    body_label = "점검표 앞의 글"
    inlines = [ItemInline]
