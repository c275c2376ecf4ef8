"""What keeps pages readable on a bad line: the service worker's script, and the page for where there is no line.

The script has an address of its own at the root, since a worker rules only what lies below its address. With
KBHELP_OFFLINE=0 the same address gives a worker that takes away itself and all it kept: browsers ask for the script
anew whenever a page is opened, so that this reaches every reader who comes back.
"""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from kbhelp import profile
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.pages import cards_of, live_editions


@require_safe
def worker(request):
    if settings.KEEPS_PAGES_OFFLINE:
        at_hand = list(filter(None, (address_of(one) for one in profile.current()["at_hand"])))
        script = f"const ALWAYS = {json.dumps([reverse('offline'), *at_hand])};\n{script_of('keeping')}"
    else:
        script = script_of("ending")
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


def address_of(one: dict) -> str:
    try:
        return kinds()[one["kind"]].url_of(one["slug"])
    except NoReverseMatch:  # the words of an older release
        return ""


@cache
def script_of(name: str) -> str:
    return Path(finders.find(f"worker/{name}.js")).read_text(encoding="utf-8")


@require_safe
def offline(request):
    return render(request, "offline.html", {"cards": kept_cards()})


def kept_cards() -> list[dict]:
    """Cards of the live documents that the profile wants at hand also for who never opened them."""
    wanted = profile.current()["at_hand"]
    found = [live_editions(one["kind"]).filter(document__addresses__slug=one["slug"])[:1] for one in wanted]
    return [card for editions in found for card in cards_of(editions)]
