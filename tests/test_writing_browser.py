"""The fields of a title and a one-line answer, in a browser."""

import re

import pytest
from django.contrib.auth import get_user_model

from conftest import DESKTOP, PHONE
from tests.making import make_writer
from tests.test_editing_browser import open_desk

WRITER = "새 작성자"


@pytest.fixture
def desk(open_page, on_site, request):
    if not get_user_model().objects.filter(username=WRITER).exists():
        make_writer(WRITER)
    page = open_page(viewport=getattr(request, "param", DESKTOP))
    open_desk(page, WRITER)
    return page


def test_a_line_counts_its_letters_and_stays_one_line(desk):
    desk.goto("/admin/faq/entry/add/")
    desk.fill("#id_title", "가" * 100)
    desk.press("#id_title", "Enter")
    assert desk.input_value("#id_title") == "가" * 100
    assert desk.locator("#id_title_count").inner_text() == "100자 · 20자 더 쓸 수 있습니다"
    assert "id_title_count" in desk.get_attribute("#id_title", "aria-describedby")


@pytest.mark.parametrize("desk", [DESKTOP, PHONE], indirect=True, ids=["1280", "360"])
def test_a_long_title_is_seen_whole(desk):
    desk.goto("/admin/faq/entry/add/")
    desk.fill("#id_title", "휴대폰을 바꾼 뒤에 인증서를 다시 받아야 하나요 " * 4)
    hidden = desk.eval_on_selector(
        "#id_title", "e => [e.scrollWidth - e.clientWidth, e.scrollHeight - e.clientHeight]"
    )
    assert max(hidden) <= 1
    assert re.fullmatch(r"\d+자 · \d+자 더 쓸 수 있습니다", desk.locator("#id_title_count").inner_text())


@pytest.mark.parametrize(
    "desk", [{"width": width, "height": 900} for width in (1280, 1600)], indirect=True, ids=["1280", "1600"]
)
def test_the_preview_stands_beside_the_text_and_never_over_it(desk):
    """Django's own width for such a field won: at 1,280 px the last words of each line lay under the preview."""
    desk.goto("/admin/guides/guide/add/")
    text, shown = (desk.locator(one).first.bounding_box() for one in ("#id_body", ".markdownx-preview"))
    assert 0 < shown["x"] - (text["x"] + text["width"]) < 24


@pytest.mark.parametrize("desk", [PHONE], indirect=True)
def test_on_a_phone_a_text_is_as_high_as_its_lines(desk):
    """Django holds every such field to 120 px there: a guide was written through a slit of five lines."""
    desk.goto("/admin/guides/guide/add/")
    desk.fill("#id_body", "한 줄입니다.\n\n" * 20)
    assert desk.locator("#id_body").bounding_box()["height"] > 800
    assert desk.eval_on_selector("#id_body", "e => e.scrollHeight - e.clientHeight") <= 1


@pytest.mark.parametrize("desk", [PHONE], indirect=True)
def test_on_a_phone_the_help_stands_right_below_its_field(desk):
    desk.goto("/admin/faq/entry/add/")
    count, help_text = (desk.locator(one).bounding_box() for one in ("#id_title_count", "#id_title_helptext"))
    assert 0 <= help_text["y"] - (count["y"] + count["height"]) < 24
    assert count["height"] < 40


BLOCKS = {
    "문단": "첫 문장입니다. 둘째 문장입니다.",
    "제목": "## 준비할 것",
    "항목": "- 하나입니다",
    "표": "| 가 | 나 |\n| --- | --- |\n| 1 | 2 |",
    "인용": "> 하나\n> 둘",
    "코드": "```\n하나\n\n둘\n```",
    "상자": "::: 주의\n조심할 점\n\n둘째 줄\n:::",
}
TOOLS = ["제목", "목록", "번호 단계", "주의 상자", "참고 상자", "접는 상자"]
USED_AT = """([block, at, tool]) => {
  const field = document.querySelector("#id_body");
  field.value = `앞글\n\n${block}\n\n뒷글`;
  field.setSelectionRange(4 + at, 4 + at);
  [...field.parentElement.querySelectorAll(".markdown-tools button")].find((one) => one.textContent === tool).click();
  return field.value;
}"""


@pytest.mark.parametrize("name", BLOCKS)
def test_no_tool_breaks_a_block_wherever_the_caret_stands_in_it(desk, name):
    desk.goto("/admin/guides/guide/add/")
    block = BLOCKS[name]
    for tool in TOOLS:
        for at in range(len(block) + 1):
            text = desk.evaluate(USED_AT, [block, at, tool])
            if name == "상자" and not tool.endswith("상자"):
                assert re.search(r"^::: 주의\n[^:]*\n:::$", text, re.M), (tool, at, text)
            else:
                assert f"\n\n{block}\n\n" in text, (tool, at, text)


@pytest.mark.parametrize(
    "text, linked",
    [
        ("하나와 둘", "[하나와 둘](https://e.example)"),
        (" 하나\n", " [하나](https://e.example)\n"),
        ("첫 문단\n\n둘째 문단", "첫 문단\n\n둘째 문단[e.example](https://e.example)"),
        ("가나다 " * 3_000, "가나다 " * 2_999 + "가나다[e.example](https://e.example) "),
    ],
    ids=["words", "a whole line", "paragraphs", "a long text"],
)
def test_a_link_is_put_on_words_and_behind_more_than_words_so_that_nothing_is_lost(desk, text, linked):
    desk.goto("/admin/guides/guide/add/")
    desk.fill("#id_body", text)
    desk.press("#id_body", "Control+a")
    desk.click(".field-body button:text-is('링크')")
    desk.fill("[data-picker-query]", "https://e.example")
    desk.click(".picker__option:has-text('https://e.example')")
    assert desk.input_value("#id_body") == linked
