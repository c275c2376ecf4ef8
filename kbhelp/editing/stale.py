"""Documents that nobody has looked at for long: the report, by reason, kind and owner, and its file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format

from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.models import Document
from kbhelp.reports import Report, register
from kbhelp.roles import may_write
from kbhelp.spreadsheets import csv_file

PER_PAGE = 50
UNCHANGED = timedelta(days=365)
OLD_DRAFT = timedelta(days=90)
NOBODY = "none"
SHOWN = ("kind", "title", "review_on", "created_at", "changed_at", "owner__username", "live__released_at")
HEADS = ["글", "종류", "담당자", "까닭", "다시 확인할 날", "공개한 날", "만든 날", "고친 날", "편집 주소"]
REPORT = register(
    Report(
        "stale",
        "오래된 글",
        "다시 확인할 날이 지났거나 없는 글, 1년 넘게 그대로인 글, 오래 묵은 초안을 담당자와 함께 봅니다.",
        "admin:stale",
        may_write,
        order=30,
    )
)


@dataclass(frozen=True)
class Reason:
    title: str
    holds: Callable[[datetime], Q]  # of documents with plans
    said: Callable[[Document, datetime], str]
    order: tuple[str, ...]


def is_live(now) -> Q:
    return Q(live__isnull=False) & (Q(withdraw_at=None) | Q(withdraw_at__gt=now))


def day(at) -> str:
    return date_format(timezone.localtime(at), "Y년 n월 j일")


def overdue(document, now) -> str:
    days = (timezone.localdate(now) - document.review_on).days
    return f"다시 확인할 날이 {days}일 지났습니다." if days else "오늘이 다시 확인할 날입니다."


REASONS = {
    "overdue": Reason(
        "확인할 날이 지남",
        lambda now: is_live(now) & Q(review_on__lte=timezone.localdate(now)),
        overdue,
        ("review_on", "pk"),
    ),
    "undated": Reason(
        "확인할 날이 없음",
        lambda now: is_live(now) & Q(review_on=None),
        lambda document, now: "다시 확인할 날이 없습니다.",
        ("live__released_at", "pk"),
    ),
    "unchanged": Reason(
        "1년 넘게 그대로",
        lambda now: is_live(now) & Q(live__released_at__lt=now - UNCHANGED),
        lambda document, now: f"독자가 보는 글이 {day(document.live.released_at)}부터 그대로입니다.",
        ("live__released_at", "pk"),
    ),
    "drafts": Reason(
        f"{OLD_DRAFT.days}일 넘은 초안",
        lambda now: Q(live=None, withdrawn_at=None, waiting_at=None, created_at__lt=now - OLD_DRAFT),
        lambda document, now: (
            f"{day(document.created_at)}에 만들고 {day(document.changed_at)}에 마지막으로 고친 초안입니다."
        ),
        ("created_at", "pk"),
    ),
}


def stale_view(request, desk):
    if not may_write(request.user):
        raise PermissionDenied
    now = timezone.now()
    show = request.GET.get("show") if request.GET.get("show") in REASONS else "all"
    chosen = Chosen(request.GET)
    found = stale(chosen.documents(), show, now)
    if request.GET.get("format") == "csv":
        rows = (file_row(row, request) for row in rows_of(found, now))
        return csv_file(f"{REPORT.title} {timezone.localdate(now)}", HEADS, rows)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": REPORT.title,
        "show": show,
        "views": views_of(chosen.documents(), now),
        "chosen": chosen,
        "page": page,
        "rows": rows_of(page, now),
    }
    return render(request, "desk/stale.html", desk.each_context(request) | context)


class Chosen:
    """The kind and the owner that are asked for; what cannot be meant is left out."""

    def __init__(self, typed):
        users = get_user_model().objects.filter(documents__isnull=False).distinct().order_by("username")
        people = [(str(pk), name) for pk, name in users.values_list("pk", "username")]
        self.kinds = [(name, str(model._meta.verbose_name)) for name, model in kinds().items()]
        self.owners = [(NOBODY, "담당자 없음"), *people]
        self.kind = typed.get("kind") if typed.get("kind") in dict(self.kinds) else ""
        self.owner = typed.get("owner") if typed.get("owner") in dict(self.owners) else ""

    def documents(self) -> QuerySet:
        documents = Document.objects.with_plans()
        if self.kind:
            documents = documents.filter(kind=self.kind)
        if self.owner:
            documents = documents.filter(owner=None if self.owner == NOBODY else self.owner)
        return documents


def stale(documents: QuerySet, show: str, now) -> QuerySet:
    """Each once, with `is_overdue` and the like for every reason that holds of it; what waits longest first."""
    holding = {name: reason.holds(now) for name, reason in REASONS.items()}
    first = Case(*(When(one, then=Value(place)) for place, one in enumerate(holding.values())))
    marks = {f"is_{name}": Case(When(one, then=True), default=False) for name, one in holding.items()}
    overdue_since = Case(When(holding["overdue"], then=F("review_on")))
    mixed = (F("place"), overdue_since.asc(nulls_last=True), "live__released_at", "created_at", "pk")
    found = documents.annotate(place=first, **marks).filter(place__isnull=False)
    if show in REASONS:
        found = found.filter(holding[show])
    found = found.order_by(*(REASONS[show].order if show in REASONS else mixed))
    return found.select_related("owner", "live").only(*SHOWN)


def views_of(documents: QuerySet, now) -> list[tuple[str, str]]:
    """All and each reason, with how many there are, in one question."""
    holding = {name: reason.holds(now) for name, reason in REASONS.items()}
    any_of_them = Q()
    for one in holding.values():
        any_of_them |= one
    counts = documents.aggregate(
        **{name: Count("pk", filter=one) for name, one in (holding | {"all": any_of_them}).items()}
    )
    titles = {"all": "모두"} | {name: reason.title for name, reason in REASONS.items()}
    return [(name, f"{title} {counts[name]}") for name, title in titles.items()]


def rows_of(documents, now) -> list[dict]:
    labels = {name: model._meta.verbose_name for name, model in kinds().items()}
    return [
        {
            "document": document,
            "url": document.desk_url(),
            "kind": labels[document.kind],
            "owner": document.owner.username if document.owner else "",
            "reasons": [
                reason.said(document, now)
                for name, reason in REASONS.items()
                if getattr(document, f"is_{name}")
            ],
        }
        for document in documents
    ]


def file_row(row: dict, request) -> list:
    document = row["document"]
    released = document.live.released_at if document.live else None
    days = [at and timezone.localdate(at) for at in (released, document.created_at, document.changed_at)]
    return [
        document.title,
        row["kind"],
        row["owner"],
        " ".join(row["reasons"]),
        document.review_on,
        *days,
        request.build_absolute_uri(row["url"]),
    ]
