"""Writing a question as a new editor does, in a browser, with every action, page and refusal counted."""

import re

import pytest
from django.contrib.auth import get_user_model

from conftest import DESKTOP, PHONE
from faq.models import Entry
from tests.making import make_category, make_source, make_writer
from tests.test_editing_browser import choose, sign_in

WRITER = "새 작성자"


@pytest.fixture
def desk(open_page, on_site, request):
    make_source()
    make_category()
    if not get_user_model().objects.filter(username=WRITER).exists():
        make_writer(WRITER)
    page = open_page(viewport=getattr(request, "param", DESKTOP))
    sign_in(page, WRITER)
    return page


class Counting:
    """The page of somebody whose actions are counted: each call is one of the hand."""

    def __init__(self, page):
        self.page, self.actions, self.pages = page, 0, []
        page.on("load", lambda: self.pages.append(page.url))

    def __getattr__(self, name):
        self.actions += 1
        return getattr(self.page, name)


def test_a_question_is_written_and_saved_in_eight_actions_two_pages_and_no_refusal(desk):
    hand = Counting(desk)
    desk.goto("/admin/faq/entry/add/")
    hand.fill("#id_title", "앱을 다시 깔아도 되나요")
    hand.fill("#id_summary", "네. 다시 깔아도 인증서는 그대로입니다.")
    hand.select_option("#id_category", label="왜 안 되나요")
    choose(hand, "sources", "정부24")
    hand.click("[name=_continue]")
    desk.get_by_text("독자에게 보이는 주소:").filter(has_text="/faq/aebeul-dasi-").wait_for()
    entry = Entry.objects.get(title="앱을 다시 깔아도 되나요")
    assert (hand.actions, len(hand.pages), desk.locator(".errornote, .errorlist li").count()) == (6, 2, 0)
    assert (entry.owner.username, entry.checked_on, entry.sources.get().name) == (WRITER, None, "정부24")


def test_a_line_counts_its_letters_and_stays_one_line(desk):
    desk.goto("/admin/faq/entry/add/")
    desk.fill("#id_title", "가" * 100)
    desk.press("#id_title", "Enter")
    assert desk.input_value("#id_title") == "가" * 100
    assert desk.locator("#id_title_count").inner_text() == "100자 · 20자 더 쓸 수 있습니다"
    assert "id_title_count" in desk.get_attribute("#id_title", "aria-describedby")


@pytest.mark.parametrize("desk", [DESKTOP, PHONE], indirect=True, ids=["1280", "360"])
def test_a_long_title_is_seen_whole(desk):
    desk.goto("/admin/faq/entry/add/")
    desk.fill("#id_title", "휴대폰을 바꾼 뒤에 인증서를 다시 받아야 하나요 " * 4)
    hidden = desk.eval_on_selector(
        "#id_title", "e => [e.scrollWidth - e.clientWidth, e.scrollHeight - e.clientHeight]"
    )
    assert max(hidden) <= 1
    assert re.fullmatch(r"\d+자 · \d+자 더 쓸 수 있습니다", desk.locator("#id_title_count").inner_text())
