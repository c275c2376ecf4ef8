"""What readers searched for, over a span of days, and what an editor does about it in one click."""

from urllib.parse import urlencode

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import redirect, render
from django.urls import reverse

from kbhelp.charts import days_chart
from kbhelp.reports import Report, register
from kbhelp.roles import may_publish, may_see_queries
from kbhelp.search.counting import KEPT_DAYS
from kbhelp.search.models import BestBet, QueryDay, Term, lines
from kbhelp.search.query import engine
from kbhelp.spans import LENGTHS, kept, span_of
from kbhelp.spreadsheets import csv_file
from kbhelp.text import normalise

PER_PAGE = 20  # what was answered of them is searched again
QUERY_LENGTH = 200
VIEWS = {
    "frequent": ("많이 찾은 말", "이 기간에는 검색이 없습니다."),
    "unanswered": ("찾지 못한 말", "이 기간에는 찾지 못한 검색이 없습니다."),
    "unopened": ("결과를 열지 않은 말", "이 기간에는 결과를 열지 않은 검색이 없습니다."),
}
HEADS = ["검색어", "찾은 횟수", "결과 수", "결과를 연 횟수"]

REPORT = register(
    Report(
        "searches",
        "검색 보고서",
        "독자가 무엇을 많이 찾았고, 무엇을 찾지 못했고, 어떤 결과를 열지 않았는지 봅니다.",
        "admin:search_queryday_report",
        may_see_queries,
        order=20,
    )
)


class ReportsSearches:
    """The pages of QueryDayAdmin beside its list: the report, its file, and the way from a query to its answer."""

    def report_view(self, request):
        require(may_see_queries(request.user))
        span = span_of(request.GET, kept(KEPT_DAYS))
        name = request.GET.get("show") if request.GET.get("show") in VIEWS else "unanswered"
        found = QueryDay.objects.during(span.first, span.last).asked_most(name)
        if request.GET.get("format") == "csv":
            rows = found.values_list("query", "times", "most", "clicks")
            return csv_file(f"{VIEWS[name][0]} {span.first} {span.last}", HEADS, rows)
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        context = {
            "title": REPORT.title,
            "opts": self.opts,
            "span": span,
            "lengths": LENGTHS,
            "kept_days": KEPT_DAYS,
            "show": name,
            "views": [(key, title) for key, (title, _) in VIEWS.items()],
            "empty": VIEWS[name][1],
            "page": page,
            "rows": rows_of([*page], request.user),
            "chart": chart_of(span),
        }
        return render(request, "desk/search_report.html", self.admin_site.each_context(request) | context)

    def answer_view(self, request):
        """To the empty form of a question, filled with the query and what questions alike it say of themselves."""
        require(may_see_queries(request.user))
        query = request.GET.get("q", "")[:QUERY_LENGTH].strip()
        return redirect(filled_form(query) if query else "admin:search_queryday_report")


def require(may: bool):
    if not may:
        raise PermissionDenied


def chart_of(span):
    counted = QueryDay.objects.during(span.first, span.last).by_day()
    rows = ((day, *counted.get(day, (0, 0))) for day in span.days)
    return days_chart("searches", "날마다 찾은 횟수", ("검색", "찾지 못한 검색"), rows)


def rows_of(rows: list[dict], user) -> list[dict]:
    """The rows of a page with what was done about each, and what may be done; in as many questions for one as for all,
    but that each answered query is searched again."""
    answers, pinned = answers_to(rows), pinned_of(rows)
    may_add_term, may_pin = user.has_perm("search.add_term"), may_publish(user)
    kind = answering_kind()
    may_ask = user.has_perm(f"{kind._meta.app_label}.add_{kind._meta.model_name}")
    return [
        row
        | {
            "answer": answer and tried_again(row["query"], answer),
            "bet": pinned.get(compared(row["query"])),
            "ask_url": may_ask and not answer and answering_url(row["query"]),
            "term_url": may_add_term and filled(Term, same=row["query"][:80]),
            "bet_url": may_pin and filled(BestBet, query=row["query"][:QUERY_LENGTH]),
        }
        for row in rows
        for answer in [answers.get(compared(row["query"]))]
    ]


def compared(query: str) -> str:
    return "".join(normalise(query).split())


def pinned_of(rows: list[dict]) -> dict[str, BestBet]:
    words = [compared(row["query"]) for row in rows]
    return {bet.words: bet for bet in BestBet.objects.filter(words__in=words).select_related("document")}


def answers_to(rows: list[dict]) -> dict:
    """{query as compared: the document that names it among its other words}: the form filled from the query does."""
    says = Q(pk=None)
    for row in rows:
        says |= Q(asked_as__icontains=row["query"])
    documents = answering_kind().objects.filter(says).select_related("live").order_by("pk")
    return {compared(line): document for document in documents for line in lines(document.asked_as)}


def tried_again(query: str, document) -> dict:
    """What became of the answer: the place at which the search finds it today, none while it is not to be found."""
    hits = engine.reader_search(query).hits if document.is_live() else []
    places = list(dict.fromkeys(hit.document_id for hit in hits))
    place = places.index(document.pk) + 1 if document.pk in places else None
    return {"document": document, "url": document.desk_url(), "is_live": document.is_live(), "place": place}


def answering_kind():
    """The kind of documents that answers searches."""
    return next(model for model in apps.get_models() if getattr(model, "ANSWERS_SEARCHES", False))


def filled(model, **fields) -> str:
    return f"{reverse(f'admin:{model._meta.app_label}_{model._meta.model_name}_add')}?{urlencode(fields)}"


def answering_url(query: str) -> str:
    return f"{reverse('admin:search_queryday_answer')}?{urlencode({'q': query})}"


def filled_form(query: str) -> str:
    """The form of a new answer: the query as its title and among its other words, and the category of the live answer
    that is most like it."""
    kind = answering_kind()
    hits = engine.reader_search(query, kinds=set(kind.SEARCH.units)).hits
    alike = kind.objects.filter(pk=hits[0].document_id).first() if hits else None
    guessed = {name: getattr(alike, f"{name}_id") for name in kind.ALIKE if alike}
    fields = {name: number for name, number in guessed.items() if number}
    return filled(kind, title=query, asked_as=query, **fields)
