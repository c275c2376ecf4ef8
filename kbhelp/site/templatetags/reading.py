"""Small words for reading: dates as people write them, links gathered by what they lead to."""

from datetime import date
from itertools import pairwise
from urllib.parse import urlencode

from django import template
from django.utils import timezone

from kbhelp.addresses import web_address
from kbhelp.markdown.phones import dialling
from kbhelp.publishing.kinds import kinds

register = template.Library()


register.filter("dialling", dialling)


@register.filter
def web(address: str) -> str:
    """Itself where a browser would open a page of the web, else nothing: what came past all forms runs no script."""
    return address if web_address(address) else ""


@register.filter
def korean_date(value: str | None) -> str:
    """ "2026-11-23" → "2026년 11월 23일"; nothing for nothing."""
    if not value:
        return ""
    day = date.fromisoformat(value)
    return f"{day.year}년 {day.month}월 {day.day}일"


@register.filter
def has_come(value: str | None) -> bool:
    """Whether the day "2026-11-23" is today or past."""
    return bool(value) and date.fromisoformat(value) <= timezone.localdate()


@register.filter
def gathered(cards: list[dict]) -> list[dict]:
    """Cards under the name of their area, in the order of the kinds: [{label, cards}], without empty groups."""
    groups = {model.group_label(): [] for model in kinds().values()}
    for card in cards:
        groups[kinds()[card["kind"]].group_label()].append(card)
    return [{"label": label, "cards": found} for label, found in groups.items() if found]


@register.filter
def numbers(page) -> list:
    """This page, those beside it, the first and the last, with "…" for those left out: seven at most, which stand in
    one line of 360 px. The paginator's own range has nine."""
    last = page.paginator.num_pages
    near = sorted({1, page.number - 1, page.number, page.number + 1, last} & {*range(1, last + 1)})
    found = near[:1]
    for before, number in pairwise(near):
        found += ["…", number] if number > before + 1 else [number]
    return found


@register.simple_tag(takes_context=True)
def own_address(context, page, **chosen) -> str:
    """The canonical address of one of several numbered pages, with what was chosen; of a whole list, the list's."""
    if page is None:
        return context["canonical"]
    asked = chosen | {"page": page.number if page.number > 1 else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{context['canonical']}?{query}" if query else context["canonical"]
