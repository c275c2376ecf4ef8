from django.contrib import admin

from kbhelp.editing.admin import DocumentAdmin
from kbhelp.editing.forms import PartForm, PartFormSet
from tests.handouts.models import Handout, Memo, Thing


class ThingInline(admin.StackedInline):
    model = Thing
    form = PartForm
    formset = PartFormSet
    template = "desk/parts.html"
    extra = 0
    fields = [("position", "key"), "name", "how_to_get"]


@admin.register(Handout)
class HandoutAdmin(DocumentAdmin):
    first_fields = ["title", "slug", "summary", "stage", "place"]
    inlines = [ThingInline]


@admin.register(Memo)
class MemoAdmin(DocumentAdmin):
    pass
