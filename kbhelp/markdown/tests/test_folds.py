"""Boxes that show one line until they are opened."""

import pytest

from kbhelp.markdown import render
from kbhelp.markdown.tests.test_markdown import html


@pytest.mark.parametrize(
    "written, title", [("## 가", '<h2 id="h-가">가</h2>'), ("**가** 한 줄", "<strong>가</strong> 한 줄")]
)
def test_a_fold_shows_its_first_heading_or_line_until_it_is_opened(written, title):
    assert html(f"::: 접기\n{written}\n\n나\n:::").replace("\n", "") == (
        f'<details class="fold fold--text"><summary>{title}</summary>'
        '<div class="fold__body prose"><p>나</p></div></details>'
    )


@pytest.mark.parametrize(
    "written, line, part",
    [
        ("글\n\n::: 접기\n- 가\n\n나\n:::", 3, "먼저 적고"),
        ("::: 접기\n가\n:::", 1, "먼저 적고"),
        ("::: 접기\n:::", 1, "먼저 적고"),
        ("- 하나\n  ::: 접기\n  가\n\n  나\n  :::", 2, "목록이나 인용"),
        ("::: 접기\n가\n\n나", 1, "닫는"),
    ],
)
def test_a_fold_that_is_written_wrong_is_named_and_loses_no_text(written, line, part):
    made = render(written)
    assert (made.problems[0].line, part in made.problems[0].message) == (line, True)
    assert "<details" not in str(made.blocks)
    assert [letter for letter in "가나" if letter in written] == [
        letter for letter in "가나" if letter in made.text
    ]


def test_the_part_of_a_folded_heading_is_found_by_search_and_contents():
    made = render("::: 접기\n## 가\n\n나\n:::\n\n## 다\n\n라")
    assert [heading["text"] for heading in made.headings] == ["가", "다"]
    assert [(part["title"], part["text"]) for part in made.sections] == [("가", "나"), ("다", "라")]
