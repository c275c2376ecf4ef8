"""No text an editor can write executes in a reader's browser, even without the content policy (R01, R25)."""

import json

import markdown as undefended
import pytest

from kbhelp.markdown import render
from kbhelp.markdown.tests.attack_strings import ATTACKS

PAGE = """<!doctype html><meta charset=utf-8><script>
let hits = 0;
function hit() { hits++; }
</script><body>%s"""
TOUCH = """() => {
  for (const element of document.body.querySelectorAll("*"))
    for (const kind of ["click", "focus", "blur", "mouseover", "pointerenter", "load", "error", "toggle"])
      element.dispatchEvent(new Event(kind, {cancelable: true}));
}"""
INSERT = """(pieces) => {
  for (const piece of pieces) {
    const place = document.createElement("div");
    document.body.append(place);
    place.innerHTML = piece;
  }
}"""
LINKS = """() => [...document.querySelectorAll("a[href]")].map(a => new URL(a.href))
  .filter(url => !["http:", "https:", "mailto:", "tel:"].includes(url.protocol) || url.username
                 || url.hostname === "attacker.example").map(String)"""
ATTRIBUTES = """() => [...document.body.querySelectorAll("*")].flatMap(e => e.getAttributeNames())
  .filter(name => name.startsWith("on") || ["style", "srcdoc", "srcset", "formaction"].includes(name))"""


@pytest.fixture
def lab(browser):
    """A page without any policy on an origin of its own; `lab.requests` are the addresses it asked for."""
    page = browser.new_page()
    page.requests = []

    def answer(route):
        page.requests.append(route.request.url)
        wanted = route.request.url == "http://reader.example/"
        route.fulfill(body=page.body, content_type="text/html") if wanted else route.abort()

    page.route("**/*", answer)
    page.on("dialog", lambda dialog: dialog.dismiss())
    yield page
    page.close()


def open_with(page, body: str):
    page.body = PAGE % body
    page.goto("http://reader.example/", wait_until="load")


def rendered(text: str) -> str:
    blocks = render(text, resolve=lambda label, slug: None).blocks
    return "".join(block["html"] for block in blocks)


def hits(page) -> int:
    page.evaluate(TOUCH)
    page.wait_for_load_state("networkidle")
    return page.evaluate("hits")


def foreign(page) -> list:
    own = ("http://reader.example/media/", "http://reader.example/favicon.ico")
    return [url for url in page.requests[1:] if not url.startswith(own)]


@pytest.mark.browser
def test_nothing_executes_in_a_page_that_was_parsed(lab):
    open_with(lab, "".join(f"<div>{rendered(attack)}</div>" for attack in ATTACKS))
    assert hits(lab) == 0
    assert foreign(lab) == []


@pytest.mark.browser
def test_nothing_executes_when_inserted_by_inner_html(lab):
    open_with(lab, "")
    lab.evaluate(INSERT, [rendered(attack) for attack in ATTACKS])
    assert hits(lab) == 0
    assert foreign(lab) == []


@pytest.mark.browser
def test_every_link_leads_where_links_may_lead_and_no_attribute_carries_code(lab):
    open_with(lab, "".join(f"<div>{rendered(attack)}</div>" for attack in ATTACKS))
    honest = {"https://attacker.example/x.png"}  # another site's address, written out in full
    assert set(lab.evaluate(LINKS)) == honest
    assert lab.evaluate(ATTRIBUTES) == []


@pytest.mark.browser
def test_the_same_strings_execute_by_the_hundred_without_our_renderer(lab):
    """The control: were this low, the tests above would prove nothing."""
    open_with(lab, "")
    lab.evaluate(INSERT, [undefended.markdown(attack) for attack in ATTACKS])
    assert hits(lab) > 300
    assert len(foreign(lab)) > 20


def test_attacks_are_many_and_different():
    assert len(ATTACKS) == len(set(ATTACKS)) > 2000


def test_what_is_rendered_can_be_stored_as_json():
    for attack in ATTACKS[::7]:
        result = render(attack, resolve=lambda label, slug: {"slug": slug}).as_json()
        assert json.loads(json.dumps(result)) == result
