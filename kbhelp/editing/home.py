"""The first page of the desk: what waits for whoever has signed in, most urgent for their role first.

A work list is a dict: {"name", "title", "empty": one line when there is nothing, "count", "items": the first few as
{"title", "url", "note"}, "url": where all of them are, "first_for": the role for which it comes first}. Documents' own
lists are made here; an admin of another model adds its lists by a method `work(request)`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from kbhelp.editing.reviewing import ReviewRequest
from kbhelp.editing.states import moment, plans_of
from kbhelp.editing.using import what_is_lost, with_broken_links
from kbhelp.editing.verifying import said_of
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.models import Document
from kbhelp.roles import PUBLISHER, WRITER, may_publish, may_write

SHOWN = 5


@dataclass(frozen=True)
class DocumentList:
    """Documents of any kind that wait for something; `note` says what is worth knowing beside the title."""

    name: str
    title: str
    empty: str
    documents: Callable[[object], QuerySet]  # of a request
    note: Callable[[Document], str]
    first_for: str = ""
    page: str = "change"  # where the work is done

    def work(self, request) -> dict:
        documents = self.documents(request)
        return {
            "name": self.name,
            "title": self.title,
            "empty": self.empty,
            "count": documents.count(),
            "items": [self.item(document) for document in documents[:SHOWN]],
            "url": reverse("admin:work", args=[self.name]),
            "first_for": self.first_for,
        }

    def item(self, document: Document) -> dict:
        label = kinds()[document.kind]._meta.verbose_name
        return {
            "title": document.title,
            "url": document.desk_url(self.page),
            "note": f"{label} · {self.note(document)}",
        }


def work_lists(request, admins) -> list[dict]:
    """Every work list, those that come first for the role of whoever has signed in at the top, empty ones last."""
    role = PUBLISHER if may_publish(request.user) else WRITER
    found = [one.work(request) for one in DOCUMENT_LISTS] if may_write(request.user) else []
    for admin in admins:
        if hasattr(admin, "work") and admin.has_view_permission(request):
            found += admin.work(request)
    return sorted(found, key=lambda work: (not work["count"], work.get("first_for") != role))


def my_drafts(request) -> QuerySet:
    mine = Q(owner=request.user) | Q(owner=None, changed_by=request.user)
    withdrawn = Q(live=None, withdrawn_at__isnull=False)
    return Document.objects.drafts().filter(mine).exclude(withdrawn).order_by("-changed_at", "pk")


def scheduled(request) -> QuerySet:
    planned = Q(waiting_at__isnull=False) | Q(live__isnull=False, withdraw_at__isnull=False)
    documents = Document.objects.with_plans().filter(planned)
    return documents.order_by(Coalesce("waiting_at", "withdraw_at"), "pk")


def due_for_checking(request) -> QuerySet:
    return Document.objects.due_for_checking(timezone.localdate())


def unchecked(request) -> QuerySet:
    return Document.objects.unchecked().with_acts()


def set_aside(request) -> QuerySet:
    return Document.objects.exclude(set_aside="").order_by("-changed_at", "pk")


def in_review(request) -> QuerySet:
    waiting = Document.objects.filter(reviews__in=ReviewRequest.objects.open())
    names = {"asked_at": F("reviews__asked_at"), "asked_by": F("reviews__asked_by__username")}
    return waiting.annotate(**names).order_by("asked_at", "pk")


def sent_back(request) -> QuerySet:
    """What whoever has signed in asked for, and got back as the last that happened to the document."""
    latest = ReviewRequest.objects.filter(document=OuterRef("pk")).order_by("-pk")
    names = {
        name: Subquery(latest.values(name)[:1]) for name in ("outcome", "asked_by", "decided_at", "reason")
    }
    found = Document.objects.annotate(**{f"review_{name}": value for name, value in names.items()})
    mine = found.filter(review_outcome=ReviewRequest.RETURNED, review_asked_by=request.user.pk)
    return mine.order_by("-review_decided_at", "pk")


DOCUMENT_LISTS = [
    DocumentList(
        "set-aside",
        "지키지 못한 예약",
        "지키지 못한 예약이 없습니다.",
        set_aside,
        lambda document: document.set_aside,
        first_for=PUBLISHER,
    ),
    DocumentList(
        "review",
        "검토를 기다리는 글",
        "검토를 기다리는 글이 없습니다.",
        in_review,
        lambda document: f"{document.asked_by or '알 수 없음'}님이 {moment(document.asked_at)}에 요청",
        first_for=PUBLISHER,
        page="review",
    ),
    DocumentList(
        "returned",
        "돌아온 글",
        "돌아온 글이 없습니다.",
        sent_back,
        lambda document: f"까닭: {document.review_reason}",
        first_for=WRITER,
        page="review",
    ),
    DocumentList(
        "drafts",
        "내 초안",
        "쓰다 만 글이 없습니다.",
        my_drafts,
        lambda document: f"{moment(document.changed_at)}에 고침",
        first_for=WRITER,
    ),
    DocumentList(
        "scheduled",
        "예약된 글",
        "예약한 글이 없습니다.",
        scheduled,
        lambda document: ", ".join(plans_of(document)),
    ),
    DocumentList(
        "due",
        "다시 확인할 때가 된 글",
        "다시 확인할 때가 된 글이 없습니다.",
        due_for_checking,
        lambda document: f"{date_format(document.review_on, 'Y년 n월 j일')}까지 확인하기로 함",
        first_for=PUBLISHER,
    ),
    DocumentList(
        "unchecked",
        "출처와 맞춰 보지 않은 글",
        "독자가 보는 글을 모두 출처와 맞춰 보았습니다.",
        unchecked,
        said_of,
        page="verify",
    ),
    DocumentList(
        "broken",
        "끊어진 링크",
        "끊어진 링크가 없습니다.",
        with_broken_links,
        what_is_lost,
    ),
]
