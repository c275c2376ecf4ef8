"""One step at a time: what an address shows, by the one stopping rule."""

import pytest

from guides.steps import list_in, screen_at, steps_of, whole_of
from kbhelp.markdown import render

TEXT = "먼저 물어보세요.\n\n1. 앱을 여세요.\n2. 인증번호를 넣으세요.\n3. 사이트로 돌아오세요.\n\n끝입니다."


def steps(text=TEXT):
    return steps_of(render(text).as_json())


def names(text=TEXT):
    return [step["name"] for step in steps(text).each]


def test_without_an_address_the_first_step_shows():
    screen = screen_at("", steps())
    assert (screen["name"], screen["title"], screen["number"]) == ("step", "3단계 중 1번째", 1)
    assert screen["next"] == names()[1] and screen["previous"] == ""


def test_the_address_of_a_step_shows_it_and_the_last_leads_to_the_end():
    screen = screen_at(f"at={names()[2]}", steps())
    assert (screen["number"], screen["previous"], screen["next"]) == (3, names()[1], "end")
    assert screen_at("at=end", steps())["name"] == "end"


def test_the_first_failure_stops_and_checks_the_second_ends_the_day():
    at = names()[1]
    assert screen_at(f"at={at}&failed=1&stuck=1", steps())["name"] == "check"
    assert screen_at(f"at={at}&failed=1", steps())["name"] == "step"
    for place in (at, "end", "well", ""):
        assert screen_at(f"at={place}&failed=2&stuck=1", steps())["name"] == "enough"


def test_a_step_that_an_edition_moved_is_followed():
    moved = "1. 새 단계\n2. 앱을 여세요.\n3. 인증번호를 넣으세요."
    screen = screen_at(f"at={names()[1]}", steps(moved))
    assert (screen["number"], screen["has_moved"]) == (3, False)


def test_a_step_that_was_changed_begins_anew_and_says_so():
    screen = screen_at(f"at={names()[1]}", steps("1. 앱을 여세요.\n2. 다른 일을 하세요."))
    assert (screen["number"], screen["has_moved"]) == (1, True)


def test_two_steps_of_the_same_words_are_told_apart():
    twice = "1. 끄세요.\n2. 켜세요.\n3. 끄세요."
    assert screen_at(f"at={names(twice)[2]}", steps(twice))["number"] == 3


@pytest.mark.parametrize(
    "query",
    ["at=x", "at=99-0", "failed=-1", "failed=3", "failed=²", "at=%00", "at=a&at=b", "stuck=1", "x" * 40_000],
)
def test_what_an_address_cannot_mean_shows_the_first_step(query):
    screen = screen_at(query, steps())
    assert (screen["name"], screen["number"], screen["failed"]) == ("step", 1, 0)


def test_a_remedy_without_a_list_is_one_step():
    whole = whole_of(render("통신사에 물어보세요.\n\n그다음 켜세요.").as_json())
    screen = screen_at("", whole)
    assert (screen["count"], screen["title"], screen["next"]) == (1, "이렇게 해 보세요", "end")
    assert "통신사" in screen["step"][0]["html"] and "켜세요" in screen["step"][0]["html"]


def test_a_list_in_a_folded_box_stays_text():
    assert steps("::: 접기\n더 알아보기\n\n1. 하나\n2. 둘\n:::") is None


def test_only_what_the_owner_types_is_marked_as_theirs():
    marked = [screen_at(f"at={name}", steps())["is_owners"] for name in names()]
    assert marked == [False, True, False]


def test_a_second_list_keeps_its_number_and_reading_aloud_stays_on():
    text = render(f"{TEXT}\n\n## 둘째\n\n1. 하나\n2. 둘").as_json()
    screen = screen_at("list=2&read=1", steps_of(text, 2))
    assert screen["fields"] == [("list", 2), ("read", 1)]
    assert screen["aloud"].startswith("?list=2&at=1-") and screen["aloud"].endswith("&read=1")


@pytest.mark.parametrize(
    ("query", "number"), [("", 1), ("list=2", 2), ("list=²", 1), ("list=10", 1), ("list=x", 1)]
)
def test_the_number_of_a_list(query, number):
    assert list_in(query) == number


def test_there_is_no_list_of_that_number():
    assert steps_of(render(TEXT).as_json(), 2) is None
    assert steps_of(render("글").as_json()) is None
