"""What the editors' main jobs cost somebody new, counted in a browser: actions, pages that load, refusals."""

import secrets

import pytest

from conftest import DESKTOP
from kbhelp.editing.models import ReviewRequest
from kbhelp.publishing.models import Document
from tests.counting_hand import Hand
from tests.making import (
    live_tables,
    make_category,
    make_guide,
    make_publisher,
    make_source,
    make_table,
    make_writer,
    published,
    withdraw_tables,
)
from tests.test_editing_browser import open_desk
from tests.test_grid_browser import HEADS, SIX


@pytest.fixture
def desk_of(open_page, on_site):
    """desk_of(make_writer): a page of the desk, signed in as somebody who is new."""
    make_source()
    make_category()
    tables = live_tables()

    def desk_of(make):
        name = f"new-{secrets.token_hex(6)}"
        make(name)
        page = open_page(viewport=DESKTOP, permissions=["clipboard-read", "clipboard-write"])
        open_desk(page, name)
        return page

    yield desk_of
    withdraw_tables(but=tables)


def test_a_question_is_written_and_sent_for_review(desk_of):
    desk = desk_of(make_writer)
    hand = Hand(desk)
    desk.goto("/admin/faq/entry/add/")
    hand.fill("#id_title", "인증서를 두 휴대폰에서 쓸 수 있나요")
    hand.fill("#id_summary", "아니요. 인증서는 만든 휴대폰 한 대에서 씁니다.")
    hand.select_option("#id_category", label="왜 안 되나요")
    hand.choose("sources", "정부24")
    hand.click("[name=_review]")
    desk.locator(".messagelist").get_by_text("1판의 검토를 요청했습니다").wait_for()
    assert ReviewRequest.objects.open().filter(edition__title="인증서를 두 휴대폰에서 쓸 수 있나요").exists()
    assert hand.cost() == (6, 2, 0)


def test_a_table_of_six_rows_is_pasted_from_a_spreadsheet_and_published(desk_of):
    desk = desk_of(make_publisher)
    hand = Hand(desk)
    desk.goto("/admin/guides/comparisontable/add/")
    hand.fill("#id_title", "여섯 줄을 붙여 넣은 표")
    hand.fill("#id_summary", "인증서를 만들 수 있는 때와 없는 때입니다.")
    hand.choose("sources", "정부24")
    hand.click("#id_rows-0-item")
    hand.paste("\n".join([HEADS, *SIX]))
    hand.click("[data-paste-put]")
    hand.click("[name=_publish]")
    desk.locator(".messagelist").get_by_text("1판을 발행했습니다").wait_for()
    table = Document.objects.get(title="여섯 줄을 붙여 넣은 표")
    assert [row["item"] for row in table.live.snapshot["rows"]] == [f"항목 {n}" for n in range(1, 7)]
    assert hand.cost() == (8, 2, 0)


def test_a_guide_with_a_table_a_link_and_a_picture_is_published_without_a_sign_of_markdown_typed(desk_of):
    published(make_guide(slug=f"g-{secrets.token_hex(4)}", title="이어 볼 안내의 긴 이름"))
    published(make_table(slug=f"t-{secrets.token_hex(4)}", title="넣을 표의 긴 이름"))
    desk = desk_of(make_publisher)
    hand = Hand(desk)
    desk.goto("/admin/guides/guide/add/")
    hand.fill("#id_title", "표와 그림이 든 안내")
    hand.fill("#id_summary", "표를 보고 한 줄씩 확인하세요.")
    hand.select_option("#id_topic", label="휴대폰 명의")
    hand.click(".field-body button:has-text('비교표·글 넣기')")
    hand.click(".picker__option:has-text('넣을 표의 긴 이름')")
    hand.click(".field-body button:text-is('링크')")
    hand.click(".picker__option:has-text('이어 볼 안내의 긴 이름')")
    hand.paste_picture("#id_body")
    desk.get_by_text("그림을 넣었습니다").wait_for()
    hand.type("인증서 화면")
    hand.choose("sources", "정부24")
    hand.click("[name=_publish]")
    desk.locator(".messagelist").get_by_text("1판을 발행했습니다").wait_for()
    blocks = Document.objects.get(title="표와 그림이 든 안내").live.rendered["body"]["blocks"]
    html = "".join(block.get("html", "") for block in blocks)
    assert [block for block in blocks if "embed" in block]
    assert ("이어 볼 안내의 긴 이름</a>" in html, 'alt="인증서 화면"' in html) == (True, True)
    assert hand.cost() == (12, 2, 0)
