"""An editor at work in a real browser, and readers seeing what was published and nothing else."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from conftest import PHONE
from tests.making import make_guide, make_publisher, make_row, make_table, make_writer, published

PASSWORD = "아주 긴 비밀번호 하나"


def open_desk(page, name):
    """The desk's first page, in a session made beside the site: the form, where it is not what a test looks at, and two
    passwords hashed slowly, take a second of each."""
    client = Client()
    client.force_login(User.objects.get(username=name))
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key}
    page.context.add_cookies([cookie | {"url": page.request.get("/healthz").url, "httpOnly": True}])
    page.goto("/admin/")
    page.wait_for_selector("#user-tools")


def sign_in(page, name):
    page.goto("/admin/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_selector("#user-tools")


def choose(page, field: str, words: str):
    """From the picker of a field what these words find: two actions."""
    page.fill(f".field-{field} .select2-search__field", words)
    page.locator(".select2-results__option--highlighted", has_text=words).click()


@pytest.fixture
def documents(on_site, request):
    """A table of two rows inside a guide, live under names of this test's own."""
    name = request.node.name.replace("_", "-")[-40:]
    table = make_table(rows=0, title=f"표 {name}", slug=f"t{name}")
    for position, item in enumerate(["명의", "기기"]):
        make_row(table, position=position, item=item, normal=f"{item} 정상", failure=f"{item} 실패")
    published(table)
    guide = published(make_guide(title=f"안내 {name}", slug=f"g{name}", body=f"[[비교표:t{name}]]"))
    return table, guide


def test_a_publisher_edits_a_row_previews_publishes_and_readers_see_it(open_page, documents):
    table, guide = documents
    make_publisher("publisher-rows")
    desk, reader = open_page(), open_page(viewport=PHONE)
    sign_in(desk, "publisher-rows")
    desk.goto(f"/admin/guides/comparisontable/{table.pk}/change/")
    desk.fill("#id_rows-1-failure", "휴대폰 여러 대에서 씁니다")

    desk.click("[data-preview]")
    preview = desk.frame_locator("dialog iframe")
    preview.get_by_text("휴대폰 여러 대에서 씁니다").first.wait_for()
    reader.goto(f"/guides/{guide.slug}/")
    assert "휴대폰 여러 대에서 씁니다" not in reader.content()

    desk.click("[data-close]")
    desk.click("[name=_publish]")
    desk.get_by_text("2판을 발행했습니다").wait_for()
    reader.goto(f"/guides/{guide.slug}/")
    assert "휴대폰 여러 대에서 씁니다" in reader.inner_text("main")


def test_the_order_of_rows_is_changed_with_buttons_alone(open_page, documents):
    table, guide = documents
    make_publisher("publisher-order")
    desk = open_page()
    open_desk(desk, "publisher-order")
    desk.goto(f"/admin/guides/comparisontable/{table.pk}/change/")
    desk.focus("#rows-1 [aria-label=위로]")
    desk.keyboard.press("Enter")
    desk.click("[name=_publish]")
    desk.get_by_text("2판을 발행했습니다").wait_for()
    desk.goto(f"/tables/{table.slug}/")
    words = desk.inner_text("main")
    assert words.index("기기 실패") < words.index("명의 실패")


def test_a_writer_saves_drafts_that_are_nowhere_public(open_page, documents):
    _table, guide = documents
    make_writer("writer-draft")
    desk, reader = open_page(), open_page()
    open_desk(desk, "writer-draft")
    desk.goto(f"/admin/guides/guide/{guide.pk}/change/")
    assert desk.locator("[name=_publish]").count() == 0
    desk.fill("#id_title", "아무도 못 보는 새 제목")
    desk.click("[name=_continue]")
    desk.get_by_text("초안을 저장했습니다.").wait_for()
    for address in [f"/guides/{guide.slug}/", "/guides/", "/faq/", "/sitemap.xml", "/"]:
        assert "아무도 못 보는 새 제목" not in reader.request.get(address).text()


def test_the_field_preview_shows_the_site_look_while_typing(open_page, documents):
    _table, guide = documents
    make_writer("writer-field")
    desk = open_page()
    open_desk(desk, "writer-field")
    desk.goto(f"/admin/guides/guide/{guide.pk}/change/")
    desk.fill("#id_body", "::: 주의\n지우기 전에 확인하세요.\n:::")
    desk.frame_locator(".field-body iframe").locator(".callout--warn").wait_for()


def test_the_preview_button_works_without_scripts(open_page, documents):
    _table, guide = documents
    make_writer("writer-plain")
    desk = open_page(js=False)
    open_desk(desk, "writer-plain")
    desk.goto(f"/admin/guides/guide/{guide.pk}/change/")
    desk.fill("#id_summary", "스크립트 없이 미리 보는 답입니다.")
    with desk.context.expect_page() as opened:
        desk.click("[data-preview]")
    opened.value.get_by_text("스크립트 없이 미리 보는 답입니다.").first.wait_for()
