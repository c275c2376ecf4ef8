from django.contrib import admin

from guides.models import Checklist, ChecklistItem, ComparisonRow, ComparisonTable, Guide
from guides.paths import ShowsPaths
from kbhelp import profile
from kbhelp.editing.admin import DocumentAdmin
from kbhelp.editing.filters import StateFilter
from kbhelp.editing.grid import PartInline
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
