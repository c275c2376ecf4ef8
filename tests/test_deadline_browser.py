"""Who must be done today: other ways before any repair, and a sheet for the counter with what was answered."""

import re

import pytest

from conftest import PHONE
from tests.pagetypes import address

SHEET = re.compile(rb"/Type\s*/Page\b")
both = pytest.mark.parametrize("js", [True, False])
BOX = "element => element.getBoundingClientRect().top + scrollY"


def top(page, text: str) -> float:
    return page.get_by_role("heading", name=text).first.evaluate(BOX)


@both
def test_from_home_one_tap_leads_to_what_can_be_done_today(open_page, js):
    page = open_page(viewport=PHONE, js=js)
    page.goto("/")
    page.get_by_role("link", name="오늘까지예요").click()
    assert page.locator("h1").inner_text().replace("\n", " ") == "오늘은 다른 방법부터 하세요"
    assert page.get_by_text("다른 인증서를 고르세요").first.bounding_box()["y"] < PHONE["height"]
    assert top(page, "오늘은 다른 방법부터 하세요") < top(page, "화면에 무엇이 나오나요?")


@both
def test_it_is_asked_early_and_takes_no_question_away(open_page, js):
    page = open_page(viewport=PHONE, js=js)
    page.goto("/diagnose/?stage=issue")
    choices = page.get_by_role("form", name="언제까지 해야 하나요?").get_by_role("button")
    assert len({round(box["y"]) for box in (each.bounding_box() for each in choices.all())}) == 1
    choices.nth(0).click()
    page.wait_for_url("**/diagnose/?stage=issue&due=today")
    assert "질문 1번째" in page.locator("[data-progress]").inner_text()
    page.get_by_role("button", name="문구 없이 이어서 답하기").click()
    page.locator("[data-progress]", has_text="질문 2번째").wait_for()
    page.get_by_role("link", name="오늘 창구에 가져갈 쪽지 만들기").click()
    assert "만들기(발급)" in page.locator(".slip").inner_text()


def test_for_today_the_outcome_shows_other_ways_before_the_repair(open_page, on_site):
    page = open_page(viewport=PHONE)
    page.goto(address("diagnosis-today-outcome"))
    assert top(page, "멈추고") < top(page, "오늘 꼭 해야 한다면") < top(page, "명의(휴대폰을 개통한 사람)")
    page.goto(address("diagnosis-outcome"))
    assert top(page, "명의(휴대폰을 개통한 사람)") < top(page, "오늘 꼭 해야 한다면")


@both
def test_the_answer_is_changed_and_the_others_stay(open_page, on_site, js):
    page = open_page(viewport=PHONE, js=js)
    page.goto(address("diagnosis-today-outcome"))
    page.get_by_text("지금까지의 답 보기").click()
    page.get_by_role("button", name="답 바꾸기 – 언제까지").click()
    page.get_by_role("button", name="이번 주 안에").click()
    page.get_by_text("마감 하루 전까지 고쳐지지 않으면").wait_for()
    assert page.locator("h1").inner_text().startswith("멈추고 이것부터 보세요")
    page.go_back()
    page.get_by_role("heading", name="언제까지 해야 하나요?").wait_for()


def test_the_sheet_says_what_was_answered_and_asks_for_nothing_personal(open_page, on_site):
    page = open_page(viewport=PHONE, js=False)
    page.goto(address("slip-told"))
    words = page.locator(".slip").inner_text()
    for part in ("오늘 안에", "직접 왔습니다", "가족 이름으로 개통", "신분증", "1588-9999"):
        assert part in words
    assert page.locator("main :is(input, textarea)").count() == 0
    assert "주민등록번호, 계좌번호, 비밀번호, 인증번호는 이 종이에 적지 마세요." in words


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?due=today&stage=unsure&said=other&done=1",
        "?due=week&stage=issue&"
        + "&".join(f"{{table}}-{key}=bad" for key in ("name", "device", "n2", "n3", "n5", "n6"))
        + "&{table}-n4=tried&{table}-n10=tried&{table}-n11=tried",
    ],
)
def test_the_sheet_is_one_sheet_in_large_type(page, on_site, query):
    page.goto(address("slip", {"slip": f"/slip/{query}"}))
    assert len(SHEET.findall(page.pdf(format="A4", prefer_css_page_size=True))) == 1
    page.emulate_media(media="print")
    sizes = page.locator(".slip li").evaluate_all(
        "all => all.map((each) => parseFloat(getComputedStyle(each).fontSize))"
    )
    assert min(sizes) >= 22  # pixels: 17 points
    assert not page.locator(".foot, nav, button, #further").locator("visible=true").count()


@pytest.mark.parametrize("path", ["/search/?q=오늘까지 내야 해요", "/guides/new-phone/", "/faq/validity/"])
def test_every_page_that_answers_offers_the_sheet(page, path):
    page.goto(path)
    further = page.locator("section[aria-labelledby=further]")
    further.get_by_role("link", name="창구에 가져갈 쪽지 만들기").click()
    assert page.locator("h1").inner_text() == "창구에 가져갈 쪽지"


def test_who_searches_for_today_is_led_to_other_ways_and_the_sheet(page):
    page.goto("/search/?q=오늘까지 내야 해요")
    page.locator("#results a").first.click()
    assert page.url.endswith("/guides/due-today/")
    page.locator("article").get_by_role("link", name="창구에 가져갈 쪽지").first.click()
    assert page.url.endswith("/slip/?due=today")
