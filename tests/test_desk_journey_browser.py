"""From a search that finds nothing to its answer: a reader, a new writer and a publisher, each in a window."""

import time

import pytest

from conftest import PHONE
from tests.making import make_category, make_publisher, make_source, make_writer
from tests.test_editing_browser import choose, sign_in

ASKED = "손목시계로 본인확인"
PATIENCE = 30  # seconds; searches are written down every ten


@pytest.fixture
def people(open_page, on_site):
    make_source()
    make_category()
    make_writer("journey-writer")
    make_publisher("journey-publisher")
    reader, writer, publisher = open_page(viewport=PHONE), open_page(), open_page()
    search(reader)
    sign_in(writer, "journey-writer")
    sign_in(publisher, "journey-publisher")
    return reader, writer, publisher


def search(reader):
    reader.goto("/")
    reader.get_by_role("searchbox").first.fill(ASKED)
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/search/?q=*")


def said(desk, sentence):
    desk.locator(".messagelist").get_by_text(sentence).wait_for()


def listed_until(writer, wanted: int) -> int:
    """How often the desk's first page lists the search, as soon as that is as often as wanted."""
    until = time.monotonic() + PATIENCE
    while (found := writer.get_by_role("link", name=ASKED, exact=True).count()) != wanted:
        if time.monotonic() > until:
            break
        time.sleep(1)
        writer.goto("/admin/")
    return found


def begin_the_answer(writer):
    """The desk's first page lists the search; one click opens the question's form, filled."""
    assert listed_until(writer, 1) == 1
    writer.get_by_role("link", name=ASKED).click()
    assert writer.input_value("#id_title") == ASKED


def write_and_ask(writer):
    writer.fill("#id_title", "손목시계로 본인확인을 할 수 있나요")
    writer.fill("#id_summary", "안 됩니다.")
    writer.select_option("#id_category", label="왜 안 되나요")
    choose(writer, "sources", "정부24")
    writer.fill("#id_message", "찾는 사람이 있어 새로 썼습니다.")
    writer.click("[name=_review]")
    said(writer, "1판의 검토를 요청했습니다")


def open_from_home(desk, title):
    desk.goto("/admin/")
    desk.get_by_role("link", name=title).first.click()


def send_back(publisher):
    open_from_home(publisher, "손목시계로")
    assert "찾는 사람이 있어 새로 썼습니다." in publisher.inner_text("#content")
    publisher.fill("#id_reason", "무엇으로 할 수 있는지도 적어 주세요.")
    publisher.click("button:has-text('돌려보내기')")
    said(publisher, "돌려보냈습니다")


def correct_and_ask_again(writer):
    open_from_home(writer, "손목시계로")
    assert "무엇으로 할 수 있는지도 적어 주세요." in writer.inner_text("#content")
    writer.click("text=초안 고치기")
    writer.fill("#id_summary", "손목시계로는 안 됩니다. 본인 이름의 휴대폰으로 확인하세요.")
    writer.click("[name=_review]")
    said(writer, "2판의 검토를 요청했습니다")


def approve(publisher):
    open_from_home(publisher, "손목시계로")
    changed = publisher.locator(
        "section", has=publisher.get_by_role("heading", name="돌려보낸 1판과 다른 곳")
    )
    assert "본인 이름의 휴대폰으로 확인하세요." in changed.inner_text()
    publisher.click("text=승인하고 발행")
    said(publisher, "2판을 발행했습니다")


def test_what_a_reader_did_not_find_is_answered_reviewed_returned_corrected_approved_and_found(people):
    reader, writer, publisher = people
    begin_the_answer(writer)
    write_and_ask(writer)
    send_back(publisher)
    correct_and_ask_again(writer)
    approve(publisher)
    search(reader)
    found = reader.locator("#results a", has_text="손목시계로 본인확인을 할 수 있나요").first
    found.click()
    assert "본인 이름의 휴대폰으로 확인하세요." in reader.inner_text("main")
    writer.goto("/admin/")
    assert listed_until(writer, 0) == 0
