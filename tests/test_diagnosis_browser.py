"""The diagnosis in a real browser: with a script only its middle changes, without one the same forms load pages."""

import pytest

from conftest import PHONE
from tests.waiting import eventually

SMALL = {"width": 360, "height": 640}
TEXT = "이미 발급된 인증서가 있습니다"
FIRST = "화면에 무엇이 나오나요?"
LIST = "아래에 해당하는 것이 있나요?"
NAMED = "멈추고 이것부터 보세요"
NO_TEXT = "/diagnose/?stage=issue&said=none"
both = pytest.mark.parametrize("js", [True, False])


def choose(page, name):
    page.get_by_role("button", name=name).first.click()


def heading(page):
    return page.locator("h1").inner_text()


def expect_heading(page, text):
    page.locator("h1", has_text=text).wait_for()


def expect_question(page, number):
    page.locator("[data-progress]", has_text=f"질문 {number}번째").wait_for()


@both
def test_a_known_text_leads_with_one_question_to_the_cause(open_page, js):
    page = open_page(viewport=SMALL, js=js)
    page.goto("/")
    page.get_by_role("link", name="질문에 답하며 원인 찾기").click()
    expect_heading(page, FIRST)
    page.get_by_text("인증서를 만드는 화면").click()
    choose(page, TEXT)
    expect_heading(page, "휴대폰을 바꾸셨나요?")
    assert "질문 2번째" in page.locator("[data-progress]").inner_text()
    choose(page, "휴대폰을 바꿨고 예전 휴대폰에 인증서가 있어요")
    expect_heading(page, f"{NAMED}: 휴대폰을 바꾼 뒤")
    page.get_by_role("heading", name="오늘 꼭 해야 한다면").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == SMALL["width"]


@both
def test_a_text_that_was_typed_with_what_stands_round_it_is_found(open_page, js):
    page = open_page(viewport=PHONE, js=js)
    page.goto("/diagnose/")
    page.get_by_label("화면에 나온 문구 적기").fill(f"[KB스타뱅킹] {TEXT} (E-2031)")
    choose(page, "이 문구로 원인 찾기")
    expect_heading(page, "휴대폰을 바꾸셨나요?")


@both
def test_who_saw_no_text_is_shown_what_may_apply_and_how_to_find_out(open_page, js):
    page = open_page(viewport=PHONE, js=js)
    page.goto("/diagnose/")
    page.get_by_role("link", name="아무 문구도 없어요").click()
    choose(page, "인증서 만들기가 안 돼요")
    expect_heading(page, LIST)
    page.get_by_text("어떻게 확인하나요?").click()
    assert page.get_by_text("통신사 앱에서 가입한 사람의 이름").is_visible()
    choose(page, "해당하는 것이 없어요")
    expect_question(page, 3)
    choose(page, "여기까지 결과 보기")
    expect_heading(page, "답하신 것에서는 원인을 찾지 못했습니다")
    assert page.get_by_role("link", name="오늘 꼭 해야 한다면").is_visible()
    choose(page, "질문에 더 답하기")
    expect_question(page, 3)


def test_with_a_script_only_the_middle_changes_and_the_heading_has_the_focus(page):
    page.goto("/diagnose/?stage=issue")
    page.evaluate("window.isSamePage = true")
    choose(page, "문구 없이 이어서 답하기")
    expect_heading(page, LIST)
    assert page.evaluate("[window.isSamePage, document.activeElement.tagName]") == [True, "H1"]
    assert page.locator("[data-diagnosis-said]").inner_text() == "질문 2번째 많아야 4개"
    assert page.title().startswith(LIST)
    assert page.url.endswith(NO_TEXT)


@both
def test_back_and_forward_go_through_the_questions(open_page, js):
    page = open_page(js=js)
    page.goto(NO_TEXT)
    choose(page, "해당하는 것이 없어요")
    expect_question(page, 3)
    page.go_back()
    expect_question(page, 2)
    page.go_forward()
    expect_question(page, 3)


@both
def test_a_changed_answer_leaves_the_later_ones(open_page, js):
    page = open_page(js=js)
    page.goto(NO_TEXT)
    choose(page, "해당하는 것이 없어요")
    expect_question(page, 3)
    choose(page, "앱이나 휴대폰을 오래 업데이트하지 않았어요")
    expect_heading(page, f"{NAMED}: 앱과 휴대폰 상태")
    page.get_by_text("지금까지의 답 보기").click()
    choose(page, "답 바꾸기 – 명의")
    expect_heading(page, "휴대폰이 누구 이름으로 개통되어 있나요?")
    choose(page, "휴대폰이 가족이나 다른 사람 이름이에요")
    expect_heading(page, f"{NAMED}: 명의")
    assert page.get_by_role("heading", name="앱과 휴대폰 상태").is_visible()


@both
def test_an_answer_that_is_not_changed_after_all_comes_back_to_where_one_was(open_page, js):
    page = open_page(js=js)
    page.goto(f"{NO_TEXT}&ask=said")
    expect_heading(page, FIRST)
    choose(page, "바꾸지 않고 돌아가기")
    expect_heading(page, LIST)


@both
def test_a_remedy_in_vain_leads_to_the_call(open_page, js):
    page = open_page(viewport=PHONE, js=js)
    page.goto(NO_TEXT)
    choose(page, "휴대폰이 가족이나 다른 사람 이름이에요")
    expect_heading(page, f"{NAMED}: 명의")
    choose(page, "고치고 다시 했는데 안 됐어요")
    expect_heading(page, "오늘은 여기에서 멈추세요")
    assert page.get_by_label("지금까지 해 본 것").is_visible()
    page.get_by_text("지금까지의 답 보기").click()
    assert page.get_by_text("고쳤지만 안 됐어요").is_visible()


def test_how_far_one_is_stays_in_sight_on_a_long_screen(open_page):
    page = open_page(viewport=SMALL)
    page.goto("/diagnose/")
    page.evaluate("document.querySelector('#nothing').scrollIntoView({ behavior: 'instant' })")
    assert page.evaluate("scrollY") > 200
    top = page.locator("[data-progress]").bounding_box()["y"]
    assert 0 <= top < 120
    assert page.locator("#nothing").bounding_box()["y"] >= top


def shown(page) -> str:
    return page.locator("[data-diagnosis]").inner_text()


def test_with_the_keyboard_alone(page):
    page.goto("/diagnose/?stage=issue")
    for name in ("문구 없이 이어서 답하기", "해당하는 것이 없어요", "잘 모르겠어요"):
        before = shown(page)
        page.get_by_role("button", name=name).wait_for()
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.innerText").replace("\n", " ").startswith(name):
                break
        page.keyboard.press("Enter")
        eventually(page, lambda before=before: shown(page) != before)
    expect_question(page, 4)


def test_the_skip_link_still_leads_into_the_page(page):
    page.goto("/diagnose/?stage=issue")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_outcome_is_shared_by_its_own_address_and_can_be_voted_on(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(NO_TEXT)
    choose(page, "휴대폰이 가족이나 다른 사람 이름이에요")
    expect_heading(page, f"{NAMED}: 명의")
    page.get_by_role("button", name="주소 복사하기").click()
    page.get_by_text("주소를 복사했습니다.").wait_for()
    shared = page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="아니요").click()
    page.get_by_text("알려 주셔서 고맙습니다.").wait_for()
    page.goto(shared)
    expect_heading(page, f"{NAMED}: 명의")


def test_an_outcome_is_printed_with_its_remedy_and_without_what_can_only_be_pressed(page):
    page.goto(NO_TEXT)
    choose(page, "휴대폰이 가족이나 다른 사람 이름이에요")
    expect_heading(page, f"{NAMED}: 명의")
    page.emulate_media(media="print")
    shown = ["통신사에 ‘명의변경’에", "오늘 꼭 해야 한다면"]
    hidden = ["고치고 다시 했는데 안 됐어요", "지금까지의 답 보기", "인쇄하기", "발급됐나요?"]
    assert [page.get_by_text(text).first.is_visible() for text in shown + hidden] == [True] * 2 + [False] * 4


@pytest.mark.parametrize("query", ["", "?stage=issue", "?stage=issue&said=none", "?stage=unsure&done=1"])
def test_nothing_is_wider_than_a_small_phone(open_page, query):
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto(f"/diagnose/{query}")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
