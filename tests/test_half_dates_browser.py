"""A time of 발행 or 내리기 of which a part is missing reaches the server as nothing, which would mean now."""

import pytest
from django.contrib.auth import get_user_model

from conftest import DESKTOP
from tests.making import make_entry, make_publisher, published
from tests.test_editing_browser import open_desk, sign_in

PUBLISHER = "때를 고르는 발행자"
HELD = "아직 하지 않았습니다. 날짜와 시각을 끝까지 고르거나, 지금 하려면 모두 비우세요."


@pytest.fixture
def desk(open_page, on_site):
    if not get_user_model().objects.filter(username=PUBLISHER).exists():
        make_publisher(PUBLISHER)
    page = open_page(viewport=DESKTOP)
    open_desk(page, PUBLISHER)
    return page


def begin_a_date(desk, field):
    desk.click(field)
    desk.keyboard.type("1")
    assert desk.input_value(field) == ""


def test_half_a_date_publishes_nothing_and_says_so(desk):
    entry = make_entry(title="반만 적은 때")
    desk.goto(entry.desk_url())
    begin_a_date(desk, "#id_publish_at")
    desk.click("[name=_publish]")
    desk.get_by_text(HELD).wait_for()
    entry.refresh_from_db()
    assert (entry.live, desk.evaluate("document.activeElement.id")) == (None, "id_publish_at")


def test_half_a_date_withdraws_nothing_until_it_is_whole(desk):
    entry = published(make_entry(title="반만 적은 내리는 때"))
    desk.goto(entry.desk_url("withdraw"))
    begin_a_date(desk, "#id_at")
    desk.get_by_role("button", name="내리기").click()
    desk.get_by_text(HELD).wait_for()
    desk.fill("#id_at", "2099-01-05T09:00")
    assert desk.get_by_text(HELD).count() == 0
    desk.get_by_role("button", name="내리기 예약").click()
    desk.get_by_text("에 내리도록 예약했습니다.").wait_for()
    entry.refresh_from_db()
    assert (entry.live is None, entry.withdrawn_at) == (False, None)


def test_without_scripts_the_browser_holds_half_a_date_back_or_the_form_says_what_it_means(
    open_page, on_site
):
    entry = published(make_entry(title="스크립트 없이 반만 적은 때"))
    if not get_user_model().objects.filter(username=PUBLISHER).exists():
        make_publisher(PUBLISHER)
    desk = open_page(viewport=DESKTOP, js=False)
    sign_in(desk, PUBLISHER)
    desk.goto(entry.desk_url())
    desk.get_by_text("날짜와 시각을 모두 골라야 예약됩니다.").wait_for()
    desk.goto(entry.desk_url("withdraw"))
    desk.click("#id_at")
    desk.keyboard.type("1")
    desk.get_by_role("button", name="내리기").click()
    desk.wait_for_timeout(500)
    entry.refresh_from_db()
    assert (entry.live is None, desk.url.endswith("/withdraw/")) == (False, True)
