"""The picker of texts in a browser, by keyboard alone."""

import secrets

import pytest

from tests.making import live_tables, make_guide, make_publisher, make_table, published, withdraw_tables
from tests.test_editing_browser import open_desk

BODY = "#id_body"
QUERY = "[data-picker-query]"


@pytest.fixture
def name():
    return f"picks-{secrets.token_hex(6)}"


@pytest.fixture
def desk(open_page, on_site, name):
    make_publisher(name)
    tables = live_tables()
    for number in (2, 1):
        published(make_table(slug=f"p{number}-{secrets.token_hex(4)}", title=f"고를 표 {number} {name}"))
    page = open_page()
    open_desk(page, name)
    page.goto("/admin/guides/guide/add/")
    page.fill(BODY, "")
    yield page
    withdraw_tables(but=tables)


def options(desk, words) -> list[str]:
    desk.fill(QUERY, words)
    desk.locator(".picker__option", has_text=words).first.wait_for()
    return desk.locator(".picker__option").all_inner_texts()


def test_two_brackets_open_it_and_the_second_option_takes_their_place(desk, name):
    desk.focus(BODY)
    desk.keyboard.type("앞글 [[")
    desk.locator("dialog.picker[open]").wait_for()
    options(desk, name)
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    assert desk.input_value(BODY).startswith("앞글 \n\n[[비교표:p2-")
    assert desk.input_value(BODY).endswith(f"| 고를 표 2 {name}]]")
    assert desk.evaluate("document.activeElement.id") == "id_body"
    desk.keyboard.press("Control+z")
    assert desk.input_value(BODY) == "앞글 [["


def test_escape_leaves_what_was_typed_and_sends_nothing(desk):
    desk.focus(BODY)
    desk.keyboard.type("앞글 [[")
    desk.locator("dialog.picker[open]").wait_for()
    desk.keyboard.press("Escape")
    assert (desk.input_value(BODY), desk.url.endswith("/add/")) == ("앞글 [[", True)


def test_selected_words_become_a_link_and_nothing_found_says_what_to_do(desk, name):
    published(make_guide(slug=f"l-{secrets.token_hex(4)}", title=f"이을 글 {name}"))
    desk.fill(BODY, "이 글을 보세요")
    desk.eval_on_selector(BODY, "field => field.setSelectionRange(0, 3)")
    desk.click(".field-body button:text-is('링크')")
    desk.fill(QUERY, "아무데도없는말")
    desk.get_by_text("찾은 것이 없습니다.").wait_for()
    desk.keyboard.press("Enter")
    options(desk, "이을 글")
    desk.keyboard.press("Enter")
    assert desk.input_value(BODY).startswith("[이 글](/guides/l-")
