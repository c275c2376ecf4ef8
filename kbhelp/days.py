"""Days as people type them at the desk: 2026-11-26, 2026.11.26, 2026. 11. 26., 2026년 11월 26일, 20261126, 11/26."""

import calendar
import re
from datetime import date

from django import forms
from django.db import models
from django.utils import timezone

BETWEEN = r"\s*[-./년월]\s*"
WITH_YEAR = re.compile(rf"(\d{{4}}){BETWEEN}(\d{{1,2}}){BETWEEN}(\d{{1,2}})\s*[.일]?|(\d{{4}})(\d\d)(\d\d)")
WITHOUT_YEAR = re.compile(rf"(\d{{1,2}}){BETWEEN}(\d{{1,2}})\s*[.일]?")
INVALID = "날짜를 읽지 못했습니다. 2026.11.26이나 11/26처럼 적으세요."


def day_of(text: str, ahead: bool = False) -> date | None:
    """The day that was typed, or None. Without a year it is this year's, or with `ahead` the next one to come."""
    text = text.strip()
    try:
        if found := WITH_YEAR.fullmatch(text):
            return date(*(int(number) for number in found.groups() if number))
        if found := WITHOUT_YEAR.fullmatch(text):
            month, day = map(int, found.groups())
            today = timezone.localdate()
            is_past = ahead and (month, day) < (today.month, today.day)
            return date(today.year + is_past, month, day)
    except ValueError:  # no such day
        return None
    return None


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last: 31 August and six months are 28 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


class DayInput(forms.DateField):
    """A day in any of these forms; `ahead`: one without a year is still to come."""

    default_error_messages = {"invalid": INVALID}

    def __init__(self, *, ahead=False, **options):
        super().__init__(**options)
        self.ahead = ahead

    def to_python(self, value):
        day = day_of(value, self.ahead) if isinstance(value, str) else None
        return day or super().to_python(value)


class ReadsDays:
    """For an admin class or inline: its days may be typed in any of these forms, those with a time too."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, models.DateField) and not isinstance(db_field, models.DateTimeField):
            kwargs.setdefault("form_class", DayInput)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.SplitDateTimeField):
            day, time = field.fields
            field.fields = (DayInput(required=day.required, localize=day.localize), time)
        return field
