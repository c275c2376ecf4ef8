"""Answers first: what stands on the first screen of a phone, what can be pressed, and what is said meanwhile."""

import re

import pytest

PHONE = {"width": 360, "height": 740}
MESSAGE = "[KB스타뱅킹] 이미 발급된 인증서가 있습니다. 기존 인증서를 폐기 후 진행해 주세요."


@pytest.fixture
def page(open_page, on_site):
    return open_page(viewport=PHONE)


def bottom(locator) -> float:
    box = locator.bounding_box()
    return box["y"] + box["height"]


def test_the_first_screen_shows_both_doors_and_the_diagnosis_and_ends_within_two(page):
    page.goto("/")
    for name in ("인증서 만들기가 안 돼요", "정부24·복지로에서 안 돼요", "질문에 답하며 원인 찾기"):
        assert bottom(page.locator("main").get_by_role("link", name=name)) <= 640, name
    assert page.evaluate("document.documentElement.scrollHeight") <= 2 * PHONE["height"]


def test_the_first_screen_names_the_sites_where_readers_are_held_up(page):
    page.goto("/")
    names = page.locator("section[aria-labelledby=official] a").all_inner_texts()
    assert ("정부24" in names, "복지로" in names) == (True, True)


@pytest.mark.parametrize(
    "address", ["/", "/guides/new-phone/", "/search/?q=문자", "/terms/", "/nothing-here/"]
)
def test_search_and_diagnosis_stand_in_the_head_of_every_page(page, address):
    page.goto(address)
    head = page.locator("header").first
    assert head.get_by_role("link", name="검색").get_attribute("href") == "/search/"
    assert head.get_by_role("link", name="원인 찾기").get_attribute("href") == "/diagnose/"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("query", ["알뜰폰", "공인인증서", MESSAGE, "문자가 안와여"])
def test_the_first_answer_is_read_without_scrolling(page, query):
    page.goto(f"/search/?q={query}")
    assert bottom(page.locator(".hit .hit__text").first) <= PHONE["height"]


def test_filters_stand_below_the_answers_and_narrow_them(page):
    page.goto("/search/?q=문자")
    assert page.locator("#kind").bounding_box()["y"] > bottom(page.locator("#results"))
    page.get_by_label("종류").select_option("faq")
    page.wait_for_url(re.compile("kind=faq"))
    assert set(page.locator(".hits .tag").all_inner_texts()) == {"자주 묻는 질문"}


def test_filters_narrow_without_scripts(open_page, on_site):
    page = open_page(viewport=PHONE, js=False)
    page.goto("/search/?q=문자")
    page.get_by_label("종류").select_option("faq")
    page.get_by_role("button", name="좁혀서 다시 검색").click()
    page.wait_for_url(re.compile("q=.+kind=faq"))
    assert set(page.locator(".hits .tag").all_inner_texts()) == {"자주 묻는 질문"}


def test_the_whole_card_is_the_link(page):
    page.goto("/search/?q=알뜰폰")
    card = page.locator(".hits .hit").first
    address = card.locator("a").get_attribute("href")
    card.click(position={"x": 320, "y": card.bounding_box()["height"] - 6})
    page.wait_for_url(f"**{address}")


def test_a_message_in_a_longer_text_shows_the_cause_and_what_to_do(page):
    page.goto(f"/search/?q={MESSAGE}")
    cause = page.locator("section[aria-labelledby=cause]").inner_text()
    assert "화면에 나온 문구와 맞는 원인" in cause
    assert "이렇게 하세요" in cause


def test_what_takes_a_moment_is_said_and_then_the_number(page):
    page.goto("/search/")
    page.route("**/search/?*", lambda route: (page.wait_for_timeout(900), route.continue_()))
    page.fill("#q", "신분증")
    page.get_by_text("검색하고 있습니다.").wait_for()
    page.get_by_text("개를 찾았습니다.").wait_for()


def test_a_search_that_gets_no_answer_says_what_to_do(page):
    page.goto("/search/")
    page.route("**/search/?*", lambda route: route.abort())
    page.fill("#q", "신분증")
    page.get_by_text("인터넷 연결을 보고 검색 버튼을 다시 눌러 주세요.").wait_for()
    assert page.input_value("#q") == "신분증"
    page.problems.clear()  # the browser notes the request that failed


def test_in_forced_colours_the_present_page_is_told_by_its_line(open_page, on_site):
    page = open_page(viewport=PHONE, forced_colors="active")
    page.goto("/guides/")
    colours = page.evaluate(
        """() => [...document.querySelectorAll(".nav a")].map(
            (a) => [a.textContent, getComputedStyle(a).borderBlockEndColor])"""
    )
    others = {colour for name, colour in colours if name != "안내"}
    assert len(others) == 1
    assert dict(map(tuple, colours))["안내"] not in others


def test_who_says_no_is_offered_the_next_best_thing(page):
    page.goto("/faq/validity/")
    page.get_by_role("button", name="아니요", exact=True).click()
    answer = page.locator("[data-vote]")
    answer.get_by_role("link", name="질문에 답하며 원인 찾기").wait_for()
    assert answer.get_by_role("link", name="전화하기").get_attribute("href") == "tel:1588-9999"


@pytest.mark.parametrize(
    "address",
    [
        "/guides/new-phone/",
        "/faq/validity/",
        "/tables/connecting/",
        "/checklists/final-check/",
        "/checklists/final-check/?owner-name=ok",
        "/search/?q=쀍뛟",
        "/faq/?q=쀍뛟",
        "/guides/?stage=any&group=name",
        "/notices/",
    ],
)
def test_every_page_ends_with_a_way_on(page, address):
    page.goto(address)
    further = page.locator("section[aria-labelledby=further]")
    assert further.locator("a[href^='/diagnose/']").count() == 1
    assert further.locator("a[href='/call-note/']").count() == 1
    assert further.locator("a[href='tel:1588-9999']").count() >= 1
    # Once: a guide has ways of its own.
    assert page.locator("main").get_by_text("오늘 꼭 해야 한다면").count() == 1
    assert further.locator("a[href='/slip/']").count() == 1


def test_the_stage_of_a_page_is_known_to_the_diagnosis(page):
    page.goto("/tables/connecting/")
    page.locator("section[aria-labelledby=further]").get_by_role("link", name="원인 찾기").click()
    page.wait_for_url("**/diagnose/?stage=connect")
