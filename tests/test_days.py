"""Days in the forms that people type."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kbhelp.days import INVALID, DayInput, day_of, months_later
from tests.making import make_guide, make_publisher, make_source
from tests.test_desk import change_url, form_of


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 11, 25))


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-26",
        "2026.11.26",
        "2026. 11. 26.",
        "2026/11/26",
        "2026년 11월 26일",
        "20261126",
        " 11/26 ",
        "11.26",
        "11월 26일",
    ],
)
def test_a_day_is_read_as_it_is_typed(typed):
    assert DayInput().clean(typed) == date(2026, 11, 26)


@pytest.mark.parametrize("typed", ["2026.2.30", "13/1", "내일", "2026113", "26"])
def test_what_is_no_day_is_asked_for_in_a_sentence(typed):
    with pytest.raises(ValidationError) as refusal:
        DayInput().clean(typed)
    assert refusal.value.messages == [INVALID]


def test_a_day_that_is_still_to_come_is_next_years_once_it_has_passed():
    assert [day_of(typed, ahead=True) for typed in ("11/24", "11/25", "11/26")] == [
        date(2027, 11, 24),
        date(2026, 11, 25),
        date(2026, 11, 26),
    ]
    assert day_of("11/24") == date(2026, 11, 24)


@pytest.mark.parametrize(
    "day, later",
    [((2026, 11, 25), (2027, 5, 25)), ((2026, 8, 31), (2027, 2, 28)), ((2026, 6, 30), (2026, 12, 30))],
)
def test_six_months_later_is_a_day_that_exists(day, later):
    assert months_later(date(*day), 6) == date(*later)


@pytest.mark.django_db
def test_every_form_of_the_desk_reads_them(client):
    client.force_login(make_publisher())
    guide, source = make_guide(), make_source()
    typed = {"written_on": "2026. 11. 1.", "review_on": "5/26", "_continue": "1"}
    client.post(change_url(guide), form_of(client, guide) | typed)
    client.post(change_url(source), form_of(client, source) | {"verified_on": "20261101"})
    guide.refresh_from_db()
    source.refresh_from_db()
    assert (guide.written_on, guide.review_on) == (date(2026, 11, 1), date(2027, 5, 26))
    assert source.verified_on == date(2026, 11, 1)
