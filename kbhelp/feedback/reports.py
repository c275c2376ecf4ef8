"""Which page and which remedy helps: readers' answers over a span of days, by the edition that was read."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html

from kbhelp import profile
from kbhelp.charts import split_chart
from kbhelp.feedback.models import Vote, label_of_row
from kbhelp.feedback.querysets import FEWEST
from kbhelp.publishing.models import Edition
from kbhelp.reports import Report, register
from kbhelp.roles import may_see_votes
from kbhelp.spans import LENGTHS, since, span_of
from kbhelp.spreadsheets import csv_file

PER_PAGE = 50
FILE_STEP = 500  # rows of the file whose editions are read at once
TOO_FEW = f"아직 {FEWEST}개가 안 됩니다."
PAGES, REMEDIES = "pages", "remedies"
VIEWS = {PAGES: "글과 판", REMEDIES: "해결 방법"}
REPORT = register(
    Report(
        "votes",
        "도움이 됐나요",
        "어느 글의 어느 판이 도움이 됐고 어느 해결 방법으로 됐는지, 독자의 대답을 모아 봅니다.",
        "admin:feedback_remark_report",
        may_see_votes,
        order=10,
    )
)


class ReportsVotes:
    """The page of RemarkAdmin beside its list: the report and its file."""

    def report_view(self, request):
        if not may_see_votes(request.user):
            raise PermissionDenied
        span = span_of(request.GET, since(Vote.objects.first_day()))
        show = request.GET.get("show") if request.GET.get("show") in VIEWS else PAGES
        votes = votes_of(show, span)
        if request.GET.get("format") == "csv":
            return csv_file(f"{REPORT.title} {VIEWS[show]} {span.first} {span.last}", *file_of(show, votes))
        page = Paginator(votes.by_edition(), PER_PAGE).get_page(request.GET.get("page"))
        context = {
            "title": REPORT.title,
            "opts": self.opts,
            "span": span,
            "lengths": LENGTHS,
            "show": show,
            "views": VIEWS.items(),
            "page": page,
            "rows": rows_of(page),
            "too_few": TOO_FEW,
            "chart": chart_of(votes, span),
        }
        return render(request, "feedback/desk/report.html", self.admin_site.each_context(request) | context)


def votes_of(show: str, span):
    votes = Vote.objects.during(span.first, span.last)
    return votes.of_remedies() if show == REMEDIES else votes.of_pages()


def chart_of(votes, span):
    """None while there are too few answers in the whole span. What is still to come is neither yes nor no."""
    counted = votes.by_day()
    if sum(yes + no for yes, no in counted.values()) < FEWEST:
        return None
    days = ((day, *counted.get(day, (0, 0))) for day in span.days)
    return split_chart("votes", "센 대답", ("예", "아니요"), days)


def rows_of(tallies) -> list[dict]:
    """The counts with the names that editors know, in one more query; of too few answers no number gets out."""
    editions = Edition.objects.select_related("document").defer("rendered", "document__body")
    known = editions.in_bulk({tally["edition"] for tally in tallies})
    return [row_of(tally, known[tally["edition"]]) for tally in tallies]


def row_of(tally: dict, edition: Edition) -> dict:
    is_shown = tally["total"] >= FEWEST
    numbers = {name: tally[name] for name in ("yes", "no", "not_yet", "total")} if is_shown else {}
    return numbers | {
        "title": edition.title,
        "number": edition.number,
        "page": link_to(edition, "change", edition.title),
        "edition": link_to(edition, "editions", f"{edition.number}판"),
        "released_on": edition.released_at and timezone.localdate(edition.released_at),
        "remedy": label_of_row(edition, tally["row"]),
        "question": profile.label("votes", tally["question"]),
        "is_shown": is_shown,
        "share": round(100 * tally["share"]) if is_shown else None,
    }


def file_of(show: str, votes) -> tuple[list[str], list[list]]:
    """Heads and rows of the file: all that the pages show."""
    names = ["title", "number", "released_on", *(["remedy"] if show == REMEDIES else []), "question"]
    heads = {
        "title": "글",
        "number": "판",
        "released_on": "공개한 날",
        "remedy": "해결 방법",
        "question": "질문",
    }
    pages = Paginator(votes.by_edition(), FILE_STEP)
    rows = [row for number in pages.page_range for row in rows_of(pages.page(number))]
    return [*(heads[name] for name in names), "예", "아니요", "아직", "‘예’ 비율(%)"], [
        [*(row[name] for name in names), *numbers_of(row)] for row in rows
    ]


def numbers_of(row: dict) -> list:
    return [row[name] for name in ("yes", "no", "not_yet", "share")] if row["is_shown"] else [TOO_FEW]


def link_to(edition: Edition, name: str, words: str):
    """A link to the document's page at the desk: its form (change) or the list of its editions."""
    return format_html('<a href="{}">{}</a>', edition.document.desk_url(name), words)
