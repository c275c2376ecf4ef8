"""The browsers inside of KakaoTalk and Naver: bars above and below leave a low window, and links come from chats."""

import pytest

LOW = {"width": 360, "height": 520}
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0 Mobile Safari/537.36"
ANDROID = f"Mozilla/5.0 (Linux; Android 14; SM-S918N; wv) {WEBKIT}"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148"
BROWSERS = {
    "kakaotalk on android": f"{ANDROID};KAKAOTALK 2410510",
    "kakaotalk on an iphone": f"{IPHONE} KAKAOTALK 10.8.0",
    "naver on android": f"{ANDROID} NAVER(inapp; search; 2000; 12.9.0)",
    "naver on an iphone": f"{IPHONE} NAVER(inapp; search; 2000; 12.9.0; 15PRO)",
}


@pytest.fixture(params=BROWSERS)
def page(open_page, on_site, request):
    return open_page(viewport=LOW, user_agent=BROWSERS[request.param], has_touch=True, is_mobile=True)


def top(locator) -> float:
    return locator.bounding_box()["y"]


def test_a_shared_page_shows_its_answer_and_the_first_screen_its_first_door(page):
    page.goto("/guides/new-phone/")
    assert top(page.locator(".answer").first) < LOW["height"]
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.goto("/")
    assert top(page.get_by_role("link", name="정부24·복지로에서 안 돼요")) < LOW["height"] - 48


def test_from_a_chat_to_an_answer_and_back(page):
    page.goto("/guides/new-phone/")
    page.locator("header").get_by_role("link", name="검색").tap()
    page.locator("#q").fill("문자가 안 와요")
    page.locator("#search").get_by_role("button", name="검색").tap()
    page.wait_for_url("**/search/?q=*")  # what was found while typing goes with its page
    page.wait_for_load_state("networkidle")  # an answer to the typing may still replace the one to the button
    first = page.locator("#results .hit__title").first
    first.wait_for()
    assert top(first) < LOW["height"]
    title = first.inner_text()
    first.tap()
    page.get_by_role("heading", name=title, level=1).wait_for()
    page.go_back()
    page.locator("#results .hit__title").first.wait_for()


WITHOUT = """delete Navigator.prototype.share; delete window.print;
Object.defineProperty(navigator, "clipboard", { value: undefined });"""


def test_what_such_a_browser_cannot_do_is_not_offered(page):
    page.add_init_script(WITHOUT)
    page.goto("/guides/new-phone/")
    for name in ("다른 사람에게 보내기", "인쇄하기"):
        assert page.get_by_role("button", name=name).count() == 0
