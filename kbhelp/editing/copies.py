"""A copy of a document to go on from, and a look at a draft for a colleague without an account."""

from datetime import datetime, timedelta

from django.contrib import admin, messages
from django.core import signing
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kbhelp.addresses import absolute
from kbhelp.days import months_later
from kbhelp.publishing.models import Document
from kbhelp.publishing.pages import preview_of
from kbhelp.publishing.parts import new_key
from kbhelp.publishing.references import References
from kbhelp.publishing.rendering import draft_of
from kbhelp.publishing.slugs import proposed_slug
from kbhelp.publishing.uses import note_working_copy

COPY = " (사본)"
LONGEST = Document._meta.get_field("title").max_length
SHARED_FOR = timedelta(days=7)
SIGNER = signing.Signer(salt="kbhelp.editing.copies")


def duplicate(document: Document, by) -> Document:
    """A new draft with the same content: an address and parts of its own, and nobody claims to have checked it."""
    document = document.concrete()
    title = document.title[: LONGEST - len(COPY)] + COPY
    copy = type(document)(title=title, owner=by, changed_by=by)
    data = document.snapshot() | {
        "title": title,
        "slug": proposed_slug(copy, title),
        "written_on": timezone.localdate().isoformat(),
        "review_on": months_later(timezone.localdate(), 6).isoformat(),
        "home_position": None,
    }
    if document.PARTS:
        name_anew(data[document.PARTS], document.part_model().SIBLINGS)
    with transaction.atomic():
        copy.load(data)
        note_working_copy(copy)
    return copy


def name_anew(parts: list[dict], siblings: tuple):
    """Parts of today with names of their own; what leads from one to another leads there in the copy too."""
    keys = {part["key"]: new_key() for part in parts}
    for part in parts:
        part["key"] = keys[part["key"]]
        part |= {name: keys.get(part[name], part[name]) for name in siblings}
        if "written_on" in part:
            part["written_on"] = timezone.localdate().isoformat()


class MakesCopies:
    """For the admin of a kind of documents."""

    actions = ["duplicate_chosen"]

    @admin.action(description="고른 글 복제", permissions=["add"])
    def duplicate_chosen(self, request, queryset):
        copies = [self.duplicate_one(request, document) for document in queryset]
        messages.success(request, f"{len(copies)}편을 복제했습니다. 제목 끝에 ‘(사본)’이 붙은 초안입니다.")

    def duplicate_one(self, request, document) -> Document:
        copy = duplicate(document, request.user)
        self.log_addition(request, copy, f"‘{document}’에서 복제함")
        return copy

    def duplicate_view(self, request, number):
        document = self.document_or_refusal(request, number, lambda user: self.has_add_permission(request))
        if request.method != "POST":
            return self.desk_page(request, "desk/duplicate.html", document, "복제")
        copy = self.duplicate_one(request, document)
        messages.success(request, "복제했습니다. 새 초안입니다. 제목과 주소를 알맞게 고치세요.")
        return redirect(self.address(copy))

    def share_view(self, request, number):
        """Makes the address, on demand and noted in the history: whoever has it sees the draft."""
        document = self.document_or_refusal(request, number)
        link = until = None
        if request.method == "POST":
            until = timezone.now() + SHARED_FOR
            token = SIGNER.sign_object([document.pk, int(until.timestamp())])
            link = absolute(reverse("shared", args=[token]))
            self.log_change(request, document, "미리보기 링크를 만듦")
        return self.desk_page(request, "desk/share.html", document, "미리보기 링크", link=link, until=until)


@require_safe
def shared(request, token):
    """The draft as it is now, for whoever was given the address."""
    try:
        number, ends = SIGNER.unsign_object(token)
    except signing.BadSignature:
        raise Http404 from None
    if timezone.now().timestamp() > ends:
        return private(render(request, "desk/share_over.html", status=410))
    document = Document.objects.filter(pk=number).first()
    if document is None:
        return private(render(request, "desk/share_over.html", {"is_gone": True}, status=404))
    document = document.concrete()
    page = preview_of(draft_of(document, References())) | {"problems": []}
    until = datetime.fromtimestamp(ends, timezone.get_current_timezone())
    context = {"page": page, "template": document.PAGE_TEMPLATE, "until": until}
    return private(render(request, "desk/shared.html", context))


shared.is_for_some = True  # whatever it answers: kbhelp.middleware.public_pages


def private(response):
    """Kept by nobody on the way, and found by no search engine."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
