"""The desk's page 진단 길: each start of the diagnosis with its questions, what none reaches, and proposed weights."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe

from guides.diagnosis import rows_of
from guides.diagnosis.tree import never_reached, starts, starts_of_texts, tree_of
from guides.proposed_weights import accept, proposals
from kbhelp import profile
from kbhelp.editing.editions import small_number
from kbhelp.publishing.pages import live_editions, pages_of
from kbhelp.reports import Report, register
from kbhelp.roles import may_see_votes, may_write

REPORT = register(
    Report(
        "paths",
        "진단 길",
        "원인 찾기가 무엇을 어떤 순서로 묻는지, 물을 말이 없거나 아무 답으로도 닿지 않는 줄이 있는지 봅니다.",
        "admin:guides_comparisontable_paths",
        may_write,
        order=40,
    )
)
GONE = "그 줄이 초안에 없습니다. 다른 사람이 지웠을 수 있습니다."


class ShowsPaths:
    """For the admin of comparison tables."""

    def get_urls(self):
        pages = [("paths/", self.paths_view, "paths"), ("paths/accept/", self.accept_view, "accept")]
        own = [
            path(address, self.admin_site.admin_view(view), name=f"guides_comparisontable_{name}")
            for address, view, name in pages
        ]
        return own + super().get_urls()

    @method_decorator(require_safe)
    def paths_view(self, request):
        if not may_write(request.user):
            raise PermissionDenied
        rows = rows_of(pages_of(live_editions("table").whole()))
        known = starts(rows)
        trees = {start: tree_of(start, rows) for start in known}
        chosen = chosen_of(request.GET.get("start"), known + starts_of_texts(rows))
        context = {
            "title": REPORT.title,
            "opts": self.opts,
            "starts": [(start, trees[start].numbers()) for start in known],
            "texts": starts_of_texts(rows),
            "chosen": chosen,
            "tree": chosen and (trees.get(chosen) or tree_of(chosen, rows)),
            "unasked": [row for row in rows if not row["question"]],
            "unreached": never_reached(list(trees.values()), rows),
            "proposals": proposals(rows) if may_see_votes(request.user) else [],
        }
        return render(request, "guides/desk/paths.html", self.admin_site.each_context(request) | context)

    @method_decorator(require_POST)
    def accept_view(self, request):
        """One weight, into the draft of its table."""
        if not (may_write(request.user) and self.has_change_permission(request)):
            raise PermissionDenied
        weight = request.POST.get("weight", "")
        number = small_number(request.POST.get("table", ""))
        row = None
        if profile.row("frequencies", weight) and number:
            row = accept(number, request.POST.get("row", "")[:40], weight, by=request.user)
        if row is None:
            messages.error(request, GONE)
            return redirect(REPORT.url)
        label = row.get_weight_display()
        self.log_change(request, row.table, f"줄 ‘{row}’ 고침: 흔한 정도 ‘{label}’, 독자의 대답에 따라")
        messages.success(request, f"‘{row}’ 줄의 흔한 정도를 초안에 적었습니다: {label}. 발행해야 쓰입니다.")
        return redirect(REPORT.url)


def chosen_of(key: str | None, known: list):
    return next((start for start in known if start.key == key), None)
