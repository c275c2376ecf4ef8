"""A sheet from the desk and back to it, in a browser, under the content policy."""

import pytest

from conftest import PHONE
from faq.models import Entry
from kbhelp.sheets.tests.making import csv_of, rows_of_xlsx, xlsx_of
from tests.making import make_entry, make_writer
from tests.test_editing_browser import open_desk

NAME = "writer-of-sheets"


@pytest.fixture
def desk(open_page, on_site):
    writer = make_writer(NAME)
    make_entry(slug="of-a-sheet", title="표에서 고칠 질문")
    page = open_page(viewport=PHONE)
    open_desk(page, NAME)
    yield page
    Entry.objects.filter(owner=writer).delete()
    Entry.objects.filter(slug="of-a-sheet").delete()
    writer.delete()


def send(desk, data: bytes, name="표.xlsx"):
    desk.set_input_files("#sheet", {"name": name, "mimeType": "application/octet-stream", "buffer": data})
    desk.get_by_role("button", name="바뀌는 것 미리 보기").click()
    desk.wait_for_url("**/sheet/preview/")


def test_questions_go_out_as_a_workbook_and_come_back_changed(desk, tmp_path):
    desk.goto("/admin/faq/entry/")
    desk.get_by_role("link", name="표로 내보내기").click()
    with desk.expect_download() as download:
        desk.get_by_role("link", name="엑셀 파일로 내려받기").click()
    download.value.save_as(tmp_path / "a.xlsx")
    assert download.value.suggested_filename.startswith("자주 묻는 질문 ")
    heads, *rows = rows_of_xlsx((tmp_path / "a.xlsx").read_bytes())
    place = next(number for number, row in enumerate(rows, 2) if row[-1] == "of-a-sheet")
    rows[place - 2][0] = "표에서 고친 질문"
    send(desk, xlsx_of(heads, *rows, ["표에서 온 새 질문"]))
    shown = [line.inner_text().split("\n")[0] for line in desk.locator(".sheet__name").all()]
    assert shown == [f"{len(rows) + 2}번째 줄 표에서 온 새 질문", f"{place}번째 줄 표에서 고친 질문"]
    assert not desk.evaluate("document.documentElement.scrollWidth > innerWidth")
    desk.get_by_role("button", name="이대로 가져오기").click()
    desk.get_by_text(f"표에서 가져왔습니다. 새로 생김 1줄, 바뀜 1줄, 그대로 {len(rows) - 1}줄.").wait_for()
    assert desk.get_by_role("link", name="표에서 온 새 질문").count() == 1


def test_a_wrong_sheet_says_where_and_leads_back(desk):
    desk.goto("/admin/faq/entry/sheet/")
    send(desk, csv_of(["질문", "분류"], ["가", "없는 분류"]), name="표.csv")
    assert desk.get_by_text("2번째 줄 ‘분류’").count() == 1
    desk.problems.clear()  # that the answer is 422
    desk.get_by_role("link", name="다시 올리기").click()
    desk.wait_for_url("**/admin/faq/entry/sheet/")
