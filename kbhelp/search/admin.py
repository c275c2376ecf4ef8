from urllib.parse import urlencode

from django.apps import apps
from django.contrib import admin
from django.shortcuts import render
from django.urls import path, reverse

from kbhelp.lost_updates import GuardedAdmin
from kbhelp.search.models import BestBet, QueryDay, Term
from kbhelp.search.query import engine
from kbhelp.search.vocabulary import glossary, terms
from kbhelp.text import normalise

WORK_SHOWN = 5


@admin.register(Term)
class TermAdmin(GuardedAdmin):
    list_display = ["name", "same_in_line", "definition"]
    search_fields = ["name", "same", "also", "definition"]
    fields = ["name", "same", "also", "not_same", "definition", "document"]
    autocomplete_fields = ["document"]

    @admin.display(description="같은 뜻")
    def same_in_line(self, obj):
        return ", ".join(obj.words[1:])

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        glossary.refresh(obj)
        terms.look_again()

    def delete_model(self, request, obj):
        glossary.forget(obj)
        super().delete_model(request, obj)
        terms.look_again()

    def delete_queryset(self, request, queryset):
        for term in queryset:
            self.delete_model(request, term)


@admin.register(BestBet)
class BestBetAdmin(GuardedAdmin):
    list_display = ["query", "document"]
    autocomplete_fields = ["document"]

    def save_model(self, request, obj, form, change):
        obj.words = "".join(normalise(obj.query).split())
        super().save_model(request, obj, form, change)


@admin.register(QueryDay)
class QueryDayAdmin(admin.ModelAdmin):
    """What readers looked for; nobody writes here. The test page shows why a query finds what it finds."""

    list_display = ["query", "day", "asked", "results", "opened"]
    list_filter = ["day"]
    search_fields = ["query"]
    change_list_template = "desk/queries.html"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def work(self, request) -> list[dict]:
        """For the first page of the desk: what readers looked for and did not find; one click begins the answer."""
        missing = QueryDay.objects.unanswered()
        return [
            {
                "name": "unanswered",
                "title": "찾지 못한 검색",
                "empty": "최근 30일 동안 찾지 못한 검색이 없습니다.",
                "count": missing.count(),
                "items": [
                    {
                        "title": row["query"],
                        "url": answering_url(row["query"]),
                        "note": f"{row['times']}번 찾음 · 누르면 이 말로 새 질문을 씁니다",
                    }
                    for row in missing[:WORK_SHOWN]
                ],
                "url": f"{reverse('admin:search_queryday_changelist')}?results__exact=0",
            }
        ]

    def get_urls(self):
        test = path("test/", self.admin_site.admin_view(self.test_view), name="search_queryday_test")
        return [test, *super().get_urls()]

    def test_view(self, request):
        """For one query: what matched, by which path, with which score."""
        query = request.GET.get("q", "")[:200]
        result = engine.search(query) if query.strip() else None
        context = {"title": "검색 시험", "query": query, "result": result, "opts": self.opts}
        return render(request, "desk/search_test.html", self.admin_site.each_context(request) | context)


def answering_url(query: str) -> str:
    """The form of a new document of the kind that answers searches, filled with this one."""
    kind = next(model for model in apps.get_models() if getattr(model, "ANSWERS_SEARCHES", False))
    filled = urlencode({"title": query, "asked_as": query})
    return f"{reverse(f'admin:{kind._meta.app_label}_{kind._meta.model_name}_add')}?{filled}"
