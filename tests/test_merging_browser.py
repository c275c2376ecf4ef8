"""A conflict in two windows, as two editors meet it."""

import secrets

import pytest

from conftest import DESKTOP
from tests.making import make_publisher, make_table
from tests.test_editing_browser import open_desk
from tests.test_keeping_browser import saved, stored


@pytest.fixture
def windows(on_site, open_page):
    pages = []
    for who in ("bori", "dodam"):
        page = open_page(viewport=DESKTOP)
        open_desk(page, make_publisher(f"{who}-{secrets.token_hex(6)}").username)
        pages.append(page)
    return pages


def change(theirs, mine, table):
    """Both open the table; what each types, and who saves first."""
    for page in (theirs, mine):
        page.goto(table.desk_url())
    theirs.fill("#id_summary", "남이 고친 답입니다.")
    theirs.fill("#id_rows-0-normal", "남의 정상")
    theirs.fill("#id_rows-1-failure", "남의 실패")
    theirs.click("[name=_continue]")
    saved(theirs)
    mine.fill("#id_title", "내 제목")
    mine.fill("#id_summary", "내가 고친 답입니다.")
    mine.fill("#id_rows-0-normal", "내 정상")
    mine.click("[name=_continue]")
    mine.get_by_text("먼저 저장했습니다").wait_for()


def test_two_windows_lose_nothing_of_text_fields_and_rows(windows):
    table = make_table(rows=2, slug=f"merged-{secrets.token_hex(6)}", summary="처음 답입니다.")
    theirs, mine = windows
    change(theirs, mine, table)
    mine.click("[name=_continue]")  # as often as one likes: nothing is erased
    mine.get_by_text("아직 고르지 않은 칸이 있습니다").wait_for()
    assert stored(table).summary == "남이 고친 답입니다."

    choices = mine.locator(".conflict")
    assert choices.locator("legend").all_inner_texts() == [
        "두 사람이 고친 칸: 한 줄 답",
        "두 사람이 고친 칸: ‘항목 1’ · 정상",
    ]
    choices.first.get_by_label("아래 칸에 적힌 대로").check()
    mine.fill("#id_summary", "둘이 함께 고친 답입니다.")
    choices.nth(1).get_by_label("저장된 글로 바꾸기").check()
    mine.click("[name=_continue]")
    saved(mine)
    kept = stored(table).concrete()
    assert (kept.title, kept.summary) == ("내 제목", "둘이 함께 고친 답입니다.")
    assert list(kept.rows.values_list("normal", "failure")) == [
        ("남의 정상", "가족 이름"),
        ("내 이름", "남의 실패"),
    ]
