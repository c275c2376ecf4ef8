"""The public log: what is going on now, what is planned, and what is over."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from kbhelp.notices.models import Notice
from kbhelp.publishing.models import Edition
from kbhelp.publishing.pages import card_of

PER_PAGE = 20


@require_safe
def notice_list(request):
    notices = Notice.objects.public().prefetch_related("updates")
    return render(
        request,
        "notices/notice_list.html",
        {"notices": Paginator(notices, PER_PAGE).get_page(request.GET.get("page"))},
    )


@require_safe
def notice(request, number):
    notice = get_object_or_404(Notice.objects.public().prefetch_related("updates"), pk=number)
    named = Edition.objects.live().filter(document__in=notice.documents.all()).select_related("document")
    cards = [card_of(edition) for edition in named.order_by("title")]
    return render(
        request,
        "notices/notice.html",
        {"notice": notice, "cards": [card for card in cards if card["url"]]},
    )


notice.is_there = lambda number: (
    Notice.objects.public().filter(pk=number).exists()
)  # for links: publishing.references
