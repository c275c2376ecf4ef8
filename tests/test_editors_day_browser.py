"""An editor's day in a real browser, as walked by hand: write, schedule, cancel, publish, restore, disagree, delete."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conftest import DESKTOP, PHONE
from kbhelp.editing.states import moment
from kbhelp.publishing.models import Document
from tests.making import make_publisher, make_source
from tests.test_editing_browser import choose, open_desk
from tests.test_parts_browser import ITEMS, ROWS, add, begin, finish

NARROW = {"width": 390, "height": 844}
AT = (timezone.localtime() + timedelta(days=3)).replace(hour=9, minute=0, second=0, microsecond=0)


def said(desk, sentence: str):
    desk.locator(".messagelist").get_by_text(sentence).wait_for()


def number_of(desk) -> str:
    """The document whose form is open."""
    return desk.url.split("/")[-3]


# The steps of the day; each leaves the browser where the next one begins.


def write_table(desk, slug):
    begin(desk, "comparisontable", "여섯 줄 표", slug)
    for number, item in enumerate(ROWS):
        add(desk, "rows", number, {
            "item": item, "normal": f"{item} 정상", "failure": f"{item} 실패",
            "how_to_check": "앱에서 봅니다.", "remedy": f"{item} 고치기",
        })  # fmt: skip
    finish(desk)


def write_checklist(desk, slug):
    begin(desk, "checklist", "네 항목 점검표", slug)
    for number, item in enumerate(ITEMS):
        add(desk, "items", number, {"text": item, "remedy": f"{item} 해결"})
    finish(desk)


def write_guide(desk, slug, table, checklist):
    begin(desk, "guide", "하루 안내", slug)
    desk.select_option("#id_topic", "name")
    desk.fill("#id_body", f"표입니다.\n\n[[비교표:{table}]]\n\n[[점검표:{checklist}]]")
    desk.fill("#id_still_stuck", "은행에 물어보세요.")
    choose(desk, "sources", "정부24")
    desk.fill("#id_written_on", "2026-11-23")
    desk.fill("#id_review_on", "2027-05-23")


def schedule(desk):
    button = desk.locator("[name=_publish]")
    assert button.inner_text() == "발행"
    desk.fill("#id_publish_at", AT.strftime("%Y-%m-%dT%H:%M"))
    assert button.inner_text() == "예약"
    desk.fill("#id_note", "아침에 공개")
    button.click()
    said(desk, f"1판을 {moment(AT)}에 공개하도록 예약했습니다.")
    assert f"1판이 {moment(AT)}에 공개됩니다." in desk.inner_text(".plans")


def cancel(desk):
    desk.click("text=예약 취소")
    desk.click("text=공개 예약 취소")
    said(desk, "예약을 취소했습니다. 초안은 그대로 있습니다.")
    assert desk.locator(".plans").count() == 0


def publish(desk, note):
    desk.fill("#id_note", note)
    desk.click("[name=_publish]")
    said(desk, "판을 발행했습니다. 지금부터 독자에게 보입니다.")


def write_draft(desk, summary):
    desk.fill("#id_summary", summary)
    desk.click("[name=_continue]")
    said(desk, "초안을 저장했습니다.")


def look_at_edition(desk, number):
    desk.click("text=판 기록")
    desk.click(f"text={number}판 보기")
    assert f"{number}판 ·" in desk.inner_text("aside.callout")


def restore(desk, number):
    desk.click(f"text={number}판을 초안으로 가져오기")
    assert "그 초안을 먼저 새 판으로 남겨 둡니다." in desk.inner_text("#content")
    desk.click(f"button:has-text('{number}판을 초안으로 가져오기')")
    said(desk, f"{number}판의 내용을 초안으로 가져왔습니다. 그 전의 초안은")


def delete_row(desk, number):
    desk.click(f"#rows-{number} [data-act=gone]")
    desk.click("[name=_continue]")
    said(desk, "초안을 저장했습니다.")


def change_row(desk, number, words):
    desk.fill(f"#id_rows-{number}-failure", words)


def disagree(desk, item):
    """Save what another editor deleted in the meantime; it is offered again, and saved."""
    desk.click("[name=_continue]")
    desk.get_by_text(f"지운 줄: ‘{item}’").wait_for()
    back = desk.locator(".part--back")
    assert back.locator("[name$='-item']").input_value() == item
    assert "다른 사람이 지운 줄입니다." in back.inner_text()
    desk.click("[name=_continue]")
    said(desk, "초안을 저장했습니다.")


def plan_withdrawal(desk):
    desk.click(".verbs >> text=내리기")
    button = desk.locator("button:has-text('내리기')")
    desk.fill("#id_at", AT.strftime("%Y-%m-%dT%H:%M"))
    assert button.inner_text() == "내리기 예약"
    button.click()
    said(desk, f"{moment(AT)}에 내리도록 예약했습니다.")


def withdraw(desk):
    desk.click(".verbs >> text=내리기")
    desk.click("button:has-text('내리기')")
    said(desk, "내렸습니다.")


def delete_draft(desk, slug):
    begin(desk, "guide", "잘못 만든 안내", slug)
    desk.select_option("#id_topic", "name")
    desk.click("[name=_continue]")
    said(desk, "초안을 저장했습니다.")
    desk.click("text=초안 지우기")
    desk.click("button:has-text('초안 지우기')")
    said(desk, "초안을 지웠습니다.")


@pytest.fixture
def desks(open_page, on_site, request):
    """Two publishers at the desk, at the width that is asked for."""
    make_source()
    pages = []
    for name in ("one", "two"):
        user = f"day-{name}-{request.node.name}"
        make_publisher(user)
        pages.append(open_page(viewport=request.param, dark=request.param is NARROW))
        open_desk(pages[-1], user)
    return pages


HISTORY = [
    "공개하도록 예약함 (까닭: 아침에 공개)",
    "예약을 취소함",
    "2판을 발행함 (까닭: 처음 공개)",
    "2판의 내용을 초안으로 가져옴. 그 전의 초안은 3판으로 남김",
    "내리도록 예약함",
    "내림",
]


def read(reader, guide):
    """Everything that was written stands on the reader's page in its order."""
    reader.goto(f"/guides/{guide}/")
    reader.locator("summary", has_text="비교 보기").click()
    words = reader.inner_text("main")
    places = [words.index(word) for word in [*(f"{item} 실패" for item in ROWS), *ITEMS]]
    assert places == sorted(places)


def restore_and_take_back(desk):
    write_draft(desk, "오래 쓴 새 한 줄 답입니다.")
    look_at_edition(desk, 2)
    restore(desk, 2)
    assert desk.input_value("#id_summary") == "하루 안내의 한 줄 답입니다."
    desk.click("text=판 기록")
    desk.click("text=3판을 초안으로 가져오기")
    desk.click("button:has-text('3판을 초안으로 가져오기')")
    said(desk, "3판의 내용을 초안으로 가져왔습니다.")
    assert desk.input_value("#id_summary") == "오래 쓴 새 한 줄 답입니다."


def disagree_about_a_row(desk, other, table_form, table):
    desk.goto(table_form)
    change_row(desk, 1, "휴대폰 여러 대에서 씁니다")
    other.goto(table_form)
    delete_row(other, 1)
    disagree(desk, "기기")
    rows = Document.objects.get(slug=table).concrete().rows
    assert rows.get(item="기기").failure == "휴대폰 여러 대에서 씁니다"
    assert [row.item for row in rows.all()] == ROWS


@pytest.mark.parametrize("desks", [DESKTOP, NARROW], indirect=True, ids=["1280", "390 dark"])
def test_an_editors_day(desks, open_page):
    desk, other = desks
    width, reader = desk.viewport_size["width"], open_page(viewport=PHONE)
    table, checklist, guide = f"day-table-{width}", f"day-list-{width}", f"day-guide-{width}"
    write_table(desk, table)
    table_form = desk.url
    write_checklist(desk, checklist)
    write_guide(desk, guide, table, checklist)
    schedule(desk)
    form = desk.url
    desk.goto("/admin/guides/guide/")
    assert f"초안 · {moment(AT)}에 공개 예약" in desk.inner_text("#result_list")
    desk.goto(form)
    cancel(desk)
    publish(desk, "처음 공개")
    read(reader, guide)
    restore_and_take_back(desk)
    disagree_about_a_row(desk, other, table_form, table)
    desk.goto(form)
    plan_withdrawal(desk)
    desk.click("text=예약 취소")
    desk.click("text=내리기 예약 취소")
    said(desk, "내리려던 예약을 취소했습니다.")
    withdraw(desk)
    assert reader.goto(f"/guides/{guide}/").status == 410
    desk.click("text=변경 기록")
    assert [entry for entry in HISTORY if entry not in desk.inner_text("#change-history")] == []
    delete_draft(desk, f"day-wrong-{width}")


CUT_OFF = """() => [...document.querySelectorAll("#content input, #content select, #content textarea, #content button")]
    .filter((one) => one.offsetParent && one.getBoundingClientRect().right > innerWidth)
    .map((one) => one.id || one.textContent)"""


@pytest.mark.parametrize("desks", [{"width": 390, "height": 844}], indirect=True, ids=["390"])
def test_nothing_of_a_form_or_a_list_is_cut_off_on_a_phone(desks):
    """Every field ends within the screen; a list scrolls, with its words whole."""
    desk = desks[0]
    for kind in ("guide", "comparisontable", "checklist"):
        desk.goto(f"/admin/guides/{kind}/")
        assert desk.evaluate("document.querySelector('#result_list .field-title').offsetWidth") >= 100
        desk.locator("#result_list .field-title a").first.click()
        desk.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert desk.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("desks", [DESKTOP], indirect=True, ids=["1280"])
def test_a_date_is_kept_without_scripts_too(desks, open_page):
    desk = open_page(js=False, storage_state=desks[0].context.storage_state())
    desk.goto("/admin/guides/checklist/")
    desk.locator("#result_list .field-title a").first.click()
    desk.fill("#id_publish_at", AT.strftime("%Y-%m-%dT%H:%M"))
    desk.click("[name=_publish]")
    said(desk, f"{moment(AT)}에 공개하도록 예약했습니다.")
    desk.click("text=예약 취소")
    desk.click("text=공개 예약 취소")
    said(desk, "예약을 취소했습니다.")
