from django.contrib import admin

from faq.models import Category, Entry
from kbhelp.editing.admin import DocumentAdmin
from kbhelp.editing.filters import StateFilter
from kbhelp.lost_updates import GuardedAdmin


@admin.register(Category)
class CategoryAdmin(GuardedAdmin):
    list_display = ["name", "slug", "position"]


@admin.register(Entry)
class EntryAdmin(DocumentAdmin):
    body_label = "설명"
    list_filter = [StateFilter, "stage", "category", "owner"]
    first_fields = ["title", "slug", "summary", "stage", "category", "asked_as"]
