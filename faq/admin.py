from django.contrib import admin

from faq.models import Category, Entry
from kbhelp.editing.admin import DocumentAdmin
from kbhelp.editing.filters import StateFilter
from kbhelp.lost_updates import GuardedAdmin
from kbhelp.sheets.admin import DocumentSheets


@admin.register(Category)
class CategoryAdmin(GuardedAdmin):
    list_display = ["name", "slug", "position"]


@admin.register(Entry)
class EntryAdmin(DocumentSheets, DocumentAdmin):
    body_label = "설명"
    list_filter = [StateFilter, "stage", "category", "owner"]
    first_fields = ["title", "slug", "summary", "stage", "category", "asked_as"]
    sheet_headings = {
        "title": "질문",
        "summary": "한 줄 답",
        "body": "본문",
        "category": "분류",
        "stage": "단계",
        "asked_as": "다른 표현",
        "sources": "출처",
        "review_on": "다시 확인할 날",
        "slug": "주소 이름",
    }
