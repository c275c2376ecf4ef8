"""Tries are counted in the reader's own browser: stop at the second, until the next day, and nothing is sent."""

import pytest

from conftest import PHONE

STEPS = "/tables/normal-and-failure/steps/name/"
OTHER = "/guides/new-phone/steps/"
GUIDE = "/guides/issuing-keeps-failing/"
STOP = "오늘은 여기에서 멈추세요"
DAY = 24 * 60 * 60 * 1000


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def heading(page, text):
    page.get_by_role("heading", level=1, name=text).wait_for()


def box(page):
    return page.locator("[data-tries-box]")


@pytest.fixture
def phone(open_page):
    return open_page(viewport=PHONE)


def fail_once(page, path=STEPS):
    page.goto(path)
    press(page, "안 돼요")


def test_before_the_first_try_nothing_is_said_or_kept(phone):
    phone.goto(STEPS)
    heading(phone, "3단계 중 1번째")
    assert box(phone).is_hidden()
    assert phone.evaluate("Object.keys(localStorage)") == []


def test_the_second_failure_of_the_day_stops_though_it_is_another_remedy(phone):
    fail_once(phone)
    heading(phone, "멈추고 확인해 보세요")
    phone.goto(OTHER)
    box(phone).get_by_text("오늘 한 번 안 됐습니다").wait_for()
    press(phone, "안 돼요")
    heading(phone, STOP)
    phone.get_by_label("지금까지 해 본 것").wait_for()


def test_after_two_every_page_with_a_remedy_says_stop_and_leads_to_the_note(phone):
    fail_once(phone)
    fail_once(phone, OTHER)
    for path in (STEPS, GUIDE):
        phone.goto(path)
        box(phone).get_by_text(STOP).wait_for()
        assert phone.get_by_role("button", name="안 돼요").count() == 0  # steps are only read now
    box(phone).get_by_role("link", name="전화할 때 읽을 메모 만들기").click()
    heading(phone, "전화할 때 읽을 메모")


def test_a_closed_tab_is_remembered_another_day_is_not(phone):
    fail_once(phone)
    other = phone.context.new_page()
    other.goto(STEPS)
    box(other).get_by_text("오늘 한 번 안 됐습니다").wait_for()
    other.clock.install()
    other.clock.set_fixed_time(other.evaluate("Date.now()") + DAY)
    other.goto(STEPS)
    heading(other, "3단계 중 1번째")
    assert box(other).is_hidden()
    assert other.evaluate("Object.keys(localStorage)") == []


def test_the_reader_clears_it(phone):
    fail_once(phone)
    phone.goto(GUIDE)
    box(phone).get_by_text("이 기기에서만 세고 보내지 않습니다.").wait_for()
    press(phone, "횟수 지우기")
    box(phone).get_by_text("오늘 한 번 안 됐습니다").wait_for(state="hidden")
    assert phone.evaluate("Object.keys(localStorage)") == []


def test_what_was_pressed_by_mistake_does_not_count(phone):
    fail_once(phone)
    press(phone, "잘못 눌렀어요")
    heading(phone, "3단계 중 1번째")
    assert box(phone).is_hidden()


def test_reloading_or_opening_another_reader_s_address_counts_nothing(phone):
    fail_once(phone)
    heading(phone, "멈추고 확인해 보세요")
    for _ in range(3):
        phone.reload()
    assert phone.evaluate("JSON.parse(localStorage.tries).count") == 1
    phone.goto(f"{STEPS}?failed=2")
    assert phone.evaluate("JSON.parse(localStorage.tries).count") == 1


def test_back_after_a_failure_knows_of_it(phone):
    fail_once(phone)
    heading(phone, "멈추고 확인해 보세요")
    phone.go_back()
    box(phone).get_by_text("오늘 한 번 안 됐습니다").wait_for()
    assert phone.evaluate("JSON.parse(localStorage.tries).count") == 1  # going back is no try
    press(phone, "안 돼요")
    heading(phone, STOP)


def test_two_tabs_count_together(phone):
    phone.goto(GUIDE)
    other = phone.context.new_page()
    fail_once(other)
    box(phone).get_by_text("오늘 한 번 안 됐습니다").wait_for()
    press(phone, "또 안 됐어요")
    box(phone).get_by_text(STOP).wait_for()


def test_who_tries_from_the_guide_counts_there(phone):
    phone.goto(GUIDE)
    press(phone, "한 번 안 됐어요")
    box(phone).get_by_text("오늘 한 번 안 됐습니다").wait_for()
    press(phone, "또 안 됐어요")
    box(phone).get_by_role("link", name="전화할 때 읽을 메모 만들기").wait_for()
    assert phone.get_by_role("button", name="또 안 됐어요").is_hidden()


def test_a_remedy_tried_in_vain_in_the_diagnosis_is_the_second_failure(phone):
    phone.goto("/diagnose/?stage=issue")
    phone.get_by_text("인증서를 만드는 화면").click()
    press(phone, "이미 발급된 인증서가 있습니다")
    phone.get_by_role("button", name="휴대폰을 바꿨고 예전 휴대폰에 인증서가 있어요").click()
    phone.get_by_role("button", name="고치고 다시 했는데 안 됐어요").first.click()
    heading(phone, STOP)
    phone.goto(STEPS)
    box(phone).get_by_text(STOP).wait_for()


def test_nothing_of_it_is_sent_and_no_cookie_is_set(phone):
    sent = []
    phone.on("request", lambda request: sent.append((request.method, request.post_data)))
    phone.goto(GUIDE)
    press(phone, "한 번 안 됐어요")
    phone.wait_for_timeout(300)
    assert {method for method, _ in sent} == {"GET"} and not any(data for _, data in sent)
    assert phone.context.cookies() == []


@pytest.mark.parametrize("kept", ["{", "[]", "null", '{"day": 3}', '{"count": "x"}'])
def test_whatever_else_lies_there_is_no_count(phone, kept):
    phone.add_init_script(f"localStorage.tries = {kept!r}")
    phone.goto(STEPS)
    heading(phone, "3단계 중 1번째")
    assert box(phone).is_hidden()


def test_where_nothing_can_be_kept_the_address_holds_the_rule(phone):
    phone.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('closed') } })"
    )
    fail_once(phone)
    press(phone, "고쳤어요. 한 번만 더 하기")
    press(phone, "안 돼요")
    heading(phone, STOP)


def test_without_a_script_no_counter_and_the_rule_as_text(open_page):
    page = open_page(viewport=PHONE, js=False)
    page.goto(GUIDE)
    assert box(page).is_hidden()
    page.get_by_text("오늘은 더 누르지 마세요.").wait_for()
    page.goto("/diagnose/?stage=issue")
    page.goto(f"{STEPS}?failed=1&stuck=1")
    page.get_by_text("또 안 되면 오늘은 멈추고 전화로 물어보세요.").wait_for()
