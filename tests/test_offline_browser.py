"""On a bad line: what was read stays readable and says so, answers are never kept; with a line nothing is old.

The site that goes away is one of its own, which really stops; Playwright's switch leaves service workers online.
"""

import pytest

from conftest import PHONE
from kbhelp import live
from tests.making import edited, make_guide, published
from tests.site import LIGHT, Site, free_port
from tests.waiting import eventually

EMERGENCY = "/guides/suspicious-call/"
READ = "/guides/which-certificate/"
KEPT = """async () => {
  const cache = await caches.open("kbhelp-pages");
  return (await cache.keys()).map(({url}) => new URL(url).pathname + new URL(url).search);
}"""
LEFT = """async () => [
  (await navigator.serviceWorker.getRegistrations()).length,
  (await caches.keys()).length,
]"""
LINE = ".kept"


@pytest.fixture
def reader(open_page, site):
    """A phone whose browser keeps pages, on the suite's site."""
    return begun(open_page(viewport=PHONE, service_workers="allow"))


def begun(page):
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => {})")
    eventually(page, lambda: page.evaluate("Boolean(navigator.serviceWorker.controller)"))
    wait_for_kept(page, EMERGENCY)
    wait_for_kept(page, "/")
    return page


def kept(page) -> list[str]:
    return page.evaluate(KEPT)


def wait_for_kept(page, path: str):
    eventually(page, lambda: path in kept(page))


@pytest.fixture
def own_site(tmp_path, after_first_start):
    """A site that the test may stop and start again: call it with the variables of the next start."""
    data, port, running = after_first_start(tmp_path / "data"), free_port(), []

    def start(**variables):
        running.append(Site(data, port, **LIGHT | variables).wait_until_serving())
        return running[-1]

    yield start
    for one in running:
        one.stop()


def test_without_a_line_what_was_read_is_there_and_says_since_when(own_site, open_page):
    site = own_site()
    page = begun(open_page(viewport=PHONE, service_workers="allow", base_url=site.url))
    page.goto(READ)
    wait_for_kept(page, READ)
    assert not page.locator(LINE).is_visible()
    heading = page.inner_text("h1")
    site.stop()

    page.goto(READ)
    assert page.inner_text("h1") == heading
    assert page.locator(LINE).inner_text().startswith("지금은 새 글을 받을 수 없어, 이 기기에 남아 있던 ")
    assert "일의 글을" in page.locator(LINE).inner_text()
    page.goto(EMERGENCY)  # never opened
    assert page.locator("h1").is_visible()
    page.goto("/search/?q=알뜰폰")
    assert_is_the_page_without_a_line(page, [READ, "/", EMERGENCY])
    page.problems.clear()  # a browser says of each page that it could not be fetched

    site = own_site()
    page.goto(READ)
    assert not page.locator(LINE).is_visible()
    page.problems.clear()


def assert_is_the_page_without_a_line(page, readable: list[str]):
    assert page.inner_text("h1") == "인터넷에 연결되어 있지 않습니다"
    assert page.locator("main a[href^='tel:']").count() == 4
    assert page.locator("main").evaluate("e => getComputedStyle(e).display") == "grid"  # with its styles
    links = page.locator("[data-kept-pages] a").all()
    assert [link.get_attribute("href") for link in links] == readable


def test_with_a_line_the_page_is_that_of_now(reader, on_site):
    guide = published(make_guide(slug="kept-and-changed", title="먼저의 제목"))
    reader.goto("/guides/kept-and-changed/")
    wait_for_kept(reader, "/guides/kept-and-changed/")
    published(edited(guide, title="나중의 제목"))
    reader.goto("/")
    reader.goto("/guides/kept-and-changed/")
    assert reader.inner_text("h1") == "나중의 제목"
    live.withdraw(guide)
    reader.goto("/guides/kept-and-changed/")
    eventually(reader, lambda: "/guides/kept-and-changed/" not in kept(reader))


def test_what_was_asked_and_answered_is_never_kept(reader):
    for address in (
        "/search/?q=010-1234-5678",
        "/search/",
        "/diagnose/",
        "/diagnose/?stage=issue",
        "/checklists/final-check/?owner-name=bad",
        "/faq/?q=알뜰폰",
        "/admin/login/",
        "/guides/nothing-here/",
    ):
        reader.goto(address, wait_until="networkidle")
    reader.goto("/sources/")
    wait_for_kept(reader, "/sources/")
    assert set(kept(reader)) == {"/", "/offline/", EMERGENCY, "/sources/"}


def test_forty_pages_are_kept_and_the_least_recently_read_goes_first(reader, on_site):
    guides = [published(make_guide(slug=f"many-{number}")) for number in range(41)]
    for number in range(40):
        reader.evaluate(
            "path => navigator.serviceWorker.controller.postMessage({keep: path})", f"/guides/many-{number}/"
        )
        wait_for_kept(reader, f"/guides/many-{number}/")
    reader.goto("/guides/many-40/")
    wait_for_kept(reader, "/guides/many-40/")
    eventually(reader, lambda: len(kept(reader)) == 42)
    assert not {"/", "/guides/many-0/"} & set(kept(reader))
    assert {"/offline/", EMERGENCY, "/guides/many-1/"} < set(kept(reader))
    for guide in guides:
        live.withdraw(guide)


def test_switched_off_every_browser_forgets(own_site, open_page):
    site = own_site()
    page = begun(open_page(viewport=PHONE, service_workers="allow", base_url=site.url))
    site.stop()
    own_site(KBHELP_OFFLINE="0")
    page.goto(READ)
    eventually(page, lambda: page.evaluate(LEFT) == [0, 0])
    page.close()  # a worker that is taken away still rules the page that saw it go
    later = page.context.new_page()
    later.goto(READ)
    assert later.evaluate("navigator.serviceWorker.controller") is None
    assert later.evaluate("caches.keys()") == []


@pytest.mark.django_db
def test_only_the_one_script_may_be_a_worker(client, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    policy = client.get("/offline/")["Content-Security-Policy"]
    assert "worker-src http://testserver/offline.js;" in policy
    assert "worker-src 'none'" in client.get("/admin/login/")["Content-Security-Policy"]
