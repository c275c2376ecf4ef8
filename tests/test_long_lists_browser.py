"""Numbered pages under a thumb, and saved addresses of what stands on another page; on a site with many documents."""

import pytest

from conftest import PHONE
from kbhelp.publishing.models import Document
from kbhelp.search.models import Term
from tests.making import copied
from tests.site import LIGHT, Site


@pytest.fixture(scope="module")
def site(tmp_path_factory, after_first_start):
    """A site of this module's own, since its lists are long."""
    site = Site(after_first_start(tmp_path_factory.mktemp("long") / "data"), **LIGHT)
    yield site.wait_until_serving()
    site.stop()


@pytest.fixture
def long(on_site):
    """Some 130 questions and guides, and 300 terms, made once."""
    if Document.objects.filter(kind="faq").count() < 100:
        for slug in ("keeps-failing", "issuing-keeps-failing"):
            copied(Document.objects.get(slug=slug), 120)
        Term.objects.bulk_create(Term(name=f"힣 {n:03}", definition="뜻풀이") for n in range(300))
    return on_site


def sizes(page, selector: str) -> list[dict]:
    return [one.bounding_box() for one in page.locator(selector).all()]


@pytest.mark.parametrize(
    "address", ["/guides/?stage=issue&page=3", "/faq/?group=reason&page=3", "/terms/?page=2"]
)
@pytest.mark.parametrize("viewport", [PHONE, {"width": 320, "height": 640}])
def test_every_number_is_large_enough_for_a_thumb_and_none_lies_over_another(
    open_page, long, address, viewport
):
    page = open_page(viewport=viewport)
    page.goto(address)
    boxes = sizes(page, ".pages a, .pages [aria-current]")
    assert len(boxes) >= 5
    assert min(min(box["width"], box["height"]) for box in boxes) >= 48
    right = [box["x"] + box["width"] for box in boxes]
    assert max(right) <= viewport["width"]
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]


def test_the_next_page_begins_at_its_list(open_page, long):
    page = open_page(viewport=PHONE)
    page.goto("/guides/?stage=issue")
    page.get_by_role("link", name="다음 쪽").click()
    page.wait_for_url("**page=2#list")
    page.wait_for_timeout(1000)  # the page glides there
    assert 0 <= page.locator("#list").bounding_box()["y"] < 60
    assert "21번째부터 40번째까지" in page.inner_text("#list")
    page.get_by_role("link", name="이전 쪽").click()
    page.wait_for_url("**page=1#list")


def test_a_saved_address_of_a_question_on_another_page_leads_to_the_question(page, long):
    page.goto("/faq/#q-family-name-phone")
    page.wait_for_url("**/faq/family-name-phone/")
    assert page.locator("h1").inner_text()


def test_without_scripts_a_sentence_says_how_to_find_a_saved_question(open_page, long):
    page = open_page(js=False)
    page.goto("/faq/#q-family-name-phone")
    assert page.get_by_text("저장해 둔 주소의 질문이 여기에 보이지 않으면").is_visible()


def test_a_saved_address_of_a_question_on_this_page_opens_it(page, long):
    page.goto("/faq/?group=reason&page=2")
    name = page.locator(".faq").last.get_attribute("id")
    page.goto(f"/faq/?group=reason&page=2#{name}")
    page.reload()
    assert page.locator(f"[id='{name}'][open]").count() == 1


def test_a_saved_address_of_a_term_on_another_page_leads_to_it(page, long):
    number = Term.objects.get(name="힣 299").pk
    page.goto(f"/terms/#t-{number}")
    page.wait_for_url(f"**/terms/?t={number}#t-{number}")
    assert page.locator(f"#t-{number}").is_visible()


def test_a_saved_address_of_nothing_stays_where_it_is(page, long):
    page.goto("/terms/#t-99999999")
    page.wait_for_url("**/terms/?t=99999999#t-99999999")
    assert page.locator("h1").inner_text() == "낱말 풀이"
