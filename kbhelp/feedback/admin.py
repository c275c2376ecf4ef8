"""Readers' remarks as work items, and pages that let readers down."""

from django.contrib import admin
from django.urls import path, reverse
from django.utils.formats import date_format

from kbhelp.feedback.models import Remark, Vote
from kbhelp.feedback.page_reports import ReportsPages
from kbhelp.feedback.reports import ReportsVotes, link_to
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.models import Edition

WORK_SHOWN = 5


def to_state(state: Remark.State):
    """The list action that moves the chosen remarks to one state."""

    @admin.action(description=f"고른 의견을 ‘{state.label}’ 상태로 옮기기", permissions=["change"])
    def move(modeladmin, request, queryset):
        changed = list(queryset.exclude(state=state))
        queryset.update(state=state)
        for remark in changed:
            modeladmin.log_change(request, remark, f"‘{state.label}’ 상태로 옮김")
        modeladmin.message_user(request, f"의견 {len(changed)}건을 ‘{state.label}’ 상태로 옮겼습니다.")

    move.__name__ = f"to_{state.value}"
    return move


class KindFilter(admin.SimpleListFilter):
    title, parameter_name = "글의 종류", "kind"

    def lookups(self, request, model_admin):
        return [(name, model._meta.verbose_name) for name, model in kinds().items()]

    def queryset(self, request, queryset):
        return queryset.filter(vote__edition__document__kind=self.value()) if self.value() else queryset


@admin.register(Remark)
class RemarkAdmin(ReportsVotes, ReportsPages, admin.ModelAdmin):
    change_list_template = "feedback/desk/remark_list.html"
    list_display = ["excerpt", "state", "reason", "answer", "page", "row", "voted_on"]
    list_filter = ["state", "reason", "vote__answer", "vote__question", KindFilter]
    list_select_related = ["vote__edition__document"]
    search_fields = ["text", "vote__edition__title"]
    fields = ["state", "text", "reason", "answer", "page", "edition", "row", "voted_on"]
    readonly_fields = fields[1:]
    radio_fields = {"state": admin.HORIZONTAL}
    actions = [to_state(state) for state in Remark.State]
    date_hierarchy = "vote__voted_on"

    class Media:
        css = {"all": ["desk/desk.css"]}

    def work(self, request) -> list[dict]:
        """For the first page of the desk: remarks to deal with, and pages that did not help."""
        remarks = self.get_queryset(request).open().select_related("vote__edition")
        return [
            {
                "name": "remarks",
                "title": "처리할 의견",
                "empty": "처리할 의견이 없습니다.",
                "count": remarks.count(),
                "items": [
                    {
                        "title": self.excerpt(remark),
                        "url": reverse("admin:feedback_remark_change", args=[remark.pk]),
                        "note": remark.vote.edition.title,
                    }
                    for remark in remarks.order_by("-pk")[:WORK_SHOWN]
                ],
                "url": f"{reverse('admin:feedback_remark_changelist')}?state__exact={Remark.State.OPEN}",
            },
            unhelpful_pages(),
        ]

    def has_add_permission(self, request):
        return False

    @admin.display(description="의견")
    def excerpt(self, obj):
        return obj.text[:80] or "적은 말 없음"

    @admin.display(description="대답")
    def answer(self, obj):
        return f"{obj.vote.get_question_display()} {obj.vote.get_answer_display()}"

    @admin.display(description="글")
    def page(self, obj):
        return link_to(obj.vote.edition, "change", obj.vote.edition.title)

    @admin.display(description="읽은 판")
    def edition(self, obj):
        return link_to(obj.vote.edition, "editions", f"{obj.vote.edition.number}판")

    @admin.display(description="해결 방법")
    def row(self, obj):
        return obj.vote.row_label or "–"

    @admin.display(description="날짜", ordering="vote__voted_on")
    def voted_on(self, obj):
        return date_format(obj.vote.voted_on)

    def get_urls(self):
        report, pages = map(self.admin_site.admin_view, (self.report_view, self.pages_view))
        own = [
            path("report/", report, name="feedback_remark_report"),
            path("pages/", pages, name="feedback_remark_pages"),
        ]
        return own + super().get_urls()


def unhelpful_pages() -> dict:
    """The work list of live pages whose readers mostly were not helped."""
    tallies = Vote.objects.low_rated()
    first = list(tallies[:WORK_SHOWN])
    editions = Edition.objects.select_related("document").in_bulk(tally["edition"] for tally in first)
    return {
        "name": "unhelpful",
        "title": "도움이 안 된 글",
        "empty": "도움이 안 됐다는 글이 없습니다.",
        "count": tallies.count(),
        "items": [
            {
                "title": editions[tally["edition"]].title,
                "url": editions[tally["edition"]].document.desk_url(),
                "note": f"{tally['total']}명 가운데 {tally['yes']}명에게 도움이 됨",
            }
            for tally in first
        ],
        "url": reverse("admin:feedback_remark_report"),
    }
