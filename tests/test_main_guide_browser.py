"""The main guide answers first and ends soon: on a phone, and on paper."""

import re

MAIN = "/guides/issuing-keeps-failing/"
HIGHEST = 4_650  # pixels at 360; it was 13,253
SHEETS = 6
SHEET = re.compile(rb"/Type\s*/Page\b")
FOLDED = {
    "이 글이 맞는 경우": "방금 확인했는데 또 확인하라고 합니다",
    "왜 이런 일이 되풀이되나요": "확인은 두 번 이어집니다",
    "나는 무엇부터 준비하나요": "은행 일을 주로 보신다면",
    "다른 분들은 이렇게 풀었습니다": "이용자 경험담, 공식 확인 아님",
    "함께 볼 글": "새 휴대폰으로 바꿨을 때",
    "공식 출처": "규칙은 공지로 바뀔 수 있습니다",
}
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


def test_what_is_folded_is_one_press_away_and_named_in_its_line(open_page, on_site):
    page = open_page(viewport={"width": 360, "height": 740}, js=False)
    page.goto(MAIN)
    for name, words in FOLDED.items():
        assert not page.get_by_text(words).first.is_visible(), name
        page.locator("summary", has_text=name).click()
        assert page.get_by_text(words).first.is_visible(), name


def test_an_address_of_a_folded_part_unfolds_it(open_page, on_site):
    page = open_page()
    page.goto(MAIN + "#h-다른-분들은-이렇게-풀었습니다")
    page.get_by_text("이용자 경험담, 공식 확인 아님").wait_for()


def test_other_ways_for_today_are_said_once(open_page, on_site):
    page = open_page()
    page.goto(MAIN)
    assert page.get_by_text("오늘 꼭 해야 한다면").count() == 1
    assert page.get_by_role("link", name="창구에 가져갈 쪽지 만들기").count() == 1


def test_on_paper_nothing_is_folded_and_no_part_lies_over_another(open_page, on_site):
    page = open_page(viewport={"width": 680, "height": 960})
    page.goto(MAIN)
    page.emulate_media(media="print")
    for words in FOLDED.values():
        if words != FOLDED["함께 볼 글"]:
            assert page.get_by_text(words).first.is_visible(), words
    # Chromium cuts no grid and no row of cells at the end of a sheet without laying one over another.
    cut = page.locator("article .prose, article .stack, .case > tr, .fix__body").locator("visible=true")
    assert set(cut.evaluate_all("all => all.map((each) => getComputedStyle(each).display)")) == {"block"}


def test_it_and_a_table_of_fourteen_rows_are_printed_on_few_sheets(open_page, on_site):
    page = open_page()
    for path in (MAIN, "/tables/normal-and-failure/"):
        page.goto(path)
        assert len(SHEET.findall(page.pdf(format="A4", prefer_css_page_size=True))) <= SHEETS, path
