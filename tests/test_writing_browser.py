"""The fields of a title and a one-line answer, in a browser."""

import re

import pytest
from django.contrib.auth import get_user_model

from conftest import DESKTOP, PHONE
from tests.making import make_writer
from tests.test_editing_browser import sign_in

WRITER = "새 작성자"


@pytest.fixture
def desk(open_page, on_site, request):
    if not get_user_model().objects.filter(username=WRITER).exists():
        make_writer(WRITER)
    page = open_page(viewport=getattr(request, "param", DESKTOP))
    sign_in(page, WRITER)
    return page


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


@pytest.mark.parametrize("desk", [PHONE], indirect=True)
def test_on_a_phone_the_help_stands_right_below_its_field(desk):
    desk.goto("/admin/faq/entry/add/")
    count, help_text = (desk.locator(one).bounding_box() for one in ("#id_title_count", "#id_title_helptext"))
    assert 0 <= help_text["y"] - (count["y"] + count["height"]) < 24
    assert count["height"] < 40
