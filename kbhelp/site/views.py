"""The pages that belong to no app: home, sources, the pages of the profile; and what every template may ask for."""

from dataclasses import asdict

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kbhelp import profile
from kbhelp.publishing.kinds import areas, kinds_with
from kbhelp.publishing.models import Edition
from kbhelp.publishing.official import is_official
from kbhelp.publishing.pages import card_of, pages_of


def site(request) -> dict:
    """Context for every template."""
    return {
        "profile": profile.current(),
        "site_name": profile.site_name(),
        "areas": areas(),
        "canonical": f"{settings.SITE_URL}{request.path}",
        "share_image": f"{settings.SITE_URL}{settings.STATIC_URL}img/share.png",
        "verifications": settings.SITE_VERIFICATIONS,
    }


@require_safe
def home(request):
    """All that the first screen needs: what editors gave a place on it, as each kind shows itself there."""
    parts = sorted(parts_at_home(), key=lambda part: part["order"])
    context = {
        "hero": [part for part in parts if part["is_in_hero"]],
        "below": [part for part in parts if not part["is_in_hero"]],
        "sources": [source for source in live_sources() if source["is_official"]][:4],
    }
    return render(request, "home.html", context)


def parts_at_home() -> list[dict]:
    """What each kind shows there, with its pages or cards; a kind that has none is left out."""
    chosen = Edition.objects.live().filter(home_position__isnull=False)
    chosen = list(chosen.select_related("document").order_by("home_position", "title"))
    parts = []
    for model in kinds_with("AT_HOME"):
        editions = [edition for edition in chosen if edition.document.kind == model.KIND]
        editions = editions[: model.AT_HOME.at_most]
        pages = pages_of(editions) if model.AT_HOME.is_whole else [card_of(edition) for edition in editions]
        if pages:
            parts.append(asdict(model.AT_HOME) | {"pages": pages})
    return parts


@require_safe
def sources(request):
    return render(request, "sources.html", {"sources": live_sources()})


def live_sources() -> list[dict]:
    """Every source that a live document names, the newest spelling of each; official ones first."""
    found = {}
    for listed in Edition.objects.live().order_by("made_at").values_list("snapshot__sources", flat=True):
        found |= {source["key"]: source | {"is_official": is_official(source["url"])} for source in listed}
    return sorted(found.values(), key=lambda source: (not source["is_official"], source["name"]))


def profile_page(name: str):
    """A page that the profile holds by this name."""

    @require_safe
    def page(request):
        return render(request, "profile_page.html", {"page": profile.current()["pages"][name]})

    return page
