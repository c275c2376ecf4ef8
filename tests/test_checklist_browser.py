"""Marking a checklist in a real browser: kept on the device alone, by edition; the same result without a script."""

import pytest

from conftest import PHONE
from tests.making import edited, make_checklist, published

PAGE = "/checklists/final-check/"


def mark(page, item, name):
    page.locator(f"#{item}").get_by_label(name).check()


@pytest.mark.parametrize("js", [True, False])
def test_the_result_lists_the_problems(open_page, js):
    page = open_page(viewport=PHONE, js=js)
    page.goto(PAGE)
    mark(page, "owner-name", "확인했어요")
    mark(page, "app-version", "문제가 있어요")
    page.get_by_role("button", name="점검 결과 보기").click()
    page.get_by_role("heading", name="점검 결과").wait_for()
    assert page.url.endswith(f"{PAGE}?owner-name=ok&app-version=bad&result=1#result")
    assert page.locator("#result .finding").all_inner_texts()[0].startswith("은행 앱이 최신 버전입니다.")
    assert page.get_by_text("8개 중 2개를 골랐습니다.").is_visible()


def test_marks_are_kept_until_the_reader_starts_again(page):
    page.goto(PAGE)
    mark(page, "owner-name", "잘 모르겠어요")
    page.goto(PAGE)
    page.get_by_text("8개 중 1개를 골랐습니다.").wait_for()
    page.get_by_role("link", name="처음부터 다시 하기").click()
    page.get_by_text("8개 중 0개를 골랐습니다.").wait_for()
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_shared_address_leaves_the_readers_own_marks_alone(page):
    page.goto(PAGE)
    mark(page, "owner-name", "확인했어요")
    page.goto(f"{PAGE}?owner-name=bad&network=bad")
    page.get_by_text("8개 중 2개를 골랐습니다.").wait_for()
    page.goto(PAGE)
    page.get_by_text("8개 중 1개를 골랐습니다.").wait_for()
    assert page.locator("#owner-name").get_by_label("확인했어요").is_checked()


def test_changes_on_a_shared_checklist_are_kept_only_by_who_says_so(page):
    page.goto(PAGE)
    mark(page, "owner-name", "확인했어요")
    page.goto(f"{PAGE}?owner-name=bad&network=bad")
    page.get_by_text("다른 사람이 보낸 점검표입니다.").wait_for()
    mark(page, "app-version", "확인했어요")
    page.get_by_role("button", name="내가 고른 것 보기").click()
    page.get_by_text("8개 중 1개를 골랐습니다.").wait_for()
    assert page.locator("#owner-name").get_by_label("확인했어요").is_checked()
    page.goto(f"{PAGE}?owner-name=bad&network=bad")
    page.get_by_role("button", name="보낸 것으로 바꾸기").click()
    page.get_by_text("다른 사람이 보낸 점검표입니다.").wait_for(state="hidden")
    page.goto(PAGE)
    page.get_by_text("8개 중 2개를 골랐습니다.").wait_for()
    assert page.locator("#owner-name").get_by_label("문제가 있어요").is_checked()


def test_the_readers_own_result_asks_nothing(page):
    page.goto(PAGE)
    mark(page, "owner-name", "확인했어요")
    page.get_by_role("button", name="점검 결과 보기").click()
    page.get_by_role("heading", name="점검 결과").wait_for()
    assert page.get_by_text("다른 사람이 보낸 점검표입니다.").is_hidden()


@pytest.mark.parametrize("js", [True, False])
def test_a_result_with_nothing_marked_says_what_to_do(open_page, js):
    page = open_page(viewport=PHONE, js=js)
    page.goto(PAGE)
    page.get_by_role("button", name="점검 결과 보기").click()
    page.get_by_text("아직 고른 것이 없습니다.").wait_for()


def test_a_new_edition_is_marked_anew(page, on_site):
    checklist = published(make_checklist(items=2, slug="by-edition"))
    page.goto("/checklists/by-edition/")
    page.get_by_label("확인했어요").first.check()
    page.get_by_text("2개 중 1개를 골랐습니다.").wait_for()
    published(edited(checklist, title="고친 점검표"))
    page.wait_for_timeout(1_200)  # each process looks for a new site version once a second
    page.goto("/checklists/by-edition/")
    page.get_by_text("2개 중 0개를 골랐습니다.").wait_for()
    assert page.evaluate("Object.keys(localStorage)") == []


def test_where_nothing_can_be_kept_marking_works_all_the_same(page):
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('closed') } })"
    )
    page.goto(PAGE)
    mark(page, "owner-name", "확인했어요")
    page.get_by_text("8개 중 1개를 골랐습니다.").wait_for()


def test_with_the_keyboard_alone(page):
    page.goto(PAGE)
    page.locator("#owner-name").get_by_label("확인했어요").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="점검 결과").wait_for()
    assert "owner-name=bad" in page.url
