"""Hostile texts are refused or bounded, and the editor is told; nothing is dropped in silence."""

import pytest

from kbhelp.markdown import TooLong, render
from kbhelp.markdown.limits import MAX_BYTES, MAX_LINES

DEEP = [
    ">",
    "> ",
    "- ",
    "1. ",
    "> - ",
    "[",
    "![",
    "[[",
    "(",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "<",
    "|",
    "::: 주의\n",
    "#",
]


def messages(text: str) -> str:
    return " ".join(problem.message for problem in render(text).problems)


def depth(html: str) -> int:
    """How many tags are open at the deepest place."""
    level = deepest = 0
    for piece in html.split("<")[1:]:
        level += -1 if piece.startswith("/") else not piece.startswith(("br", "hr", "img"))
        deepest = max(deepest, level)
    return deepest


@pytest.mark.parametrize("mark", DEEP)
def test_ten_thousand_openings_are_refused_or_stay_shallow(mark):
    try:
        result = render(mark * 10_000 + "글")
    except TooLong as refusal:
        assert "많습니다" in str(refusal)
        return
    assert result.problems or mark in ("(", "#")
    assert depth("".join(block["html"] for block in result.blocks)) < 30


def test_a_text_above_the_cap_is_refused_in_korean():
    with pytest.raises(TooLong, match="200kB까지"):
        render("가" * (MAX_BYTES // 3 + 1))
    assert render("가\n\n" * (MAX_BYTES // 100)).text.count("가") == MAX_BYTES // 100


def test_too_many_lines_or_marks_are_refused_in_korean():
    with pytest.raises(TooLong, match="5,000줄까지"):
        render("\n" * (MAX_LINES + 1))
    with pytest.raises(TooLong, match="표시 기호"):
        render("*가* " * 15_000)


def test_what_is_nested_too_deep_is_reported_with_its_line():
    result = render("글\n\n" + "> " * 40 + "깊은 글")
    assert [problem.line for problem in result.problems] == [3]
    assert "여러 겹" in result.problems[0].message


def test_five_levels_of_a_list_are_fine():
    text = "\n".join("   " * level + f"- {level}단계" for level in range(5))
    result = render(text)
    assert result.problems == []
    assert result.text.splitlines() == [f"{level}단계" for level in range(5)]


def test_emphasis_within_emphasis_keeps_its_words():
    result = render("*" * 100 + "글" + "*" * 100)
    assert result.text == "글"
    assert "강조가 너무" in result.problems[0].message


def test_an_endless_paragraph_is_kept_as_text_and_reported():
    result = render("글자 **굵게** " * 800)
    assert result.text.count("**굵게**") == 800
    assert "빈 줄로 문단을" in result.problems[0].message


def test_a_table_of_too_many_columns_is_reported():
    assert "표를 나누세요" in messages("|가" * 40 + "|\n" + "|-" * 40 + "|\n")


def test_reference_links_cannot_multiply_a_text():
    text = "[가]: /" + "x" * 4_000 + "\n\n" + "[가] " * 4_000
    assert sum(len(block["html"]) for block in render(text).blocks) < 2 * len(text)


def test_the_editor_hears_of_fifty_problems_at_most():
    assert len(render("[가](x:)\n\n" * 200).problems) == 50
