"""A form of the desk that keeps nothing in the browser goes only when it can arrive: a reason, a date, a choice."""

import secrets

import pytest

from kbhelp.editing.models import Comment, ReviewRequest
from kbhelp.publishing.models import Document
from tests.making import make_guide, make_publisher, make_writer, published
from tests.test_editing_browser import PASSWORD, open_desk, sign_in
from tests.test_keeping_browser import end_session

REASON = "둘째 문단의 날짜가 틀렸습니다."


@pytest.fixture
def reviewer(on_site):
    return make_publisher(f"asks-{secrets.token_hex(6)}").username


@pytest.fixture
def desk(open_page, reviewer):
    page = open_page()
    open_desk(page, reviewer)
    return page


@pytest.fixture
def guide(on_site):
    guide = published(make_guide(slug=f"asked-{secrets.token_hex(6)}"))
    ReviewRequest.ask(guide, by=make_writer(f"asker-{secrets.token_hex(6)}"))
    return guide


def stopped(desk, sentence: str):
    desk.locator("dialog[open]").get_by_text(sentence).wait_for()


def in_a_new_window(desk):
    with desk.context.expect_page() as opened:
        desk.click("dialog[open] [data-stopped-sign-in]")
    return opened.value


def sign_in_there(window, name: str):
    window.fill("#id_username", name)
    window.fill("#id_password", PASSWORD)
    window.click("[type=submit]")
    window.get_by_text("이 창을 닫고").wait_for()
    window.close()


def test_after_the_session_ended_a_reason_is_sent_without_typing_again(desk, reviewer, guide):
    desk.goto(guide.desk_url("review"))
    desk.fill("#id_reason", REASON)
    end_session(desk)
    desk.click("button[value=return]")
    stopped(desk, "로그인이 끝나 아직 보내지 않았습니다")
    sign_in_there(in_a_new_window(desk), reviewer)
    desk.click("button[value=return]")
    desk.locator(".messagelist").get_by_text("돌려보냈습니다").wait_for()
    assert guide.reviews.get().reason == REASON


def test_a_date_and_a_verb_wait_too(desk, guide):
    desk.goto(guide.desk_url("withdraw"))
    desk.fill("#id_at", "2030-01-01T10:00")
    end_session(desk)
    desk.click("form.question button")
    stopped(desk, "로그인이 끝나 아직 보내지 않았습니다")
    desk.click("dialog[open] [data-stopped-close]")
    assert desk.input_value("#id_at") == "2030-01-01T10:00"
    assert Document.objects.get(pk=guide.pk).withdraw_at is None


def test_whoever_is_signed_in_under_another_name_is_shown_the_way_back(desk, reviewer, guide):
    another = make_publisher(f"another-{secrets.token_hex(6)}").username
    desk.goto(guide.desk_url("review"))
    desk.fill("#id_text", "내 의견입니다.")
    tab = desk.context.new_page()
    end_session(desk)
    sign_in(tab, another)
    desk.click("button[value=comment]")
    stopped(desk, "다른 이름으로 로그인되어 있어 아직 보내지 않았습니다")
    window = in_a_new_window(desk)
    window.get_by_text(f"지금은 ‘{another}’ 이름으로 로그인되어 있습니다.").wait_for()
    window.click("text=로그아웃하고 다시 로그인")
    sign_in_there(window, reviewer)
    desk.click("button[value=comment]")
    desk.locator(".messagelist").get_by_text("의견을 남겼습니다").wait_for()
    assert Comment.objects.get(document=guide).by.username == reviewer


def test_words_that_were_not_sent_are_left_with_a_question_only(desk, guide):
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.goto(guide.desk_url("review"))
    desk.click("text=독자에게 보일 모습 보기")
    desk.go_back()
    assert asked == []
    desk.click("#id_reason")
    desk.keyboard.type(REASON)
    desk.click("text=독자에게 보일 모습 보기")
    desk.wait_for_url("**/editions/**")
    assert asked == ["beforeunload"]
