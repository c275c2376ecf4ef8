"""The public log: what is going on now, what is planned, and what is over."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from kbhelp.notices.models import Notice, NoticeUpdate
from kbhelp.publishing.pages import cards_of, live_documents

PER_PAGE = 20


@require_safe
def notice_list(request):
    ends = NoticeUpdate.objects.only("notice_id", "state", "at")  # when a notice was over; not what was told
    notices = Notice.objects.public().prefetch_related(Prefetch("updates", ends))
    page = Paginator(notices, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/notice_list.html", {"page": page})


@require_safe
def notice(request, number):
    notice = get_object_or_404(Notice.objects.public().prefetch_related("updates"), pk=number)
    named = live_documents(notice.documents.all()).order_by("title", "pk")
    return render(request, "notices/notice.html", {"notice": notice, "cards": cards_of(named)})


notice.is_there = lambda number: (
    Notice.objects.public().filter(pk=number).exists()
)  # for links: publishing.references
