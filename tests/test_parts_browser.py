"""The editors' main job in a real browser: a table of six rows, a checklist of four items, and a guide with both."""

import pytest

from conftest import DESKTOP, PHONE
from tests.making import make_publisher, make_source
from tests.test_editing_browser import choose, open_desk

ROWS = ["명의", "기기", "앱 버전", "통신사", "신분증", "인증번호"]
ITEMS = ["내 이름 휴대폰", "최신 앱", "인증서 종류", "정부24 연결"]


@pytest.fixture
def desk(open_page, on_site, request):
    make_source()
    make_publisher("publisher-parts-" + str(request.param["width"]))
    page = open_page(viewport=request.param)
    open_desk(page, "publisher-parts-" + str(request.param["width"]))
    return page


def begin(desk, kind: str, title: str, slug: str):
    desk.goto(f"/admin/guides/{kind}/add/")
    desk.fill("#id_title", title)
    desk.fill("#id_slug", slug)
    desk.fill("#id_summary", f"{title}의 한 줄 답입니다.")


def finish(desk):
    """Source and dates, then 발행."""
    choose(desk, "sources", "정부24")
    desk.fill("#id_written_on", "2026-11-23")
    desk.fill("#id_review_on", "2027-05-23")
    desk.click("[name=_publish]")
    desk.get_by_text("1판을 발행했습니다").wait_for()


def add(desk, prefix: str, number: int, fields: dict):
    """A new document begins with an empty part; each further one is added."""
    if number:
        desk.click(f"#{prefix}-group [data-add]")
    desk.locator(f"#{prefix}-{number} .part__panel").evaluate("panel => { panel.open = true; }")
    for name, words in fields.items():
        desk.fill(f"#id_{prefix}-{number}-{name}", words)


@pytest.mark.parametrize("desk", [DESKTOP, {"width": 390, "height": 844}], indirect=True, ids=["1280", "390"])
def test_a_new_table_and_a_new_checklist_reach_readers_through_a_guide(desk, open_page):
    width = desk.viewport_size["width"]
    begin(desk, "comparisontable", "여섯 줄 표", f"six-rows-{width}")
    for number, item in enumerate(ROWS):
        add(desk, "rows", number, {
            "item": item, "normal": f"{item} 정상", "failure": f"{item} 실패",
            "how_to_check": "앱에서 봅니다.", "remedy": f"{item} 고치기",
        })  # fmt: skip
    finish(desk)
    begin(desk, "checklist", "네 항목 점검표", f"four-items-{width}")
    for number, item in enumerate(ITEMS):
        add(desk, "items", number, {"text": item, "remedy": f"{item} 해결"})
    finish(desk)
    begin(desk, "guide", "둘 다 넣은 안내", f"with-both-{width}")
    desk.select_option("#id_topic", "name")
    desk.fill("#id_body", f"표입니다.\n\n[[비교표:six-rows-{width}]]\n\n[[점검표:four-items-{width}]]")
    desk.fill("#id_still_stuck", "은행에 물어보세요.")
    finish(desk)

    reader = open_page(viewport=PHONE)
    reader.goto(f"/guides/with-both-{width}/")
    reader.locator("summary", has_text="비교 보기").click()
    words = reader.inner_text("main")
    places = [words.index(word) for word in [*(f"{item} 실패" for item in ROWS), *ITEMS]]
    assert places == sorted(places)
