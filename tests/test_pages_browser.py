"""What the scripts of readers' pages make of odd addresses; that none fails is what every page is held to."""

import pytest

from conftest import PHONE


@pytest.mark.parametrize("mark", ["100%", "%EC", "%EC%9D%B4%", "q-없는-질문", ""])
def test_an_address_with_an_odd_end_shows_the_page(open_page, mark):
    page = open_page(viewport=PHONE)
    page.goto(f"/guides/issuing-keeps-failing/#{mark}")
    assert page.locator("h1").inner_text()


def test_an_address_that_names_a_row_opens_it(page):
    page.goto("/tables/normal-and-failure/#device")
    assert page.locator("#device details").get_attribute("open") is not None
