"""The pages that belong to no app: home, sources, the pages of the profile; and what every template may ask for."""

from dataclasses import asdict
from urllib.parse import urljoin

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from kbhelp import profile
from kbhelp.addresses import absolute
from kbhelp.middleware.body_limit import is_staff_path
from kbhelp.publishing.kinds import areas, kinds_with
from kbhelp.publishing.pages import cards_of, live_editions, pages_of
from kbhelp.publishing.sources import Citation
from kbhelp.site.words.look import SHARED_SIZE

SOURCES = 3  # at most so many on the first screen
PER_PAGE = 50


def site(request) -> dict:
    """Context for every template."""
    return {
        "profile": profile.current(),
        "site_name": profile.site_name(),
        "areas": areas(),
        "canonical": absolute(request.path),
        "share": share_picture(),
        "verifications": settings.SITE_VERIFICATIONS,
        "keeps_pages": settings.KEEPS_PAGES_OFFLINE and not is_staff_path(request.path),
    }


def share_picture() -> dict:
    """What messengers show of a page; without one that was chosen, the mark and no word."""
    chosen = profile.current()["look"]["share"]
    found = chosen or {"url": static("img/share.png"), "size": SHARED_SIZE}
    return {"url": urljoin(settings.SITE_URL, found["url"]), "size": found["size"]}


@require_safe
def home(request):
    return first_screen(request)


def first_screen(request):
    """All that the first screen needs: what editors gave a place on it, as each kind shows itself there."""
    parts = sorted(parts_at_home(), key=lambda part: part["order"])
    context = {
        "hero": [part for part in parts if part["is_in_hero"]],
        "below": [part for part in parts if not part["is_in_hero"]],
        "sources": Citation.objects.live().official(official_hosts()).in_order_of(official_hosts())[:SOURCES],
    }
    return render(request, "home.html", context)


def parts_at_home() -> list[dict]:
    """What each kind shows there, with its pages or cards; a kind that has none is left out."""
    shown = {model: chosen(model) for model in kinds_with("AT_HOME")}
    whole = [edition for model, found in shown.items() if model.AT_HOME.is_whole for edition in found.whole()]
    found = pages_of(whole)
    for model, editions in shown.items():
        found += [] if model.AT_HOME.is_whole else cards_of(editions)
    parts = [
        asdict(model.AT_HOME) | {"pages": [one for one in found if one["kind"] == model.KIND]}
        for model in shown
    ]
    return [part for part in parts if part["pages"]]


def chosen(model):
    """Of a kind what editors gave a place on the first screen, as many as it shows there."""
    return live_editions(model.KIND).at_home()[: model.AT_HOME.at_most]


@require_safe
def sources(request):
    named = Citation.objects.live().official_first(official_hosts())
    page = Paginator(named, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "sources.html", {"page": page})


def official_hosts() -> list[str]:
    return profile.current()["official_hosts"]


def profile_page(name: str):
    """A page that the profile holds by this name."""

    @require_safe
    def page(request):
        return render(request, "profile_page.html", {"page": profile.current()["pages"][name]})

    return page
