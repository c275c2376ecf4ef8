"""점검 beside the form, in a browser."""

import pytest

from tests.making import make_table, make_writer
from tests.test_editing_browser import open_desk

NAME = "writer-of-checks"
SAID = "[data-checks-said]"
LINES = ".checks__line a[data-line]"


@pytest.fixture
def desk(open_page, on_site):
    make_writer(NAME)
    table = make_table(rows=1, slug="checked-while-written", summary="처음 답")
    page = open_page()
    open_desk(page, NAME)
    page.goto(f"/admin/guides/comparisontable/{table.pk}/change/")
    return page


def test_what_is_typed_is_checked_soon_and_each_line_leads_to_its_place(desk):
    desk.locator(SAID, has_text="찾지 못했습니다").wait_for()
    assert desk.locator("[data-check]").is_hidden()

    desk.fill("#id_body", "첫 줄\n\n[여기](/faq/)를 보세요.")
    desk.locator(SAID, has_text="살펴볼 것 1개").wait_for()
    desk.click(SAID)
    desk.click(LINES)
    chosen = "[document.activeElement.id, document.activeElement.selectionStart, getSelection().toString()]"
    assert desk.evaluate(chosen) == ["id_body", 5, "[여기](/faq/)를 보세요."]

    row = desk.locator("#id_rows-0-remedy")
    row.evaluate(
        "field => { field.value = '010-1234-5678'; field.dispatchEvent(new Event('input', {bubbles: true})) }"
    )
    desk.locator(SAID, has_text="발행 전에 고칠 것 1개").wait_for()
    desk.locator(LINES, has_text="휴대폰 번호").click()
    assert desk.evaluate("document.activeElement.id") == "id_rows-0-remedy"
    assert row.is_visible()
