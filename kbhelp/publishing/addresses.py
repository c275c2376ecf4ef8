"""From an address to the live edition: found, moved (301), gone (410) or never there (404)."""

from functools import wraps

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kbhelp.publishing.models import Document, Edition, SlugHistory


def public_page(kind: str):
    """The view receives the live edition instead of the slug; every other case is answered here."""

    def decorate(view):
        @wraps(view)
        @require_safe
        def answer(request, slug):
            address = SlugHistory.objects.find(kind, slug)
            if address is None:
                raise Http404
            document: Document = address.document
            if not document.is_live():
                return render(request, "410.html", status=410)
            edition: Edition = document.live
            edition.document = document  # known already: no question for it
            if edition.slug != slug:
                return moved(request, edition.slug)
            return view(request, edition)

        answer.kind = kind  # what a link to it leads to: kbhelp.publishing.references
        return answer

    return decorate


def moved(request, slug: str):
    """The same page, twin or whatever was asked for, under the document's address of today."""
    address = reverse(request.resolver_match.view_name, args=[slug])
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
