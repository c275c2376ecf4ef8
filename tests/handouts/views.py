from django.shortcuts import render
from django.views.decorators.http import require_safe

from kbhelp.publishing.addresses import public_page
from kbhelp.publishing.pages import cards_of, live_editions, page_of
from tests.handouts.filters import HandoutFilter


@require_safe
def handout_list(request):
    filtered = HandoutFilter(request.GET, queryset=live_editions("handout"))
    return render(request, "handouts/list.html", {"cards": cards_of(filtered.qs), "area": "handouts"})


@public_page("handout")
def handout_page(request, edition):
    return render(request, "handouts/page.html", {"page": page_of(edition), "area": "handouts"})
