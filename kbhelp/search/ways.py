"""The desk's page 다른 표현 제안: what readers opened for which words, and what a publisher makes of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe

from kbhelp import live
from kbhelp.audit.acts import Act, record
from kbhelp.feedback.choices import NOWHERE, place_of
from kbhelp.publishing.models import Document
from kbhelp.reports import Report, register
from kbhelp.roles import PUBLISHER, may_publish, may_see_queries
from kbhelp.search.counting import KEPT_DAYS
from kbhelp.search.index import writer
from kbhelp.search.models import AskedWay, ChoiceDay
from kbhelp.search.query import chosen
from kbhelp.spreadsheets import csv_file

PER_PAGE = 20  # each is searched again
WORK_SHOWN = 5
VIEWS = {
    "proposed": ("제안", "새로 제안할 말이 없습니다."),
    "accepted": ("받아들인 말", "받아들인 말이 없습니다."),
    "refused": ("거절한 말", "거절한 말이 없습니다."),
}
HEADS = ["검색어", "글", "날수", "연 독자", "도움이 됨", "도움이 안 됨"]
NOT_SHOWN = "이 글은 지금 독자에게 보이지 않아서 말을 받아들일 수 없습니다."
REFUSED = "이 말은 다시 제안하지 않습니다. ‘거절한 말’에서 다시 받아들일 수 있습니다."
GONE = "그런 제안이 없습니다. 다른 사람이 먼저 정했을 수 있습니다."
REPORT = register(
    Report(
        "ways",
        "다른 표현 제안",
        "독자가 어떤 말로 찾아 어떤 글을 열었는지 보고, 그 말로 그 글을 찾게 할지 정합니다.",
        "admin:search_queryday_ways",
        may_see_queries,
        order=25,
    )
)


class LearnsWays:
    """The pages of QueryDayAdmin that decide on readers' words; writers look, publishers decide."""

    @method_decorator(require_safe)
    def ways_view(self, request):
        if not may_see_queries(request.user):
            raise PermissionDenied
        show = request.GET.get("show") if request.GET.get("show") in VIEWS else "proposed"
        found = found_of(show)
        if request.GET.get("format") == "csv":
            return csv_file(f"{REPORT.title} {timezone.localdate()}", HEADS, file_of(found))
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        context = {
            "title": REPORT.title,
            "opts": self.opts,
            "show": show,
            "views": [(name, title) for name, (title, _) in VIEWS.items()],
            "empty": VIEWS[show][1],
            "kept_days": KEPT_DAYS,
            "may_decide": may_publish(request.user),
            "page": page,
            "rows": rows_of([*page]),
        }
        return render(request, "desk/ways.html", self.admin_site.each_context(request) | context)

    @method_decorator(require_POST)
    def decide_view(self, request):
        """`query` and `unit` of a proposal or of a decided way; `accept`: 1 or nothing."""
        if not may_publish(request.user):
            raise PermissionDenied
        query, unit = (request.POST.get(name, "").replace("\0", "")[:300] for name in ("query", "unit"))
        number, accepts = document_of(query, unit), request.POST.get("accept") == "1"
        document = number and Document.objects.get(pk=number).concrete()
        if not document:
            messages.error(request, GONE)
        elif accepts and not (document.is_live() and unit in writer.named([unit])):
            messages.error(request, NOT_SHOWN)
        else:
            messages.success(request, decide(document, query, unit, accepts, request))
        show = request.POST.get("show") if request.POST.get("show") in VIEWS else "proposed"
        return redirect(f"{REPORT.url}?show={show}")


def found_of(show: str):
    if show == "proposed":
        return ChoiceDay.objects.proposed()
    return AskedWay.objects.filter(is_accepted=show == "accepted").values("query", "unit", "document")


def rows_of(rows: list[dict]) -> list[dict]:
    """With the title that readers see, and where they find it today."""
    held = writer.named({row["unit"] for row in rows})
    documents = Document.objects.in_bulk({row["document"] for row in rows})
    return [
        row
        | {
            "title": held[row["unit"]][1] if row["unit"] in held else documents[row["document"]].title,
            "is_shown": row["unit"] in held,
            "url": documents[row["document"]].concrete().desk_url(),
            "place": place_of(row["query"], row["unit"]),
            "nowhere": NOWHERE,
        }
        for row in rows
    ]


def file_of(found):
    rows = list(found)
    titles = dict(
        Document.objects.filter(pk__in={row["document"] for row in rows}).values_list("pk", "title")
    )
    for row in rows:
        counts = [row.get(name, "") for name in ("days", "readers", "yes", "no")]
        yield [row["query"], titles[row["document"]], *counts]


def document_of(query: str, unit: str) -> int | None:
    """None where no reader ever chose that, and nobody has decided on it."""
    for model in (AskedWay, ChoiceDay):
        if number := model.objects.filter(query=query, unit=unit).values_list("document", flat=True).first():
            return number
    return None


def decide(document: Document, query: str, unit: str, accepts: bool, request) -> str:
    """Search knows of it when the transaction has ended; returns what was done, as a sentence."""
    before = AskedWay.objects.filter(query=query, unit=unit).first()
    is_taken_out = bool(before and before.is_accepted and not accepts)
    if accepts:
        act, said = "다른 표현으로 받아들임", "받아들였습니다. 이제 이 말로도 이 글을 찾습니다."
    elif is_taken_out:
        act, said = "받아들인 다른 표현을 뺌", f"뺐습니다. {REFUSED}"
    else:
        act, said = "다른 표현 제안을 거절함", f"거절했습니다. {REFUSED}"
    with transaction.atomic():
        decided = {"document_id": document.pk, "is_accepted": accepts, "decided_at": timezone.now()}
        AskedWay.objects.update_or_create(query=query, unit=unit, defaults=decided)
        record(Act.Kind.CHANGE, f"{act}: ‘{query}’", request=request, of=document)
    chosen.look_again()
    if accepts or is_taken_out:
        live.index_again(document.pk)
    return f"‘{query}’: {said}"


def work() -> dict:
    """For the first page of the desk."""
    proposed = ChoiceDay.objects.proposed()
    first = list(proposed[:WORK_SHOWN])
    titles = dict(
        Document.objects.filter(pk__in=[row["document"] for row in first]).values_list("pk", "title")
    )
    return {
        "name": "ways",
        "title": REPORT.title,
        "empty": VIEWS["proposed"][1],
        "count": proposed.count(),
        "items": [
            {
                "title": row["query"],
                "url": reverse("admin:search_queryday_ways"),
                "note": f"독자 {row['readers']}명이 이 말로 찾아 ‘{titles[row['document']]}’ 글을 엶",
            }
            for row in first
        ],
        "url": reverse("admin:search_queryday_ways"),
        "first_for": PUBLISHER,
    }
