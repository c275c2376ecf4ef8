"""The diagnosis in a real browser: with a script only its middle changes, without one the same forms load pages."""

import pytest

from conftest import PHONE

ISSUE = "인증서 만들기가 안 돼요"


def choose(page, name):
    page.get_by_role("button", name=name).first.click()


def heading(page):
    return page.locator("h1").inner_text()


def expect_heading(page, text):
    page.locator("h1", has_text=text).wait_for()


def answer_all(page, answer="정상"):
    """From the first row to the outcome."""
    while "어느 쪽인가요?" in heading(page):
        before = heading(page)
        choose(page, answer)
        page.wait_for_function("before => document.querySelector('h1').innerText !== before", arg=before)


@pytest.mark.parametrize("js", [True, False])
def test_from_the_first_question_to_the_outcome(open_page, js):
    page = open_page(viewport=PHONE, js=js)
    page.goto("/")
    page.get_by_role("link", name="질문에 답하며 원인 찾기").click()
    choose(page, ISSUE)
    expect_heading(page, "명의(휴대폰을 개통한 사람)")
    choose(page, "실패")
    expect_heading(page, "휴대폰을 개통해 준 곳")
    choose(page, "잘 모르겠어요")
    page.get_by_role("heading", name="확인하는 방법").wait_for()
    choose(page, "건너뛰기")
    expect_heading(page, "은행에 적힌 내 정보")
    choose(page, "해결 방법 먼저 보기")
    expect_heading(page, "고칠 것 1가지를 찾았습니다")
    page.get_by_role("heading", name="확인하지 못한 것").wait_for()
    page.get_by_role("heading", name="오늘 꼭 해야 한다면").wait_for()
    assert page.get_by_text("통신사에 ‘명의변경’에 필요한 서류를").is_visible()


def test_with_a_script_only_the_middle_changes_and_the_heading_has_the_focus(page):
    page.goto("/diagnose/")
    page.evaluate("window.isSamePage = true")
    choose(page, ISSUE)
    expect_heading(page, "명의(휴대폰을 개통한 사람)")
    assert page.evaluate("[window.isSamePage, document.activeElement.tagName]") == [True, "H1"]
    assert page.locator("[data-diagnosis-said]").inner_text() == "질문 15개 가운데 1번째"
    assert "명의" in page.title()
    assert page.url.endswith("/diagnose/?stage=issue")


@pytest.mark.parametrize("js", [True, False])
def test_back_and_forward_go_through_the_questions(open_page, js):
    page = open_page(js=js)
    page.goto("/diagnose/?stage=issue")
    choose(page, "정상")
    expect_heading(page, "휴대폰을 개통해 준 곳")
    page.go_back()
    expect_heading(page, "명의(휴대폰을 개통한 사람)")
    page.go_forward()
    expect_heading(page, "휴대폰을 개통해 준 곳")


@pytest.mark.parametrize("js", [True, False])
def test_a_changed_answer_leaves_the_later_ones(open_page, js):
    page = open_page(js=js)
    page.goto("/diagnose/?stage=connect")
    answer_all(page)
    expect_heading(page, "모두 정상입니다")
    page.get_by_text("지금까지의 답 보기").click()
    choose(page, "답 바꾸기 – 명의")
    expect_heading(page, "명의(휴대폰을 개통한 사람)")
    choose(page, "실패")
    expect_heading(page, "고칠 것 1가지를 찾았습니다")


def test_with_the_keyboard_alone(page):
    page.goto("/diagnose/")
    for name in (ISSUE, "정상 본인 이름으로 개통", "잘 모르겠어요 확인하는 방법을 봅니다", "건너뛰기"):
        before = page.locator("[data-diagnosis]").inner_text()
        page.get_by_role("button", name=name).wait_for()
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.innerText").replace("\n", " ").startswith(name):
                break
        page.keyboard.press("Enter")
        page.wait_for_function(
            "before => document.querySelector('[data-diagnosis]').innerText !== before", arg=before
        )
    expect_heading(page, "은행에 적힌 내 정보")


def test_the_skip_link_still_leads_into_the_page(page):
    page.goto("/diagnose/?stage=issue")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#main")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_outcome_is_shared_by_its_own_address_and_can_be_voted_on(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/diagnose/?stage=issue")
    choose(page, "실패")
    expect_heading(page, "휴대폰을 개통해 준 곳")
    choose(page, "해결 방법 먼저 보기")
    expect_heading(page, "고칠 것 1가지")
    page.get_by_role("button", name="주소 복사하기").click()
    page.get_by_text("주소를 복사했습니다.").wait_for()
    shared = page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="아니요").click()
    page.get_by_text("알려 주셔서 고맙습니다.").wait_for()
    page.goto(shared)
    expect_heading(page, "고칠 것 1가지를 찾았습니다")


@pytest.mark.parametrize("query", ["", "?stage=issue", "?stage=unsure&done=1"])
def test_nothing_is_wider_than_a_small_phone(open_page, query):
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto(f"/diagnose/{query}")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
