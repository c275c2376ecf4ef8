"""Differences are said by words, rows and cells, as somebody who reads Korean would say them."""

import time

import pytest

from guides.models import ComparisonTable, Guide
from kbhelp.comparing import GONE, NEW, SAME, compared
from kbhelp.editing.differences import between

ROW = {"item": "명의", "normal": "내 이름", "failure": "가족 이름", "risk": "none", "error_texts": []}


def row(key, **cells) -> dict:
    return {"key": key} | ROW | {"item": key} | cells


def rows(before: list[dict], after: list[dict]) -> list[tuple]:
    found = between(ComparisonTable, {"rows": before}, {"rows": after}).rows
    return [(one.name, one.what, [cell.label for cell in one.cells]) for one in found]


def test_a_changed_word_is_a_whole_word():
    [line] = compared("휴대폰을 다시 켭니다.", "휴대폰에서 다시 켭니다.")
    assert line.before == [(GONE, "휴대폰을"), (SAME, " 다시 켭니다.")]
    assert line.after == [(NEW, "휴대폰에서"), (SAME, " 다시 켭니다.")]


def test_lines_that_stay_are_the_same_on_both_sides():
    first, second, third = compared("하나\n둘\n셋", "하나\n두 번째\n셋")
    assert (first.is_same, second.is_same, third.is_same) == (True, False, True)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("", "새 줄", [([], [(NEW, "새 줄")])]),
        ("옛 줄", "", [([(GONE, "옛 줄")], [])]),
        ("가\n나", "나", [([(GONE, "가")], []), ([(SAME, "나")], [(SAME, "나")])]),
    ],
)
def test_lines_come_and_go(before, after, expected):
    assert [(line.before, line.after) for line in compared(before, after)] == expected


def test_both_sides_put_together_again_are_the_texts():
    before, after = "# 제목\n- 하나 둘\n끝 👍🏽", "# 다른 제목\n- 하나 셋\n덧붙임\n끝 👍🏽"
    lines = compared(before, after)
    for side, text in (("before", before), ("after", after)):
        joined = ["".join(piece for _, piece in getattr(line, side)) for line in lines if getattr(line, side)]
        assert "\n".join(joined) == text


def test_only_fields_that_differ_are_named_in_the_words_of_the_form():
    old = {
        "title": "처음",
        "body": "같음",
        "stage": "any",
        "sources": [{"name": "정부24"}],
        "written_on": None,
    }
    new = old | {
        "title": "다음",
        "sources": [{"name": "정부24"}, {"name": "은행"}],
        "written_on": "2026-11-25",
    }
    assert [field.label for field in between(Guide, old, new).fields] == ["제목", "작성한 날", "출처"]


def test_the_same_is_no_difference():
    assert not between(
        ComparisonTable, {"title": "글", "rows": [row("a")]}, {"title": "글", "rows": [row("a")]}
    )


def test_rows_are_added_removed_and_changed_by_cell():
    before = [row("a"), row("b"), row("c")]
    after = [row("a", normal="다른 이름"), row("c"), row("d")]
    assert rows(before, after) == [
        ("a", ["고침"], ["정상"]),
        ("b", ["뺌"], ["항목", "정상", "실패", "해결 방법의 위험"]),
        ("d", ["더함"], ["항목", "정상", "실패", "해결 방법의 위험"]),
    ]


def test_a_row_that_moved_is_said_to_have_moved_once():
    assert rows([row("a"), row("b"), row("c")], [row("b"), row("c"), row("a")]) == [("a", ["옮김"], [])]
    assert rows([row("a"), row("b"), row("c")], [row("b", failure="다름"), row("a"), row("c")]) in (
        [("b", ["옮김", "고침"], ["실패"])],
        [("b", ["고침"], ["실패"]), ("a", ["옮김"], [])],
    )


def test_a_line_that_there_was_no_time_for_is_changed_as_a_whole_and_says_so():
    until = time.monotonic()
    changed, same = compared("문자가 안 와요.\n그대로", "문자가 늦게 와요.\n그대로", until)
    assert (changed.before, changed.after) == ([(GONE, "문자가 안 와요.")], [(NEW, "문자가 늦게 와요.")])
    assert (changed.is_rough, same.is_same, same.is_rough) == (True, True, False)


def test_words_of_long_texts_are_compared_until_it_is_time():
    """With nothing in common, 135,000 letters in thirty lines took half a minute."""
    before, after = (
        "\n".join(" ".join(f"{side}{n % 7}" for n in range(2_000)) for _ in range(30)) for side in "가나"
    )
    lines = compared(before, after)
    assert (len(lines), lines[-1].is_rough) == (30, True)
