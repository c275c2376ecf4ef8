"""The note for a call: made in the browser alone, and refused where Python would mask."""

import re

import pytest

from kbhelp.tests.test_text import KEPT, PERSONAL
from kbhelp.text import mask

OUTCOME = "/diagnose/?stage=issue&done=1"


def open_note(page):
    page.goto(OUTCOME)
    page.get_by_text("전화할 때 읽을 상담 메모 만들기").click()
    page.get_by_role("button", name="메모 복사하기").wait_for()


def test_python_and_the_browser_find_the_same_personal_data(page):
    page.goto(OUTCOME)
    examples = [text for text, _ in PERSONAL] + KEPT
    found = page.evaluate(
        """async (examples) => {
          const { personalIn } = await import(document.querySelector("script[src*='js/note']").src);
          const forms = JSON.parse(document.getElementById("personal-forms").textContent);
          return examples.map((text) => personalIn(text, forms));
        }""",
        examples,
    )
    assert found == [re.findall(r"\[(\w+)\]", mask(text)) for text in examples]
    assert all(found[: len(PERSONAL)])


def test_the_note_is_copied_with_what_the_diagnosis_found(open_page):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    open_note(page)
    page.get_by_label("화면에 나온 문구").fill("발급에 실패했습니다")
    page.get_by_role("button", name="메모 복사하기").click()
    page.get_by_text("메모를 복사했습니다.").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text == "막힌 곳\n- 은행 앱에서 인증서 만들기(발급)\n화면에 나온 문구\n- 발급에 실패했습니다"


@pytest.mark.parametrize("button", ["메모 복사하기", "메모만 인쇄하기"])
def test_personal_data_is_refused_beside_its_field(open_page, button):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script("window.print = () => { window.isPrinted = true }")
    open_note(page)
    page.get_by_label("지금까지 해 본 것").fill("010-1234-5678로 전화했어요")
    page.get_by_role("button", name=button).click()
    page.get_by_text("개인정보처럼 보이는 것이 있습니다(휴대폰)").wait_for()
    assert page.evaluate("[document.activeElement.id, window.isPrinted ?? false]") == ["note-tried", False]
    assert "메모를 복사했습니다." not in page.locator("body").inner_text()
    page.get_by_label("지금까지 해 본 것").fill("1588-9999로 전화했어요")
    page.get_by_role("button", name="메모 복사하기").click()
    page.get_by_text("메모를 복사했습니다.").wait_for()


def test_the_note_alone_can_be_printed(page):
    page.add_init_script(
        "window.print = () => { window.printed = document.documentElement.dataset.printing }"
    )
    open_note(page)
    page.get_by_role("button", name="메모만 인쇄하기").click()
    assert page.evaluate("window.printed") == "note"
    page.emulate_media(media="print")
    shown = [page.locator("h1").is_visible(), page.get_by_label("화면에 나온 문구").is_visible()]
    assert shown == [False, True]


def test_its_own_page_has_its_fields_on_paper(page):
    page.goto("/call-note/")
    page.emulate_media(media="print")
    assert page.get_by_label("화면에 나온 문구").is_visible()


def test_nothing_that_is_written_leaves_the_browser(page):
    open_note(page)
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_label("화면에 나온 문구").fill("문구")
    page.get_by_label("은행 앱 버전").press("Enter")
    page.get_by_role("button", name="메모 복사하기").click()
    page.locator("[data-note-said]").get_by_text("복사").wait_for()
    assert sent == []


def test_without_a_script_it_is_a_blank_to_print(open_page):
    page = open_page(js=False)
    page.goto(OUTCOME)
    page.get_by_text("전화할 때 읽을 상담 메모 만들기").click()
    assert page.get_by_label("화면에 나온 문구").is_visible()
    assert page.locator("[data-note] :is([name], form)").count() == 0
    assert page.get_by_role("button", name="메모 복사하기").count() == 0
    page.emulate_media(media="print")
    assert page.get_by_label("화면에 나온 문구").is_visible()
