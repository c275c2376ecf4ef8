"""Nothing that an editor typed is lost: by a killed tab, a lost sign-in, leaving, a conflict or a restored edition."""

import secrets

import pytest

from conftest import DESKTOP
from kbhelp.editing.presence import Presence
from kbhelp.publishing.models import Document
from tests.making import make_guide, make_publisher, make_table, published
from tests.test_editing_browser import open_desk, sign_in

KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('kbhelp-form')).length"


@pytest.fixture
def editor(on_site):
    return make_publisher(f"keeps-{secrets.token_hex(6)}").username


@pytest.fixture
def desk(open_page, editor):
    page = open_page(viewport=DESKTOP)
    open_desk(page, editor)
    return page


def make(kind=make_guide, **fields) -> Document:
    return kind(slug=f"kept-{secrets.token_hex(6)}", **fields)


def saved(desk):
    desk.locator(".messagelist").get_by_text("초안을 저장했습니다").wait_for()


def stored(document) -> Document:
    return Document.objects.get(pk=document.pk)


def kept(desk, words: str):
    """Within five seconds of typing."""
    for _ in range(25):
        if words in desk.evaluate("JSON.stringify({...localStorage})"):
            return
        desk.wait_for_timeout(200)
    raise AssertionError(f"not kept within five seconds: {words}")


def add_row(desk, number: int):
    desk.click("[data-add]")
    for field in ("normal", "failure", "item"):
        desk.fill(f"#id_rows-{number}-{field}", f"더한 줄 {number}")


def take(desk):
    desk.click("text=남은 글 불러오기")
    desk.get_by_text("이 브라우저에 남아 있던 글을 불러왔습니다").first.wait_for()


def end_session(desk):
    """As after an hour away: the server has forgotten it, and the open form knows nothing of that."""
    desk.context.clear_cookies(name="session")


def test_a_killed_tab_loses_nothing_not_even_rows_and_a_saved_form_is_forgotten(desk):
    table = make(make_table, rows=1)
    desk.goto(table.desk_url())
    desk.fill("#id_title", "적던 표")
    for number in (1, 2):
        add_row(desk, number)
    kept(desk, "더한 줄 2")
    tab = desk.context.new_page()
    desk.close(run_before_unload=False)
    tab.goto(table.desk_url())
    take(tab)
    assert [tab.input_value(f"#id_rows-{n}-item") for n in (1, 2)] == ["더한 줄 1", "더한 줄 2"]
    tab.click("[name=_continue]")
    saved(tab)
    assert (stored(table).title, stored(table).concrete().rows.count()) == ("적던 표", 3)
    assert tab.evaluate(KEPT) == 0
    tab.reload()
    assert not tab.is_visible("[data-offer]")


def test_after_the_session_ended_the_form_is_saved_without_typing_again(desk, editor):
    table = make(make_table, rows=1)
    desk.goto(table.desk_url())
    desk.fill("#id_title", "로그인이 끝난 뒤의 제목")
    add_row(desk, 1)
    end_session(desk)
    desk.click("[name=_continue]")
    desk.get_by_text("로그인이 끝나 아직 저장하지 않았습니다").wait_for()
    with desk.context.expect_page() as opened:
        desk.click("[data-stopped-sign-in]")
    window = opened.value
    window.fill("#id_username", editor)
    window.fill("#id_password", "아주 긴 비밀번호 하나")
    window.click("[type=submit]")
    window.get_by_text("이 창을 닫고").wait_for()
    window.close()
    desk.click("[name=_continue]")
    saved(desk)
    assert (stored(table).title, stored(table).concrete().rows.count()) == ("로그인이 끝난 뒤의 제목", 2)


def test_leaving_asks_first_and_what_was_left_is_offered(desk):
    guide = make()
    desk.goto(guide.desk_url())
    desk.click("#id_summary")
    desk.keyboard.type("떠나기 전에 적은 말. ")
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.goto("/admin/")
    assert asked == ["beforeunload"]
    desk.goto(guide.desk_url())
    take(desk)
    assert "떠나기 전에 적은 말." in desk.input_value("#id_summary")


def test_what_was_not_touched_leaves_without_a_question(desk):
    desk.goto(make(make_table, rows=2).desk_url())
    desk.click("#id_title")
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.goto("/admin/")
    assert (asked, desk.evaluate(KEPT)) == ([], 0)


def test_what_was_kept_of_an_older_version_meets_the_newer_one(desk, open_page):
    guide = make()
    desk.goto(guide.desk_url())
    desk.fill("#id_summary", "내가 적던 한 줄 답입니다.")
    kept(desk, "내가 적던 한 줄 답입니다.")
    Document.objects.filter(pk=guide.pk).update(
        summary="남이 저장한 한 줄 답입니다.", version=guide.version + 1
    )
    tab = desk.context.new_page()
    desk.close(run_before_unload=False)
    tab.goto(guide.desk_url())
    assert "그 뒤에 저장된 글이 있으니" in tab.inner_text("[data-offer]")
    take(tab)
    tab.click("[name=_continue]")
    tab.get_by_text("먼저 저장했습니다").wait_for()
    assert tab.input_value("#id_summary") == "내가 적던 한 줄 답입니다."
    assert stored(guide).summary == "남이 저장한 한 줄 답입니다."


def test_it_is_offered_to_nobody_else_and_for_seven_days_only(desk):
    guide = make()
    desk.goto(guide.desk_url())
    desk.fill("#id_summary", "내가 적던 한 줄 답입니다.")
    kept(desk, "내가 적던 한 줄 답입니다.")
    desk.evaluate("""() => {
        for (const key of Object.keys(localStorage).filter((key) => key.startsWith("kbhelp-form"))) {
            const kept = JSON.parse(localStorage[key]);
            localStorage[key] = JSON.stringify({ ...kept, user: "999999" });
        }
    }""")
    tab = desk.context.new_page()
    desk.close(run_before_unload=False)
    tab.goto(guide.desk_url())
    assert (tab.is_visible("[data-offer]"), tab.evaluate(KEPT)) == (False, 1)
    tab.evaluate("""() => {
        for (const key of Object.keys(localStorage).filter((key) => key.startsWith("kbhelp-form"))) {
            const kept = JSON.parse(localStorage[key]);
            localStorage[key] = JSON.stringify({ ...kept, at: Date.now() - 7.1 * 24 * 3600 * 1000 });
        }
    }""")
    tab.reload()
    assert tab.evaluate(KEPT) == 0


def test_an_unsaved_form_and_a_restored_edition_are_both_there(desk):
    guide = published(make(summary="공개한 한 줄 답입니다."))
    desk.goto(guide.desk_url())
    desk.fill("#id_summary", "저장한 초안입니다.")
    desk.click("[name=_continue]")
    saved(desk)
    desk.fill("#id_summary", "저장하지 않은 초안입니다.")
    kept(desk, "저장하지 않은 초안입니다.")
    tab = desk.context.new_page()
    desk.close(run_before_unload=False)
    tab.goto(f"{guide.desk_url('restore')}?edition=1")
    tab.click("button:has-text('1판을 초안으로 가져오기')")
    tab.get_by_text("1판의 내용을 초안으로 가져왔습니다").wait_for()
    take(tab)
    assert tab.input_value("#id_summary") == "저장하지 않은 초안입니다."
    assert [one.snapshot["summary"] for one in guide.editions.order_by("number")] == [
        "공개한 한 줄 답입니다.",
        "저장한 초안입니다.",
    ]


def test_a_form_that_is_too_large_is_stopped_before_it_is_sent(desk):
    desk.goto(make().desk_url())
    desk.evaluate("document.querySelector('#id_body').value = '가'.repeat(4_100_000)")
    desk.click("[name=_continue]")
    desk.get_by_text("글이 너무 길어 한 번에 저장할 수 없습니다").wait_for()


def test_a_form_of_more_fields_than_the_server_reads_is_stopped_too(desk):
    desk.goto(make().desk_url())
    desk.evaluate(
        """const form = document.querySelector("[data-keep]").closest("form");
        const many = Array.from({ length: 12_000 }, () => '<input type="hidden" name="many">').join("");
        form.insertAdjacentHTML("beforeend", many);"""
    )
    desk.click("[name=_continue]")
    desk.get_by_text("글이 너무 길어 한 번에 저장할 수 없습니다").wait_for()


def test_three_hundred_thousand_letters_arrive(desk):
    """As URL-encoded text 111,000 syllables were more than the server took."""
    guide = make()
    desk.goto(guide.desk_url())
    desk.evaluate("document.querySelector('#id_body').value = '가나다라 마바사. '.repeat(15_000)")
    desk.click("[name=_continue]")
    saved(desk)
    assert len(stored(guide).body) > 149_000


def test_two_who_open_one_document_see_each_other(desk, open_page, editor):
    guide = make()
    desk.goto(guide.desk_url())
    second = f"second-{secrets.token_hex(4)}"
    make_publisher(second)
    other = open_page(viewport=DESKTOP)
    sign_in(other, second)
    other.goto(guide.desk_url())
    other.get_by_text(f"{editor}님이 이 글을 열어 두었습니다.").wait_for()
    assert Presence.objects.filter(document=guide).count() == 2


AGAIN = """(selector) => {
  const button = document.querySelector(selector);
  button.form.addEventListener("submit", (event) => event.defaultPrevented || setTimeout(() => button.click()));
}"""


def test_a_button_that_is_pressed_twice_saves_once(desk):
    """Pressed again while the server works, it sent the form again: a new draft was there twice."""
    title = f"두 번 누름 {secrets.token_hex(6)}"
    desk.goto("/admin/faq/entry/add/")
    desk.fill("#id_title", title)
    desk.evaluate(AGAIN, "[name=_continue]")
    desk.click("[name=_continue]")
    saved(desk)
    desk.goto(desk.url.replace("change/", "duplicate/"))
    desk.evaluate(AGAIN, "form.question button")
    desk.click("form.question button")
    desk.locator(".messagelist").get_by_text("복제했습니다").wait_for()
    assert Document.objects.filter(title__startswith=title).count() == 2
