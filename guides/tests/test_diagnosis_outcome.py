"""What the diagnosis says in the end: stop, the cause, what to do in a safe order, and a way on."""

from urllib.parse import urlencode

import pytest

from guides.diagnosis import has_more, rows_of, screen_of
from guides.tests.making import keys, page, row, rows, screen

NOT_FOUND = "답하신 것에서는 원인을 찾지 못했습니다"


def outcome(of, **answers):
    return screen(of, said="none", stage="issue", done="1", **answers)


def test_the_likeliest_that_was_found_is_named_and_stop_is_said_first():
    of = rows(row("a", weight="rare"), row("b", weight="most"))
    now = outcome(of, a="bad", b="bad")
    assert (now["title"], keys(now["found"])) == ("멈추고 이것부터 보세요: 항목 b", ["b", "a"])


def test_remedies_stand_safe_before_dangerous():
    of = rows(row("removed", risk="removed", weight="most"), row("lockout", risk="lockout"), row("safe"))
    now = outcome(of, removed="bad", lockout="bad", safe="bad")
    assert keys(now["remedies"]) == ["safe", "lockout", "removed"]


def test_a_dangerous_remedy_is_never_the_first_while_anything_safe_is_left():
    of = rows(row("removed", risk="removed"), row("right"), row("open", weight="rare"))
    now = outcome(of, removed="bad", right="ok")
    assert (keys(now["found"]), keys(now["remedies"])) == (["removed"], ["open", "removed"])


@pytest.mark.parametrize("answer", ["ok", "na", "unsure"])
def test_no_outcome_says_that_all_is_right(answer):
    of = rows(*(row(key) for key in "abcde"))
    now = outcome(of, **dict.fromkeys("abcde", answer))
    assert (now["title"], now["found"]) == (NOT_FOUND, [])


def test_what_was_answered_stands_apart_from_what_nobody_knew():
    now = outcome(rows(*(row(key) for key in "abcd")), a="ok", b="na", c="unsure", d="bad")
    assert (keys(now["right"]), keys(now["unchecked"])) == (["a", "b"], ["c"])


def test_three_causes_at_most_are_named_but_all_that_the_reader_said():
    of = rows(*(row(key) for key in "abcdefg"))
    assert len(outcome(of)["ranked"]) == 3
    assert len(outcome(of, **dict.fromkeys("abcde", "bad"))["found"]) == 5


def test_after_a_remedy_in_vain_nothing_more_is_tried_that_day():
    """The first failure led here, the remedy was the one more try."""
    now = outcome(rows(*(row(key) for key in "abcd")), a="tried", c="bad")
    assert (now["title"], keys(now["tried"])) == ("오늘은 여기에서 멈추세요", ["a"])
    assert (now["remedies"], now["others"]) == ([], [])


def test_who_has_tried_a_remedy_is_asked_nothing_more():
    of = rows(*(row(key) for key in "abcdefgh"))
    assert screen(of, said="none", stage="issue", a="tried")["name"] == "outcome"


def test_going_on_is_offered_once_and_only_while_something_is_left_to_ask():
    many, few = rows(*(row(f"r{number}") for number in range(30))), rows(row("a"))
    assert has_more(outcome(many), many) is True
    assert screen_of(urlencode(outcome(many)["onward"]), many)["name"] == "row"
    assert has_more(outcome(few, a="ok"), few) is False


def test_guides_beside_the_tables_of_what_was_found_are_offered_once():
    cards = [{"kind": "guide", "url": "/guides/a/"}, {"kind": "table", "url": "/tables/b/"}]
    of = rows_of([page(7, row("a"), row("b"), related=cards)])
    assert [card["url"] for card in outcome(of, a="bad", b="bad")["related"]] == ["/guides/a/"]
