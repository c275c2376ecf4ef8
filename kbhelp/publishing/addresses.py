"""From an address to the live edition: found, moved (301), gone (410) or never there (404)."""

from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kbhelp.publishing.models import Document, Edition, SlugHistory, kinds


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
            if edition.snapshot["slug"] != slug:
                return redirect(kinds()[kind].PAGE_URL, edition.snapshot["slug"], permanent=True)
            return view(request, edition)

        return answer

    return decorate
