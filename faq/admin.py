from django.contrib import admin

from faq.models import Category, Entry
from kbhelp.editing.admin import DocumentAdmin


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "position"]
    list_editable = ["position"]
    prepopulated_fields = {}


@admin.register(Entry)
class EntryAdmin(DocumentAdmin):
    body_label = "설명"
    list_filter = ["stage", "category", "owner"]
    first_fields = ["title", "slug", "summary", "stage", "category", "asked_as"]
