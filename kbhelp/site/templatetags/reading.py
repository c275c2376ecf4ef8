"""Small words for reading: dates as people write them, links gathered by what they lead to."""

from datetime import date

from django import template

register = template.Library()

# The order in which related documents help: explanations, short answers, then lists to go through.
RELATED = (("안내", {"guide"}), ("자주 묻는 질문", {"faq"}), ("점검표와 비교표", {"checklist", "table"}))


@register.filter
def korean_date(value: str | None) -> str:
    """ "2026-11-23" → "2026년 11월 23일"; nothing for nothing."""
    if not value:
        return ""
    day = date.fromisoformat(value)
    return f"{day.year}년 {day.month}월 {day.day}일"


@register.filter
def gathered(cards: list[dict]) -> list[dict]:
    """Cards under the name of their kind: [{label, cards}], without empty groups."""
    groups = [
        {"label": label, "cards": [card for card in cards if card["kind"] in kinds]}
        for label, kinds in RELATED
    ]
    return [group for group in groups if group["cards"]]
