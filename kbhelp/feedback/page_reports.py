"""Which pages readers open most, over a span of days."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import render

from kbhelp.charts import days_chart
from kbhelp.feedback.models import PageDay
from kbhelp.publishing.models import Edition
from kbhelp.publishing.pages import url_of
from kbhelp.reports import Report, register
from kbhelp.roles import may_see_votes
from kbhelp.spans import LENGTHS, since, span_of
from kbhelp.spreadsheets import csv_file

PER_PAGE = 50
FILE_STEP = 500  # lines of the file whose titles are read at once
HEADS = ["글", "주소", "본 횟수"]
REPORT = register(
    Report(
        "pages",
        "많이 본 글",
        "독자가 어느 글을 얼마나 열어 보았는지, 날마다 얼마나 많이 보았는지 봅니다.",
        "admin:feedback_remark_pages",
        may_see_votes,
        order=15,
    )
)


class ReportsPages:
    """A page of RemarkAdmin beside its list: the report and its file."""

    def pages_view(self, request):
        if not may_see_votes(request.user):
            raise PermissionDenied
        span = span_of(request.GET, since(PageDay.objects.first_day()))
        counted = PageDay.objects.during(span.first, span.last)
        opened = counted.most_opened()
        if request.GET.get("format") == "csv":
            return csv_file(f"{REPORT.title} {span.first} {span.last}", HEADS, file_of(opened))
        page = Paginator(opened, PER_PAGE).get_page(request.GET.get("page"))
        context = {
            "title": REPORT.title,
            "opts": self.opts,
            "span": span,
            "lengths": LENGTHS,
            "page": page,
            "rows": rows_of(page),
            "chart": chart_of(counted.by_day(), span),
        }
        return render(request, "feedback/desk/pages.html", self.admin_site.each_context(request) | context)


def chart_of(by_day: dict, span):
    """None where nothing was counted."""
    if not by_day:
        return None
    days = ((day, by_day.get(day, 0), 0) for day in span.days)
    return days_chart("pages", "본 횟수", ("본 횟수", ""), days)


def rows_of(opened) -> list[dict]:
    """The counts with the titles that editors know, in one more query."""
    opened = list(opened)
    names = {slug_of(row["path"]) for row in opened}
    known = {url_of(edition): edition for edition in Edition.objects.live().filter(slug__in=names).cards()}
    return [row | {"edition": known.get(row["path"])} for row in opened]


def slug_of(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def file_of(opened):
    pages = Paginator(opened, FILE_STEP)
    for number in pages.page_range:
        for row in rows_of(pages.page(number)):
            yield [row["edition"].title if row["edition"] else "", row["path"], row["times"]]
