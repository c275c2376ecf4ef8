"""Small words for reading: dates as people write them, links gathered by what they lead to."""

from datetime import date
from urllib.parse import urlencode

from django import template

from kbhelp.publishing.kinds import kinds

register = template.Library()


@register.filter
def korean_date(value: str | None) -> str:
    """ "2026-11-23" → "2026년 11월 23일"; nothing for nothing."""
    if not value:
        return ""
    day = date.fromisoformat(value)
    return f"{day.year}년 {day.month}월 {day.day}일"


@register.filter
def gathered(cards: list[dict]) -> list[dict]:
    """Cards under the name of their area, in the order of the kinds: [{label, cards}], without empty groups."""
    groups = {model.group_label(): [] for model in kinds().values()}
    for card in cards:
        groups[kinds()[card["kind"]].group_label()].append(card)
    return [{"label": label, "cards": found} for label, found in groups.items() if found]


@register.filter
def numbers(page) -> list:
    """The numbers of the pages near this one, the first and the last, with the paginator's … for those left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.simple_tag(takes_context=True)
def own_address(context, page, **chosen) -> str:
    """The canonical address of one of several numbered pages, with what was chosen; of a whole list, the list's."""
    if page is None:
        return context["canonical"]
    asked = chosen | {"page": page.number if page.number > 1 else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{context['canonical']}?{query}" if query else context["canonical"]
