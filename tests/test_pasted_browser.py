"""What is pasted from other programs becomes Markdown that our own renderer takes without a complaint."""

import secrets
from pathlib import Path

import pytest

from kbhelp.markdown import render
from tests.making import make_publisher
from tests.test_editing_browser import open_desk
from tests.waiting import eventually

PASTED = Path(__file__).parent / "fixtures" / "pasted"
BODY = "#id_body"
PASTE = """([html, plain, withPicture]) => {
    const clipboardData = new DataTransfer();
    if (html) clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", plain);
    if (withPicture) clipboardData.items.add(new File(["x"], "x.png", { type: "image/png" }));
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    return document.querySelector("#id_body").dispatchEvent(event);
}"""


@pytest.fixture
def desk(open_page, on_site):
    name = f"pastes-{secrets.token_hex(6)}"
    make_publisher(name)
    page = open_page()
    open_desk(page, name)
    page.goto("/admin/guides/guide/add/")
    page.fill(BODY, "")
    return page


def paste(desk, html, plain="글", with_picture=False) -> bool:
    """Whether the browser is left to paste the plain text itself."""
    desk.focus(BODY)
    return desk.evaluate(PASTE, [html, plain, with_picture])


def test_texts_of_four_programs_become_markdown(desk):
    lost = {
        "word": "옮기지 못한 것: 그림 1개, 밑줄.",
        "hwp": "옮기지 못한 것: 글자 색, 합친 칸 1개(첫 칸에만 남겼습니다).",
        "web": "옮기지 못한 것: 주소를 쓸 수 없는 링크 1개, 그림 1개, 밑줄, 글자 색.",
        "sheet": "옮기지 못한 것: 합친 칸 1개(첫 칸에만 남겼습니다).",
    }
    for name, sentence in lost.items():
        desk.fill(BODY, "")
        html = (PASTED / f"{name}.html").read_text(encoding="utf-8")
        assert paste(desk, html, with_picture=name in ("word", "sheet")) is False
        wanted = (PASTED / f"{name}.md").read_text(encoding="utf-8").strip()
        assert desk.input_value(BODY) == wanted, name
        assert desk.inner_text(".field-body .markdown-status").endswith(sentence), name
        assert render(wanted).problems == []


def test_it_stands_apart_from_what_is_around_it_and_is_undone_in_one_step(desk):
    desk.focus(BODY)
    desk.keyboard.type("앞글")
    paste(desk, "<ul><li>하나</li><li>둘</li></ul>")
    assert desk.input_value(BODY) == "앞글\n\n- 하나\n- 둘"
    desk.keyboard.press("Control+z")
    assert desk.input_value(BODY) == "앞글"


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<div><span style='color: #ccc'>**글** [[비교표:x]]</span></div>",
        "<p>가. 하나뿐인 번호</p>",
        "<img src='x'>",
    ],
)
def test_plain_words_are_left_to_the_browser(desk, html):
    assert paste(desk, html) is True
    assert desk.input_value(BODY) == ""


def test_hostile_pages_become_words(desk):
    paste(
        desk,
        "<b>굵게</b><a href='javascript:alert(1)'>링크</a><img src=x onerror=alert(1)><svg onload=alert(1)></svg>"
        "<p style='background:url(https://evil.example/x)'>&lt;script&gt;alert(1)&lt;/script&gt; | 칸</p>"
        "<iframe srcdoc='<script>alert(1)</script>'></iframe><math><mtext></form>",
    )
    text = desk.input_value(BODY)
    assert text.startswith("**굵게**링크")
    assert "<script>" not in str(render(text).as_json()["blocks"])


def test_an_address_stays_as_it_is_and_nothing_reaches_the_policy_of_the_page(desk):
    paste(
        desk,
        """<p title="a > b" style='color: red' onclick="x()">글 """
        """<a href="https://e.example/style=3?a b onx=1">링크</a></p>""",
    )
    assert desk.input_value(BODY) == "글 [링크](<https://e.example/style=3?a b onx=1>)"
    assert desk.problems == []


def test_links_that_lead_nowhere_from_here_are_said(desk):
    paste(
        desk,
        "<h2>글</h2><a href='javascript:x'>하나</a> <a href='/둘'>둘</a> <a href='https://e.example'>셋</a>",
    )
    assert desk.input_value(BODY) == "## 글\n\n하나 둘 [셋](https://e.example)"
    said = desk.inner_text(".field-body .markdown-status")
    assert said.endswith("옮기지 못한 것: 주소를 쓸 수 없는 링크 2개.")


@pytest.mark.parametrize(
    "html, lines",
    [
        ("<table>" + "<tr><td>1</td><td>값</td></tr>" * 1_000 + "</table>", 1_001),
        ("<p>문단 <b>굵게</b> &lt;b&gt; &amp;amp;</p>" * 5_000, 9_999),
    ],
    ids=["table", "paragraphs"],
)
def test_a_thousand_rows_and_ten_thousand_lines_arrive_at_once_and_are_undone_in_one_step(desk, html, lines):
    desk.set_default_timeout(20_000)
    desk.focus(BODY)
    desk.keyboard.type("앞글")
    desk.evaluate(f"html => {{ setTimeout(() => ({PASTE})([html, '글', false])) }}", html)
    eventually(desk, lambda: desk.input_value(BODY).count("\n") == lines + 1)
    assert desk.input_value(BODY).startswith("앞글\n\n")
    assert desk.input_value(BODY).endswith(("| 1 | 값 |", "문단 **굵게** <b> &amp;"))
    desk.keyboard.press("Control+z")
    assert desk.input_value(BODY) == "앞글"


@pytest.mark.parametrize(
    "html, wanted, sentence",
    [
        ("<p><b>앞</b>" + "<br>" * 60_000 + "뒤</p>", "**앞**\n\n뒤", "Ctrl+Z를 누르세요."),
        ("<p><b>앞</b>" + "<br> " * 3 + "뒤<br></p><p>끝</p>", "**앞**\n\n뒤\n\n끝", "Ctrl+Z를 누르세요."),
        ("<p><b>하나</b><br>둘</p>", "**하나**\\\n둘", "Ctrl+Z를 누르세요."),
        (
            "<p><b>앞</b>" + "<br>가나" * 60_000 + "</p>",
            "**앞**" + "\\\n가나" * 9_999,
            "옮기지 못한 것: 너무 길어 뒤쪽 100,002자(나누어 붙여 넣으세요).",
        ),
    ],
    ids=["empty lines", "few", "one", "lines"],
)
def test_sixty_thousand_line_breaks_hold_nobody_and_what_was_left_out_is_said(desk, html, wanted, sentence):
    assert paste(desk, html) is False
    text = desk.input_value(BODY)
    assert (len(text), text[:40], text[-40:]) == (len(wanted), wanted[:40], wanted[-40:])
    assert desk.inner_text(".field-body .markdown-status").endswith(sentence)
