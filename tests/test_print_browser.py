"""On paper: the words, every remedy unfolded, where links lead; nothing to press."""

import pytest

from tests.pagetypes import READER_PAGES

PRINTED = ["guide", "table", "checklist", "entry"]
TO_PRESS = "nav, .search, button, .vote, .skip, .foot__links, [role=status]"

ADDRESSES = """() => [...document.querySelectorAll("main .sources a")].map((link) =>
    getComputedStyle(link, "::after").content.includes(link.getAttribute("href")))"""


@pytest.fixture
def paper(page):
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("name", PRINTED)
def test_nothing_to_press_is_printed(paper, name):
    paper.goto(READER_PAGES[name])
    shown = paper.locator(TO_PRESS).locator("visible=true")
    assert shown.evaluate_all("all => all.map((each) => each.className || each.tagName)") == []


@pytest.mark.parametrize("name", PRINTED)
def test_sources_and_the_page_say_their_addresses(paper, site, name):
    paper.goto(READER_PAGES[name])
    said = paper.evaluate(ADDRESSES)
    assert said
    assert all(said)
    assert paper.inner_text(".address") == f"이 글의 주소: {site.url}{READER_PAGES[name]}"


@pytest.mark.parametrize("name", ["guide", "table", "checklist"])
def test_every_remedy_is_unfolded(paper, name):
    paper.goto(READER_PAGES[name])
    heights = paper.locator(".fix__body:not(.fold *)").evaluate_all(
        "all => all.map((each) => each.offsetHeight)"
    )
    assert len(heights) > 1
    assert min(heights) > 20


def test_on_the_screen_the_address_is_not_said_twice(page):
    page.goto(READER_PAGES["guide"])
    assert not page.locator(".address").is_visible()
