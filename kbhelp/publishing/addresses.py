"""From an address to the live edition: found, moved (301), gone (410) or never there (404)."""

from functools import wraps

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kbhelp.publishing.models import Document, Edition, SlugHistory
from kbhelp.publishing.shown import note_shown


def public_page(kind: str):
    """The view receives the live edition instead of the slug, and what else its address names; every other case is
    answered here."""

    def decorate(view):
        @wraps(view)
        @require_safe
        def answer(request, slug, **further):
            address = SlugHistory.objects.find(kind, slug)
            if address is None:
                raise Http404
            edition = shown(address.document)
            if edition is None:
                return render(request, "410.html", status=410)
            if edition.slug != slug:
                return moved(request, {"slug": edition.slug} | further)
            return view(request, edition, **further)

        answer.kind = kind  # what a link to it leads to: kbhelp.publishing.references
        return answer

    return decorate


def shown(document: Document) -> Edition | None:
    """What readers see of it now, noted as shown; nothing of what was withdrawn."""
    if not document.is_live():
        return None
    edition: Edition = document.live
    edition.document = document  # known already: no question for it
    note_shown(document)
    return edition


def moved(request, names: dict):
    """The same page, twin or whatever was asked for, under the document's address of today."""
    address = reverse(request.resolver_match.view_name, kwargs=names)
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
