from django.contrib import admin
from django.shortcuts import render
from django.urls import path

from kbhelp.lost_updates import GuardedAdmin
from kbhelp.search.models import BestBet, QueryDay, Term
from kbhelp.search.query import engine
from kbhelp.search.vocabulary import glossary, terms
from kbhelp.text import normalise


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

    def get_urls(self):
        test = path("test/", self.admin_site.admin_view(self.test_view), name="search_queryday_test")
        return [test, *super().get_urls()]

    def test_view(self, request):
        """For one query: what matched, by which path, with which score."""
        query = request.GET.get("q", "")[:200]
        result = engine.search(query) if query.strip() else None
        context = {"title": "검색 시험", "query": query, "result": result, "opts": self.opts}
        return render(request, "desk/search_test.html", self.admin_site.each_context(request) | context)
