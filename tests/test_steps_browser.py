"""A remedy one step at a time: the address is all there is, so that coming back lands where one was."""

import re

import pytest

from conftest import PHONE
from tests.making import edited, make_guide, make_row, make_table, published, withdraw_tables
from tests.making import live_tables as tables_now

NAME = "/tables/normal-and-failure/steps/name/"
GUIDE = "/guides/new-phone/steps/"
both = pytest.mark.parametrize("js", [True, False])
ONCE = "한 번 안 됐으니 이번이 오늘의 마지막입니다."


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def heading(page, text):
    page.get_by_role("heading", level=1, name=text).wait_for()


def opened(open_page, path=NAME, **options):
    page = open_page(**({"viewport": PHONE} | options))
    page.goto(path)
    return page


@both
def test_step_after_step_to_the_end(open_page, js):
    page = opened(open_page, js=js)
    for number in (1, 2, 3):
        heading(page, f"3단계 중 {number}번째")
        press(page, "했어요")
    heading(page, "되는지 확인해 보세요")
    page.get_by_text("통신사 앱의 가입자 자리에 내 이름이 보입니다.").first.wait_for()
    press(page, "잘 됐어요")
    heading(page, "잘 됐습니다")
    page.get_by_role("link", name="‘정상과 실패 비교’로 돌아가기").click()
    assert page.url.endswith("/tables/normal-and-failure/#name")


@both
def test_the_same_step_after_a_reload_in_a_new_tab_and_with_back(open_page, js):
    page = opened(open_page, js=js)
    press(page, "했어요")
    heading(page, "3단계 중 2번째")
    page.reload()
    heading(page, "3단계 중 2번째")
    other = page.context.new_page()
    other.goto(page.url)
    page.close()
    heading(other, "3단계 중 2번째")
    press(other, "했어요")
    heading(other, "3단계 중 3번째")
    other.go_back()
    heading(other, "3단계 중 2번째")
    press(other, "앞 단계 다시 보기")
    heading(other, "3단계 중 1번째")


@both
def test_one_failure_checks_and_tries_once_more_the_second_ends_the_day(open_page, js):
    page = opened(open_page, js=js)
    press(page, "했어요")
    press(page, "안 돼요")
    heading(page, "멈추고 확인해 보세요")
    page.get_by_role("heading", name="2번째 단계에서 멈췄습니다").wait_for()
    page.get_by_text("맞는 상태: 본인 이름으로 개통").wait_for()
    page.get_by_role("link", name="질문에 답하며 원인 찾기").wait_for()
    press(page, "고쳤어요. 한 번만 더 하기")
    heading(page, "3단계 중 2번째")
    page.get_by_text(ONCE).wait_for()
    press(page, "했어요")
    page.get_by_text(ONCE).wait_for()  # also at the steps after it
    press(page, "안 돼요")
    heading(page, "오늘은 여기에서 멈추세요")
    page.get_by_label("화면에 나온 문구").wait_for()  # the note for the call stands open
    page.get_by_text("3번째: 등록하기 전에").wait_for()
    assert page.get_by_role("button", name="안 돼요").count() == 0


@both
def test_what_was_pressed_by_mistake_is_taken_back(open_page, js):
    page = opened(open_page, js=js)
    press(page, "안 돼요")
    press(page, "잘못 눌렀어요")
    heading(page, "3단계 중 1번째")
    assert page.get_by_text(ONCE).count() == 0
    press(page, "안 돼요")
    press(page, "고쳤어요. 한 번만 더 하기")
    press(page, "안 돼요")
    press(page, "잘못 눌렀어요")
    page.get_by_text(ONCE).wait_for()


@both
def test_all_steps_stand_below_as_a_plain_list(open_page, js):
    page = opened(open_page, js=js)
    page.get_by_text("모든 단계 한 번에 보기").click()
    assert page.locator(".steps__all .steps > li").count() == 3


def test_a_guide_s_numbered_steps_take_its_warning_along(open_page):
    page = opened(open_page, "/guides/new-phone/")
    page.get_by_role("link", name="한 단계씩 하기").click()
    heading(page, "5단계 중 1번째")
    page.get_by_text("예전 휴대폰에서 지운 인증서는 되살릴 수 없습니다.").first.wait_for()


def test_a_remedy_that_deletes_says_so_at_every_step(open_page):
    page = opened(open_page, "/tables/normal-and-failure/steps/device/")
    for _ in range(3):
        page.get_by_text("먼저 읽으세요. 이 방법은 인증서가 지워집니다.").first.wait_for()
        press(page, "했어요")


def test_from_the_outcome_of_the_diagnosis(open_page):
    page = opened(open_page, "/diagnose/?stage=issue")
    page.get_by_text("이름·통신사를 넣는 본인확인 화면").click()
    press(page, "본인확인에 실패했습니다")
    page.get_by_role("button", name=re.compile("가족이나 다른 사람 이름이에요")).click()
    page.get_by_role("link", name="한 단계씩 하기").first.click()
    heading(page, "3단계 중 1번째")


def test_none_one_and_many_steps(open_page, on_site):
    known = tables_now()
    table = make_table(rows=0, slug="few-steps")
    make_row(table, key="none", position=0, item="가", remedy="통신사에 물어보세요.")
    make_row(table, key="one", position=1, item="나", remedy="1. 하나만 하세요.")
    many = "\n".join(f"{n}. {n}째 일을 하세요." for n in range(1, 13))
    make_row(table, key="many", position=2, item="다", remedy=many)
    published(table)
    try:
        page = open_page(viewport=PHONE)
        for key, title in (
            ("none", "이렇게 해 보세요"),
            ("one", "이렇게 해 보세요"),
            ("many", "12단계 중 1번째"),
        ):
            page.goto(f"/tables/few-steps/steps/{key}/")
            heading(page, title)
            press(page, "했어요")
        page.goto("/tables/few-steps/")
        assert page.locator("a", has_text="한 단계씩 하기").count() == 1  # only where there is more than one
    finally:
        withdraw_tables(but=known)


def test_what_an_editor_changes_meanwhile_leads_back_and_not_into_nothing(open_page, on_site):
    guide = published(make_guide(slug="steps-change", body="1. 하나\n2. 둘"))
    page = opened(open_page, "/guides/steps-change/steps/")
    press(page, "했어요")
    here = page.url
    published(edited(guide, body="1. 새로\n2. 하나\n3. 둘"))
    page.wait_for_timeout(1_200)  # each process looks for a new site version once a second
    page.goto(here)
    heading(page, "3단계 중 3번째")
    published(edited(guide, body="1. 다른 것\n2. 더 다른 것"))
    page.wait_for_timeout(1_200)
    page.goto(here)
    page.get_by_text("보시던 단계의 글이 그사이 바뀌었습니다.").wait_for()
    published(edited(guide, body="목록이 없습니다."))
    page.wait_for_timeout(1_200)
    page.goto(here)
    assert page.url.endswith("/guides/steps-change/")


@pytest.mark.parametrize("viewport", [PHONE, {"width": 320, "height": 640}])
@pytest.mark.parametrize("query", ["", "?read=1", "?failed=1&stuck=1", "?failed=2", "?at=end", "?at=well"])
def test_nothing_is_cut_off_on_a_small_screen_with_large_text(open_page, viewport, query):
    page = opened(open_page, f"{GUIDE}{query}", viewport=viewport)
    if viewport is not PHONE:
        page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") == viewport["width"]


def test_the_two_answers_stand_on_the_first_screen_of_a_phone(open_page):
    page = opened(open_page, f"{NAME}?at=2-x", viewport={"width": 360, "height": 640})
    page.goto(NAME)
    press(page, "했어요")
    answer = page.get_by_role("button", name="안 돼요").bounding_box()
    assert answer["y"] + answer["height"] <= 640 and answer["height"] >= 48


def test_with_the_keyboard_alone(open_page):
    page = opened(open_page)
    page.get_by_role("button", name="했어요").focus()
    page.keyboard.press("Enter")
    heading(page, "3단계 중 2번째")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"


def test_in_forced_colours_the_step_keeps_its_frame(open_page):
    page = opened(open_page, forced_colors="active")
    width = page.locator(".step").evaluate("e => getComputedStyle(e).borderTopWidth")
    assert width == "2px"


def test_on_paper_all_steps_and_no_buttons(open_page):
    page = opened(open_page)
    page.emulate_media(media="print")
    assert page.locator(".steps__all .steps").is_visible()
    assert page.get_by_role("button", name="했어요").count() == 0


@pytest.mark.django_db
def test_no_cache_and_no_search_engine_keeps_a_step(client):
    published(make_guide(slug="one-by-one", body="1. 하나\n2. 둘"))
    for query in ("", "?at=end&failed=1", "?failed=2", "?read=1"):
        page = client.get(f"/guides/one-by-one/steps/{query}")
        assert page.headers["Cache-Control"] == "no-store"
        assert '<meta name="robots" content="noindex">' in page.content.decode()


@pytest.mark.django_db
def test_a_renamed_guide_takes_its_steps_along(client):
    guide = published(make_guide(slug="steps-before", body="1. 하나\n2. 둘"))
    published(edited(guide, slug="steps-after"))
    answer = client.get("/guides/steps-before/steps/?failed=1")
    assert (answer.status_code, answer.url) == (301, "/guides/steps-after/steps/?failed=1")


@pytest.mark.django_db
def test_a_row_that_is_gone_leads_to_its_table(client):
    published(make_table(slug="short-table"))
    answer = client.get("/tables/short-table/steps/nothing/?at=1-x")
    assert (answer.status_code, answer.url) == (302, "/tables/short-table/")


# For who helps


def test_the_other_phone_opens_what_to_read_aloud_at_the_same_step(open_page):
    page = opened(open_page, GUIDE)
    for _ in range(4):
        press(page, "했어요")
    page.get_by_role("link", name="다른 휴대폰으로 이어 보기").click()
    page.locator(".handover__address").click()
    heading(page, "5단계 중 5번째")
    page.get_by_text("돕는 분이 소리 내어 읽습니다").wait_for()
    page.get_by_text("비밀번호와 인증번호는 본인이 입력합니다.").wait_for()  # here the certificate is made
    size = page.locator(".step").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size >= 24


def test_the_owner_s_part_stands_only_where_something_is_typed(open_page):
    page = opened(open_page, f"{GUIDE}?read=1")
    page.get_by_role("heading", name="읽어 드리기 전에").wait_for()
    press(page, "했어요")
    heading(page, "5단계 중 2번째")
    assert page.get_by_text("휴대폰 주인이 합니다").count() == 0
    page.get_by_role("link", name="혼자 하는 화면으로 보기").click()
    heading(page, "5단계 중 2번째")
    assert page.get_by_text("돕는 분이 소리 내어 읽습니다").count() == 0


def test_an_outcome_is_read_aloud_and_leads_to_steps_that_are(open_page):
    page = opened(open_page, "/diagnose/?stage=issue")
    page.get_by_text("이름·통신사를 넣는 본인확인 화면").click()
    press(page, "본인확인에 실패했습니다")
    page.get_by_role("button", name=re.compile("가족이나 다른 사람 이름이에요")).click()
    page.get_by_role("link", name="다른 휴대폰으로 이어 보기").click()
    page.locator(".handover__address").click()
    page.get_by_role("link", name="한 단계씩 읽어 드리기").first.click()
    page.get_by_text("돕는 분이 소리 내어 읽습니다").wait_for()
