"""The search field of /widget.js on a page of another origin, under that page's own strict policy."""

import re
import threading
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from conftest import PHONE
from tests.site import LIGHT, ROOT, Site, free_port
from tests.test_accessibility import AXE
from tests.test_setup import STRONG, manage

QUESTION = "본인확인에 실패했습니다"
RUN_AXE = "async () => (await axe.run()).violations.map(({id, nodes}) => [id, nodes[0].html])"
PAGE = """<!doctype html><html lang="ko"><title>다른 사이트</title><meta name="viewport" content="width=device-width">
<script type="module" src="SITE/widget.js"></script><main><h1>다른 사이트</h1><kb-help></kb-help></main></html>"""


class Foreign(BaseHTTPRequestHandler):
    """Scripts and connections to the help desk alone; no style of anybody."""

    def __init__(self, site, *args):
        self.site = site
        super().__init__(*args)

    def do_GET(self):
        body = PAGE.replace("SITE", self.site).encode()
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        policy = f"default-src 'none'; script-src {self.site}; connect-src {self.site}"
        self.send_header("Content-Security-Policy", policy)
        self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *told):
        pass


@contextmanager
def foreign_pages(data, **variables: str):
    """The address of a page of another site that the help desk knows, of one that it does not, and the help desk's."""
    named = free_port()
    site = Site(data, **LIGHT | {"KBHELP_WIDGET_HOSTS": f"localhost:{named}"} | variables)
    site.wait_until_serving()
    servers = [
        ThreadingHTTPServer(("localhost", number), partial(Foreign, site.url))
        for number in (named, free_port())
    ]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield *(f"http://localhost:{server.server_address[1]}" for server in servers), site.url
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()
        site.stop()


@pytest.fixture(scope="module")
def foreign(after_first_start, tmp_path_factory):
    with foreign_pages(after_first_start(tmp_path_factory.mktemp("widget") / "data")) as addresses:
        yield addresses


@pytest.fixture
def widget(open_page, foreign):
    """opened(**options): the foreign page; at the end only the widget and the API were asked for elsewhere."""
    named, _, site = foreign
    pages = []

    def opened(**options):
        page = open_page(base_url=named, **options)
        page.goto("/")
        page.get_by_role("searchbox").wait_for()
        pages.append(page)
        return page

    yield opened
    for page in pages:
        elsewhere = {re.sub(r"\?.*", "", problem) for problem in page.problems}
        assert elsewhere <= {f"foreign request: {site}/{path}" for path in ("widget.js", "api/v1/search/")}
        assert page.context.cookies() == []
        assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
        page.problems.clear()


def asked(page, question: str):
    """As somebody does it who has only a keyboard."""
    page.keyboard.press("Tab")
    page.keyboard.type(question)
    page.keyboard.press("Enter")


def test_a_question_is_asked_and_its_answer_reached_by_keyboard_alone(widget):
    page = widget()
    asked(page, QUESTION)
    page.get_by_role("status").filter(has_text="찾았습니다").wait_for()
    assert re.fullmatch(r"결과 \d+개를 찾았습니다\.", page.get_by_role("status").inner_text())
    for _ in range(2):  # the button, the first answer
        page.keyboard.press("Tab")
    opened = page.evaluate("document.querySelector('kb-help').shadowRoot.activeElement.href")
    assert "/tables/normal-and-failure/#name" in opened
    assert "공식 안내 확인 전" in page.get_by_role("list").inner_text()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Escape")
    assert page.get_by_role("status").inner_text() == page.get_by_role("searchbox").input_value() == ""


def test_names_and_roles_are_those_that_a_screen_reader_says(widget):
    page = widget()
    field = page.get_by_role("searchbox", name="무엇이 안 되나요?")
    assert field.evaluate("field => field.getAttribute('aria-describedby')") == "never"
    page.get_by_role("region", name="도움말 검색").wait_for()
    asked(page, QUESTION)
    page.get_by_role("link", name=re.compile("명의.*\\(새 창\\)")).first.wait_for()
    assert page.get_by_role("listitem").count() >= 1


@pytest.mark.parametrize(
    "question, first",
    [
        ("다른 휴대폰에 인증서가 있습니다", "먼저 읽으세요. 이 방법은 인증서가 지워집니다."),
        (QUESTION, "화면과 순서는 다를 수 있습니다. 다르면 공식 안내를 따르세요."),
    ],
)
def test_a_danger_and_a_doubt_are_said_in_words_before_the_answer(widget, question, first):
    page = widget()
    asked(page, question)
    row = page.get_by_role("listitem").filter(has_text=first).first
    row.wait_for()
    assert row.get_by_role("paragraph").first.inner_text() == first


def test_an_older_answer_goes_while_the_next_is_looked_for_and_composing_keeps_the_field(widget):
    page = widget()
    asked(page, QUESTION)
    page.get_by_role("listitem").first.wait_for()
    left = """() => { const help = document.querySelector('kb-help'); help.ask('명의');
      return help.shadowRoot.querySelectorAll('li').length }"""
    assert page.evaluate(left) == 0
    page.get_by_role("searchbox").evaluate(
        "field => field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', isComposing: true}))"
    )
    assert page.get_by_role("searchbox").input_value() == QUESTION


def test_what_is_not_known_is_said_with_the_phone(widget):
    page = widget()
    asked(page, "김치찌개 끓이는 법")
    page.get_by_role("status").filter(has_text="찾지 못했습니다").wait_for()
    assert page.get_by_role("link", name="1588-9999").get_attribute("href") == "tel:1588-9999"


def test_of_a_desk_with_two_numbers_both_are_there_to_dial(open_page, tmp_path):
    with foreign_pages(tmp_path / "data", KBHELP_CONTENT=str(ROOT / "examples/it-desk")) as (named, _, _):
        page = open_page(base_url=named)
        page.goto("/")
        page.get_by_role("searchbox").wait_for()
        asked(page, "김치찌개 끓이는 법")
        page.get_by_role("status").filter(has_text="찾지 못했습니다").wait_for()
        said = page.get_by_role("paragraph").filter(has_text="급하면")
        assert said.inner_text() == (
            "급하면 전산지원팀 내선 7000으로 전화하세요. 회사 밖이면 02-0000-7000으로 거세요."
        )
        numbers = {link.inner_text(): link.get_attribute("href") for link in said.get_by_role("link").all()}
        assert numbers == {"7000": "tel:7000", "02-0000-7000": "tel:02-0000-7000"}
        page.problems.clear()


def test_a_refusal_is_said_in_words(widget):
    page = widget()
    page.evaluate("document.querySelector('kb-help').ask('가'.repeat(201))")
    page.get_by_role("status").filter(has_text="너무 깁니다").wait_for()
    page.problems[:] = [problem for problem in page.problems if "400" not in problem]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("viewport", [PHONE, {"width": 320, "height": 640}])
def test_axe_finds_nothing_and_nothing_overflows(widget, dark, viewport):
    page = widget(viewport=viewport, dark=dark, bypass_csp=True)
    asked(page, QUESTION)
    page.get_by_role("listitem").first.wait_for()
    page.evaluate(AXE)
    assert page.evaluate(RUN_AXE) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_site_that_is_not_named_gets_no_widget(open_page, foreign):
    _, other, site = foreign
    page = open_page(base_url=other)
    with page.expect_event("requestfailed") as failed:
        page.goto("/")
    assert failed.value.url == f"{site}/widget.js"
    assert page.evaluate("customElements.get('kb-help') === undefined")
    assert any("Access-Control-Allow-Origin" in problem for problem in page.problems)
    page.problems.clear()


ANNOUNCE = """
from kbhelp.notices.models import Notice
Notice.objects.create(title="은행 앱이 멈췄습니다", institution="bank").publish()
"""


@pytest.mark.parametrize("question", [QUESTION, "김치찌개 끓이는 법"])
def test_what_is_down_stands_before_every_answer(open_page, after_first_start, tmp_path, question):
    data = after_first_start(tmp_path / "data")
    assert manage(data, "shell", "-c", ANNOUNCE, SECRET_KEY=STRONG, **LIGHT).returncode == 0
    with foreign_pages(data) as (named, _, site):
        page = open_page(base_url=named)
        page.goto("/")
        page.get_by_role("searchbox").wait_for()
        asked(page, question)
        page.get_by_text("지금은 기다리세요").wait_for()
        first = page.locator("kb-help a").first
        assert first.inner_text().startswith("은행 앱이 멈췄습니다")
        assert first.get_attribute("href").startswith(f"{site}/notices/")
        page.problems.clear()


def test_a_site_that_is_away_is_said_with_the_phone(widget):
    page = widget()
    page.context.set_offline(True)
    asked(page, QUESTION)
    page.get_by_role("status").filter(has_text="지금은 검색이 되지 않습니다").wait_for()
    assert page.get_by_role("link", name="1588-9999").get_attribute("href") == "tel:1588-9999"
    page.get_by_role("link", name="도움말로 가기").wait_for()
    page.problems[:] = [problem for problem in page.problems if "ERR_INTERNET_DISCONNECTED" not in problem]


def test_a_page_with_odd_styles_leaves_the_widget_as_it_is(widget):
    page = widget(bypass_csp=True)
    page.add_style_tag(
        content="html { font-size: 10px } body { text-transform: uppercase; letter-spacing: 9px; text-align: right }"
    )
    style = page.locator("kb-help").evaluate(
        "help => { const {fontSize, letterSpacing, textTransform, display} = getComputedStyle(help);"
        " return [fontSize, letterSpacing, textTransform, display] }"
    )
    assert style == ["16px", "normal", "none", "block"]
    page.locator("kb-help").evaluate("help => { help.hidden = true }")
    assert not page.locator("kb-help").is_visible()
