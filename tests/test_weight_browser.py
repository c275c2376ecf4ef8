"""A first visit to the main guide on a slow phone: little to fetch, readable at once, nothing jumps."""

import pytest

from conftest import PHONE
from tests.pagetypes import GUIDE, READER_PAGES, address

MOST = 40_000  # bytes over the wire, headers included

WATCH = """window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((entry) => entry.value)))
    .observe({ type: "layout-shift", buffered: true });"""


def transferred(page) -> list[float]:
    """Bytes of each answer as they came over the wire; filled while the page loads."""
    sizes = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    return sizes


@pytest.mark.parametrize("name", sorted(READER_PAGES.keys() - {"missing", "gone", "wrong-method"}))
def test_a_first_visit_is_light(open_page, on_site, name):
    page = open_page(viewport=PHONE)
    sizes = transferred(page)
    page.goto(address(name), wait_until="networkidle")
    assert len(sizes) > 10
    assert sum(sizes) <= MOST


def test_what_asks_while_typing_is_fetched_when_the_field_is_entered(page):
    fetched = []
    page.on("request", lambda request: "htmx" in request.url and fetched.append(request.url))
    page.goto("/search/?q=알뜰폰", wait_until="networkidle")
    assert not fetched
    page.fill("#q", "신분증 촬영")
    page.wait_for_selector("#results a:has-text('신분증')")
    page.fill("#q", "명의")
    page.wait_for_selector("#results a:has-text('명의')")
    assert len(fetched) == 1


def test_the_main_guide_is_read_without_scripts(open_page):
    page = open_page(viewport=PHONE, js=False)
    page.goto(GUIDE)
    words = page.inner_text("main")
    for part in (
        "휴대폰을 개통한 사람 이름(명의)부터 보고",
        "정상",
        "실패",
        "그래도 안 되면",
        "공식 출처",
    ):
        assert part in words


@pytest.mark.parametrize("name", ["home", "guide", "faq", "table", "checklist", "search-found"])
def test_nothing_jumps_while_a_page_loads(open_page, name):
    page = open_page(viewport=PHONE)
    page.add_init_script(WATCH)
    page.goto(READER_PAGES[name], wait_until="networkidle")
    assert page.evaluate("window.shifts") == []
