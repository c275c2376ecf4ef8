"""Nothing has to be pushed sideways: at 320 px, with text of double size, and where words have no space to break at."""

import pytest

from guides.models import ChecklistItem
from kbhelp import live
from tests.making import make_checklist, make_entry, make_guide, make_row, make_table, published
from tests.pagetypes import READER_PAGES, address

NARROW = {"width": 320, "height": 640}
LONG = "가나다라마바사아자차" * 20
TITLE = LONG[:110]  # as long as a title may be, with the slug's number before it
DOUBLE = "document.documentElement.style.fontSize = '200%'"

# How far the page can be pushed, and what reaches past its edge; what scrolls within a frame of its own may.
BEYOND = """() => {
    const edge = document.documentElement.clientWidth;
    const held = (element) => element.closest(".table-scroll, pre, .hidden, thead");
    for (const details of document.querySelectorAll("details")) details.open = true;
    const beyond = [...document.querySelectorAll("body *")].filter((element) => {
        const box = element.getBoundingClientRect();
        return box.width && (box.right > edge + 1 || box.left < -1) && !held(element);
    });
    scrollTo({ left: 9_999, behavior: "instant" });
    return [scrollX, ...new Set(beyond.map((element) => `${element.tagName}.${element.className}`))];
}"""


@pytest.fixture
def page(open_page, on_site):
    """Without the policy, so that the size of the text can be set as a browser does it."""
    return open_page(viewport=NARROW, bypass_csp=True)


@pytest.fixture
def long_documents(on_site):
    """One of each kind whose every text is of syllables without a space; withdrawn again, as the diagnosis asks
    for every row of the site."""
    table = make_table(rows=0, title=TITLE, slug="long-table", summary=LONG)
    make_row(
        table,
        item=LONG[:60],
        normal=LONG,
        failure=LONG,
        how_to_check=LONG,
        remedy=LONG,
        success=LONG,
        risk="lose",
    )
    guide = make_guide(title=TITLE, slug="long-guide", summary=LONG, body=body(), still_stuck=LONG)
    entry = make_entry(title=TITLE, slug="long-entry", summary=LONG, body=body())
    checklist = make_checklist(items=0, title=TITLE, slug="long-checklist", summary=LONG)
    words = {"text": LONG[:120], "how_to_check": LONG, "remedy": LONG}
    ChecklistItem.objects.create(checklist=checklist, position=0, **words)
    documents = [published(document) for document in (table, guide, entry, checklist)]
    yield
    for document in documents:
        live.withdraw(document)


def body() -> str:
    steps = "\n".join(f"{number}. {LONG}" for number in (1, 2))
    return f"## {LONG}\n\n{LONG}\n\n::: 주의\n{LONG}\n:::\n\n{steps}\n\n[[비교표:long-table]]\n\n`{LONG}`"


def beyond_at_both_sizes(page) -> list:
    normal = page.evaluate(BEYOND)
    page.evaluate(DOUBLE)
    return [normal, page.evaluate(BEYOND)]


@pytest.mark.parametrize("name", READER_PAGES)
def test_no_page_has_to_be_pushed_sideways(page, name):
    page.goto(address(name))
    assert beyond_at_both_sizes(page) == [[0], [0]]


def test_words_without_a_space_break(page, long_documents):
    own = ("/guides/long-guide/", "/tables/long-table/", "/faq/long-entry/", "/checklists/long-checklist/")
    for path in (*own, "/guides/", "/faq/"):
        page.goto(path)
        assert LONG[:100] in page.inner_text("main")
        assert beyond_at_both_sizes(page) == [[0], [0]]


def test_a_long_query_breaks_too(page):
    page.goto(f"/search/?q={TITLE}")
    assert page.input_value("#q") == TITLE
    assert beyond_at_both_sizes(page) == [[0], [0]]


def test_what_is_too_wide_is_noticed(page):
    page.goto("/about/")
    page.evaluate("document.querySelector('main').style.whiteSpace = 'nowrap'")
    pushed, *_ = page.evaluate(BEYOND)
    assert pushed > 300
    page.evaluate("document.body.style.overflow = 'hidden'")  # what is cut off is lost as well
    assert "P.answer" in page.evaluate(BEYOND)


@pytest.mark.parametrize("width", [360, 600, 840, 1280])
@pytest.mark.parametrize("path", ["/", "/about/"])
def test_of_four_phones_none_stands_alone_in_its_row(page, path, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    tops = page.locator(".phones li").evaluate_all("all => all.map((e) => e.getBoundingClientRect().top)")
    assert len(tops) == 4
    assert {tops.count(top) for top in tops} <= {2, 4}


def test_in_boxes_within_boxes_words_of_double_size_stay_whole(page):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address("diagnosis-outcome"))
    page.evaluate(DOUBLE)
    one_line = "e => parseFloat(getComputedStyle(e).lineHeight) * 1.5"
    no = page.locator(".vote").get_by_role("button", name="아니요", exact=True).first
    lines = """e => { const text = document.createRange(); text.selectNodeContents(e);
        return text.getBoundingClientRect().height; }"""
    assert no.evaluate(lines) < no.evaluate(one_line)


def test_the_way_through_the_stages_ends_at_the_last(page):
    page.goto("/guides/")
    lines = page.locator(".station").evaluate_all(
        "all => all.map((e) => getComputedStyle(e, '::after').content !== 'none')"
    )
    assert lines == [True, True, False, False]
