"""Small words for reading: dates as people write them."""

from datetime import date

from django import template

register = template.Library()


@register.filter
def korean_date(value: str | None) -> str:
    """ "2026-11-23" → "2026년 11월 23일"; nothing for nothing."""
    if not value:
        return ""
    day = date.fromisoformat(value)
    return f"{day.year}년 {day.month}월 {day.day}일"
