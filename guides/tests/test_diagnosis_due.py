"""Until when it must be done: an answer beside the questions, that is never one of them."""

import pytest

from guides.tests.making import asked, keys, row, rows, screen

ROWS = rows(
    row("name", "prepare", screen="identity", question="누구 이름인가요?", weight="most"),
    row("carrier", weight="often"),
    row("phone", risk="removed"),
)
FIRST = "화면에 무엇이 나오나요?"


def test_it_is_offered_on_the_first_screen_and_is_no_question_of_its_own():
    now = screen(ROWS)
    assert (now["is_start"], now["number"]) == (True, 1)
    assert list(now["due"]["choices"].values()) == ["오늘 안에", "이번 주 안에", "급하지 않아요"]


@pytest.mark.parametrize("due", ["today", "week", "later"])
def test_no_answer_changes_what_is_asked_or_what_is_found(due):
    for said in ({}, {"stage": "issue", "said": "none"}, {"stage": "issue", "name": "bad"}):
        plain, with_due = screen(ROWS, **said), screen(ROWS, due=due, **said)
        assert (plain["name"], plain.get("number"), asked(plain)) == (
            with_due["name"],
            with_due.get("number"),
            asked(with_due),
        )
        assert keys(plain.get("remedies", [])) == keys(with_due.get("remedies", []))


def test_for_today_other_ways_are_the_heading_of_the_first_screen_alone():
    assert screen(ROWS, due="today")["title"] == "오늘은 다른 방법부터 하세요"
    assert [screen(ROWS, due=due)["title"] for due in ("week", "later", "never")] == [FIRST] * 3
    assert screen(ROWS, due="today", stage="issue", said="none", ask="said")["title"] == FIRST


def test_it_goes_along_with_every_answer():
    now = screen(ROWS, due="today", stage="issue", said="none")
    assert ("due", "today") in now["asked_fields"]
    assert "due=today" in screen(ROWS, due="today", stage="issue", done="1")["query"]


def test_for_today_the_outcome_says_to_finish_today_first():
    assert screen(ROWS, due="today", stage="issue", name="bad")["title"] == "멈추고 오늘 일부터 마치세요"
    assert screen(ROWS, due="week", stage="issue", name="bad")["title"].startswith("멈추고 이것부터 보세요")


def test_it_is_changed_without_losing_an_answer():
    now = screen(ROWS, due="today", stage="issue", said="none", name="ok", ask="due")
    assert (now["name"], now["is_change"], now["due"]["label"]) == ("due", True, "오늘 안에")
    assert ("7-name", "ok") in now["due"]["fields"]
    assert "due" not in dict(now["due"]["fields"])


def test_what_it_cannot_mean_is_ignored():
    now = screen(ROWS, due="<b>", stage="issue", said="none")
    assert (now["due"]["label"], "due" in dict(now["fields"])) == ("", False)
