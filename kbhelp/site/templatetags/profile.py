"""The profile's texts as HTML: {{ profile.urgent|said }} inside a paragraph, {{ section.body|prose }} as blocks."""

from functools import lru_cache
from urllib.parse import urlencode

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape
from django.utils.safestring import mark_safe

from kbhelp import profile
from kbhelp.markdown import TooLong, render
from kbhelp.site.look import addresses

register = template.Library()


@register.simple_tag
def look() -> dict:
    return addresses()


@register.filter
def prose(text: str) -> str:
    return mark_safe(_html(profile.with_phones(text)))  # from the one sanitiser


@register.filter
def said(text: str) -> str:
    """Without the paragraph around it."""
    return mark_safe(prose(text).strip().removeprefix("<p>").removesuffix("</p>"))


@register.filter
def is_at_hand(page: dict) -> bool:
    """Whether it is for who is in danger, so that phones stand before all else."""
    places = profile.current()["at_hand"]
    return any((page.get("kind"), page.get("slug")) == (place["kind"], place["slug"]) for place in places)


@register.filter
def says_today(page) -> bool:
    """Whether a guide has other ways for today of its own, in what it says last; no list and no result does."""
    headings = page.get("still_stuck", {}).get("headings", []) if isinstance(page, dict) else []
    return any(heading["text"] == profile.current()["today"]["heading"] for heading in headings)


register.filter("soft_word", profile.soft_word)


@register.filter
def is_where_readers_stop(stage: str) -> bool:
    """Whether readers say to be held up at this stage, so that tries are made there."""
    return bool((profile.row("stages", stage) or {}).get("stuck"))


@register.simple_tag
def diagnosis_at(stage: str = "", typed: str = "", due: str = "") -> str:
    """The address of the diagnosis with what is known: where a reader is held up, what was typed, until when; ""
    without one."""
    try:
        address = reverse("diagnosis")
    except NoReverseMatch:
        return ""
    row = profile.row("stages", stage or "")
    known = {"stage": stage if row and row.get("stuck") else "", "q": typed, "due": due}
    query = urlencode({name: value for name, value in known.items() if value})
    return f"{address}?{query}" if query else address


@lru_cache(maxsize=1_024)  # by the text itself: a changed text is another
def _html(text: str) -> str:
    """Whatever it says, it breaks no page: the 500 page says it too."""
    try:
        return "".join(block.get("html", "") for block in render(text).blocks)
    except TooLong:
        return f"<p>{escape(text)}</p>"
