from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.urls import path, reverse

from kbhelp import live
from kbhelp.lost_updates import GuardedAdmin, stamp_of
from kbhelp.publishing.uses import by_document, uses_of_term
from kbhelp.roles import may_publish, may_see_queries
from kbhelp.search.models import BestBet, QueryDay, Term
from kbhelp.search.query import engine
from kbhelp.search.reports import ReportsSearches, answering_url
from kbhelp.search.vocabulary import glossary, renewing, terms
from kbhelp.search.ways import LearnsWays
from kbhelp.search.ways import work as work_of_ways

WORK_SHOWN = 5
AT_ONCE = "저장하면 바로 독자에게 보입니다."
PUBLISHERS_ONLY = (
    "저장하면 바로 독자에게 보이는 칸이라 발행자만 고칠 수 있습니다. 고칠 것은 발행자에게 알려 주세요."
)


@admin.register(Term)
class TermAdmin(GuardedAdmin):
    """Synonyms are a writer's, and searched with at once. What readers are shown is a publisher's."""

    list_display = ["name", "same_in_line", "definition"]
    search_fields = ["name", "same", "also", "definition"]
    change_form_template = "desk/used_form.html"
    autocomplete_fields = ["document"]
    shown_to_readers = ["definition", "not_same", "document"]

    def get_fieldsets(self, request, obj=None):
        sentence = AT_ONCE if may_publish(request.user) else PUBLISHERS_ONLY
        return [
            (None, {"fields": ["name", "same", "also"]}),
            ("독자에게 보이는 풀이", {"fields": self.shown_to_readers, "description": sentence}),
        ]

    def get_readonly_fields(self, request, obj=None):
        if may_publish(request.user):
            return []
        return ["name", *self.shown_to_readers] if obj and obj.is_shown() else self.shown_to_readers

    def has_delete_permission(self, request, obj=None):
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or not obj.is_shown() or may_publish(request.user))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Django would drop what is not in the form without a word; whoever sends it is refused instead."""
        obj = self.get_object(request, object_id) if object_id else None
        forged = request.POST.keys() & {*self.get_readonly_fields(request, obj)}
        if obj and request.POST.get("seen") != stamp_of(obj):
            forged -= {"name"}  # readers did not see it yet when this form was opened
        if forged:
            raise PermissionDenied
        response = super().changeform_view(request, object_id, form_url, extra_context)
        self.tell_search(request)
        return response

    def change_view(self, request, object_id, form_url="", extra_context=None):
        term = self.get_object(request, object_id)
        uses = by_document(uses_of_term(term)) if term else None
        return super().change_view(request, object_id, form_url, {"uses": uses} | (extra_context or {}))

    @admin.display(description="같은 뜻")
    def same_in_line(self, obj):
        return ", ".join(obj.words[1:])

    # Search learns of a term when the transaction that saved or deleted it has ended.

    def save_model(self, request, obj, form, change):
        if change and "name" in form.changed_data:
            renewing.remember_removed(list(Term.objects.filter(pk=obj.pk)))
        super().save_model(request, obj, form, change)
        request.changed_term = obj.pk

    def delete_model(self, request, obj):
        request.changed_term = obj.pk
        renewing.remember_removed([obj])
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        renewing.remember_removed(list(queryset))
        super().delete_queryset(request, queryset)

    def delete_view(self, request, object_id, extra_context=None):
        response = super().delete_view(request, object_id, extra_context)
        self.tell_search(request)
        return response

    def tell_search(self, request):
        if number := getattr(request, "changed_term", None):
            live.index_terms([glossary.key_of(number)])
            terms.look_again()


@admin.register(BestBet)
class BestBetAdmin(GuardedAdmin):
    """Readers see a best bet as soon as it is saved: publishers keep them, writers look at them."""

    list_display = ["query", "document"]
    autocomplete_fields = ["document"]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and may_publish(request.user)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may_publish(request.user)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and may_publish(request.user)


@admin.register(QueryDay)
class QueryDayAdmin(ReportsSearches, LearnsWays, admin.ModelAdmin):
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
                "url": reverse("admin:search_queryday_report"),
            },
            work_of_ways(),
        ]

    def get_urls(self):
        views = {"test": self.test_view, "report": self.report_view, "answer": self.answer_view}
        views |= {"ways": self.ways_view, "decide": self.decide_view}
        own = [
            path(f"{name}/", self.admin_site.admin_view(view), name=f"search_queryday_{name}")
            for name, view in views.items()
        ]
        return own + super().get_urls()

    def test_view(self, request):
        """For one query: what matched, by which path, with which score."""
        if not may_see_queries(request.user):
            raise PermissionDenied
        query = request.GET.get("q", "")[:200]
        result = engine.search(query) if query.strip() else None
        context = {"title": "검색 시험", "query": query, "result": result, "opts": self.opts}
        return render(request, "desk/search_test.html", self.admin_site.each_context(request) | context)
