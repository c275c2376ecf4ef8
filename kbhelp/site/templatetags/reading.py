"""Small words for reading: dates as people write them, links gathered by what they lead to."""

from datetime import date

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
