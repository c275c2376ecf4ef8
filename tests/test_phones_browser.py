"""Whoever is in danger dials from the first screen; a number is pressed where it stands and never torn apart."""

import pytest

LINES_OF_NUMBERS = """() => [...document.querySelectorAll('main a[href^="tel:"]')]
  .filter((link) => link.offsetParent && link.getAttribute("href") === "tel:" + link.textContent)
  .map((link) => link.getClientRects().length)"""


@pytest.mark.parametrize("dark", [False, True])
def test_every_phone_of_the_emergency_page_is_dialled_on_the_first_screen(open_page, on_site, dark):
    page = open_page(viewport={"width": 360, "height": 640}, dark=dark)
    page.goto("/guides/suspicious-call/")
    calls = page.get_by_label("바로 전화하기")
    assert "다른 사람의 전화를 빌려" in calls.inner_text()
    for number in ("1588-9999", "112", "1332", "118"):
        box = calls.locator(f"a[href='tel:{number}']").bounding_box()
        assert (box["y"] + box["height"] <= 640, box["height"] >= 48) == (True, True), number
    assert calls.bounding_box()["y"] < page.locator(".answer").bounding_box()["y"]


@pytest.mark.parametrize("width", [320, 360, 390, 1280])
def test_no_number_breaks_across_lines(open_page, on_site, width):
    page = open_page(viewport={"width": width, "height": 740})
    page.goto("/guides/suspicious-call/")
    lines = page.evaluate(LINES_OF_NUMBERS)
    assert len(lines) >= 10
    assert set(lines) == {1}
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_number_is_read_on_paper(open_page, on_site):
    page = open_page(viewport={"width": 794, "height": 1123})
    page.emulate_media(media="print")
    page.goto("/guides/suspicious-call/")
    link = page.locator(".answer a[href='tel:112']")
    assert (link.is_visible(), link.inner_text()) == (True, "112")
