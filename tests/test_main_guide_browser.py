"""The main guide answers first and ends soon: on a phone, and on paper."""

import re

MAIN = "/guides/issuing-keeps-failing/"
HIGHEST = 7_400  # pixels at 360; it was 13,253
SHEETS = 6
SHEET = re.compile(rb"/Type\s*/Page\b")
IN_ORDER = [
    "어디에서 멈추는지 먼저 나누세요",
    "세 단계로 해 보세요",
    "원인 세 가지와 해결 방법",
    "내 상황은 정상인가요",
    "끝으로 점검하세요",
    "나는 무엇부터 준비하나요",
    "다른 분들은 이렇게 풀었습니다",
    "피해야 할 세 가지",
    "그래도 안 되면",
]


def test_its_parts_stand_in_the_order_of_need_and_end_soon(open_page, on_site):
    page = open_page(viewport={"width": 360, "height": 740})
    page.goto(MAIN)
    headings = page.locator("main h2").all_inner_texts()
    assert [heading for heading in headings if heading in IN_ORDER] == IN_ORDER
    assert page.evaluate("document.documentElement.scrollHeight") <= HIGHEST


def test_two_rows_are_compared_and_the_rest_is_one_press_away(open_page, on_site):
    page = open_page(viewport={"width": 360, "height": 740})
    page.goto(MAIN)
    shown = page.locator(".case").locator("visible=true")
    assert shown.count() == 2
    page.get_by_text(re.compile("나머지 [0-9]+가지 비교 보기")).click()
    assert shown.count() == page.locator(".case").count() > 10


def test_an_address_of_a_folded_row_unfolds_it(open_page, on_site):
    page = open_page()
    page.goto(MAIN + "#n5")
    page.locator("#n5 .fix__body").wait_for()
    assert page.locator("#n5").is_visible()


def test_four_points_are_ticked_in_place_and_answered_without_scripts(open_page, on_site):
    page = open_page(viewport={"width": 360, "height": 740}, js=False)
    page.goto(MAIN)
    points = page.locator(".tick input")
    for number in range(points.count()):
        points.nth(number).check()
    page.get_by_role("button", name="점검 결과 보기").click()
    assert "4개를 골랐" in page.locator("#result, .progress").first.inner_text()


def test_it_is_printed_on_few_sheets(open_page, on_site):
    page = open_page()
    page.goto(MAIN)
    assert len(SHEET.findall(page.pdf(format="A4", prefer_css_page_size=True))) <= SHEETS
