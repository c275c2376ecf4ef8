"""The questions that programs ask of every site, whatever kinds of documents it has."""

from django.http import HttpResponsePermanentRedirect
from django.urls import reverse

from kbhelp import profile
from kbhelp.addresses import absolute
from kbhelp.api import listing, noticing, openapi, searching
from kbhelp.api.answers import LISTED, OWN, reading
from kbhelp.api.asked import Asked
from kbhelp.api.content import whole
from kbhelp.api.problems import Problem
from kbhelp.publishing.addresses import shown
from kbhelp.publishing.kinds import kinds_with
from kbhelp.publishing.models import Document, Edition, SlugHistory
from kbhelp.search.counting import count_search


@reading(LISTED)
def index(request):
    """What the site is called, whom to call, and the words by which documents are narrowed."""
    Asked(request, set())
    now = profile.current()
    return {
        "name": profile.site_name(),
        "description": now["description"],
        "unofficial": now["unofficial"],
        "last_word": now["last_word"],
        "phones": [searching.phone_of(phone) for phone in now["phones"]],
        "kinds": [{"key": model.KIND, "label": model.LABEL} for model in kinds_with("PAGE_URL")],
        **{name: words(name) for name in ("stages", "topics", "institutions", "confidences")},
        "url": absolute("/"),
        "documents": absolute(reverse("api_documents")),
        "openapi": absolute(reverse("api_openapi")),
    }


def words(name: str) -> list[dict]:
    return [{"key": row["key"], "label": row["label"]} for row in profile.current()[name]]


@reading(LISTED)
def documents(request):
    return listing.page_of(Asked(request, listing.FIELDS), reverse("api_documents"))


@reading(LISTED)
def document(request, kind, slug):
    """Under every address that it was ever published at; today's answers, the others lead there."""
    Asked(request, set())
    address = SlugHistory.objects.find(kind, slug) if kind in names_of_kinds() else None
    if address is None:
        raise Problem("not_found")
    edition = live_edition(address.document)
    if edition.slug != slug:
        return HttpResponsePermanentRedirect(reverse("api_document", args=[kind, edition.slug]))
    return whole(edition)


@reading(LISTED)
def document_by_number(request, number):
    """For ever the same address, whatever the document is called. What was never published is as unknown as any."""
    Asked(request, set())
    found = Document.objects.select_related("live").defer("body").filter(pk=number).first()
    if found is None or found.kind not in names_of_kinds():
        raise Problem("not_found")
    if not (found.is_live() or found.addresses.exists()):
        raise Problem("not_found")
    return whole(live_edition(found))


@reading(OWN)
def search(request):
    """Counted as a search on the page is, by its masked words alone."""
    found = searching.results(Asked(request, searching.FIELDS))
    if request.method == "GET":
        count_search(found["query"], len(found["hits"]))
    return found


@reading(LISTED)
def notices(request):
    Asked(request, set())
    return noticing.open_notices()


@reading(LISTED)
def description(request):
    Asked(request, set())
    return openapi.document()


def names_of_kinds() -> set[str]:
    """Those that have a page: what readers meet inside other documents alone has no address here either."""
    return {model.KIND for model in kinds_with("PAGE_URL")}


def live_edition(document: Document) -> Edition:
    edition = shown(document)
    if edition is None:
        raise Problem("gone")
    return edition
