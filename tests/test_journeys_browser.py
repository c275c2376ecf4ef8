"""The ways that readers go, by keyboard alone and without scripts; and what no page of theirs ever does."""

from urllib.parse import urlsplit

import pytest

from conftest import PHONE
from tests.pagetypes import READER_PAGES, address

ENTRY = "/faq/family-name-phone/"


def tab_to(page, name):
    """The focus moved there with Tab alone; every stop on the way can be seen."""
    for _ in range(60):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        assert at["ring"], f"no ring at {at['name']}"
        if name in at["name"]:
            return
    raise AssertionError(f"{name} was not reached")


FOCUSED = """() => {
    const at = document.activeElement;
    const box = at.matches("input[type=radio]") ? at.closest("label") : at;
    const name = at.labels?.[0]?.innerText || at.innerText || at.ariaLabel || at.tagName;
    return { name, ring: parseFloat(getComputedStyle(box).outlineWidth) >= 3 };
}"""


def test_from_the_home_page_to_a_vote_by_keyboard_alone(page):
    page.goto("/")
    tab_to(page, "무엇이 안 되나요?")
    page.keyboard.type("가족 명의 휴대폰")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    page.locator("#results a").first.wait_for()
    tab_to(page, page.locator(f"#results a[href='{ENTRY}']").first.inner_text())
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{ENTRY}")
    tab_to(page, "아니요")
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="고맙습니다").wait_for()
    assert page.evaluate("document.activeElement.innerText").startswith("알려 주셔서 고맙습니다")
    tab_to(page, "말이 어려워요")
    page.keyboard.press("Space")
    tab_to(page, "더 알려 주실 말")
    page.keyboard.type("한 줄 답이 짧아서 좋습니다")
    tab_to(page, "의견 보내기")
    page.keyboard.press("Enter")
    page.get_by_text("의견을 받았습니다").wait_for()
    assert page.context.cookies() == []


def test_the_first_stop_leads_past_the_menu(page):
    page.goto("/guides/")
    tab_to(page, "본문으로 건너뛰기")
    page.keyboard.press("Enter")
    tab_to(page, "질문에 답하며 원인을 찾아보세요")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_from_the_home_page_to_a_vote_without_scripts(open_page):
    page = open_page(viewport=PHONE, js=False)
    page.goto("/")
    page.get_by_label("무엇이 안 되나요?").fill("가족 명의 휴대폰")
    page.get_by_role("button", name="검색").click()
    page.locator(f"#results a[href='{ENTRY}']").first.click()
    page.get_by_role("button", name="아니요", exact=True).click()
    page.get_by_role("heading", name="알려 주셔서 고맙습니다").wait_for()
    page.get_by_label("말이 어려워요").check()
    page.get_by_role("button", name="의견 보내기").click()
    page.get_by_role("heading", name="의견을 받았습니다").wait_for()
    page.get_by_role("link", name="읽던 글로 돌아가기").click()
    assert urlsplit(page.url).path == ENTRY
    assert page.context.cookies() == []


@pytest.mark.parametrize("name", READER_PAGES)
def test_a_page_keeps_no_cookie_and_makes_no_noise(page, on_site, name):
    """That it asks nothing of other sites and has no errors is what every page of open_page is held to."""
    page.goto(address(name))
    assert page.locator("h1").inner_text()
    assert page.context.cookies() == []
