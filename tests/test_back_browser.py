"""Back after something new was saved leads to it: saved again from the form that made it, it would be there twice."""

import secrets

import pytest

from kbhelp.publishing.models import Document
from kbhelp.search.models import Term
from tests.making import make_publisher
from tests.test_editing_browser import open_desk


@pytest.fixture
def title():
    return f"뒤로 가기 {secrets.token_hex(6)}"


@pytest.fixture(params=["made anew", "kept whole"])
def desk(open_page, on_site, browser, request):
    """Both kinds of browsers: those that load the page again, and those that kept it as it was left."""
    kept = request.param == "kept whole"
    page = open_page(browser=request.getfixturevalue("keeping_browser") if kept else browser)
    open_desk(page, make_publisher(f"back-{secrets.token_hex(6)}").username)
    return page


def begin(desk, title):
    desk.goto("/admin/faq/entry/")
    desk.goto("/admin/faq/entry/add/")
    desk.fill("#id_title", title)


def save(desk):
    desk.click("[name=_continue]")
    desk.locator(".messagelist").get_by_text("초안을 저장했습니다").wait_for()


def test_back_after_the_first_saving_leads_to_the_document_and_makes_no_second_one(desk, title):
    begin(desk, title)
    save(desk)
    made = desk.url
    desk.go_back()
    desk.wait_for_url(made)
    desk.fill("#id_summary", "뒤로 간 뒤에 적은 답입니다.")
    save(desk)
    found = Document.objects.get(title=title)
    assert (found.desk_url() in desk.url, found.summary) == (True, "뒤로 간 뒤에 적은 답입니다.")


def test_back_is_no_trap(desk, title):
    begin(desk, title)
    save(desk)
    made = desk.url
    desk.go_back()
    desk.wait_for_url(made)
    desk.go_back()
    desk.wait_for_url("**/admin/faq/entry/")


def test_back_to_a_form_that_was_refused_or_only_left_stays_there(desk, title):
    begin(desk, title)
    desk.goto("/admin/")
    desk.go_back()
    desk.wait_for_url("**/add/")
    desk.wait_for_timeout(500)
    assert desk.url.endswith("/add/")


@pytest.mark.parametrize("button, leads_to", [("_save", "/admin/search/term/"), ("_addanother", "/add/")])
def test_where_saving_led_to_a_list_or_an_empty_form_back_leads_there(desk, title, button, leads_to):
    desk.goto("/admin/search/term/add/")
    desk.fill("#id_name", title)
    desk.click(f"[name={button}]")
    desk.locator(".messagelist").get_by_text("추가했습니다").wait_for()
    desk.evaluate("() => { setTimeout(() => history.back()) }")
    desk.wait_for_timeout(1_500)
    assert desk.url.endswith(leads_to)
    assert desk.locator("#id_name").count() == leads_to.count("add")
    if leads_to == "/add/":
        assert desk.input_value("#id_name") == ""
    assert Term.objects.filter(name=title).count() == 1
