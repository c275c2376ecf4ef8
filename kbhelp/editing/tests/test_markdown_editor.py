"""The Markdown field of the desk, in a browser, on the running site: keys, toolbar, pictures."""

from io import BytesIO
from itertools import count

import pytest
from PIL import Image

from kbhelp.markdown import PLACEHOLDER_ALT
from tests.making import make_publisher
from tests.test_editing_browser import open_desk

BODY = "#id_body"
_editors = count(1)
SELECTED = "e => e.value.slice(e.selectionStart, e.selectionEnd)"
PASTE = """([type, base64]) => {
  const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], "그림", {type}));
  const paste = new ClipboardEvent("paste", {clipboardData: files, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(paste);
}"""

DROP = """(selector) => {
  const files = new DataTransfer();
  files.items.add(new File(["글"], "글.txt"));
  const drop = new DragEvent("drop", {dataTransfer: files, bubbles: true, cancelable: true});
  document.querySelector(selector).dispatchEvent(drop);
  return drop.defaultPrevented;
}"""


@pytest.fixture
def desk(page, on_site):
    """A page with the form for a new guide, its text field emptied of the headings and focused."""
    name = f"편집자-{next(_editors)}"
    make_publisher(name)
    open_desk(page, name)
    page.goto("/admin/guides/guide/add/")  # with its scripts, which take a paste
    page.fill(BODY, "")
    page.focus(BODY)
    return page


def tool(page, word: str):
    return page.get_by_role("toolbar", name="본문 꾸미기").get_by_role("button", name=word, exact=True)


def picture() -> dict:
    file = BytesIO()
    Image.new("RGB", (30, 20), "teal").save(file, "PNG")
    return {"name": "화면.png", "mimeType": "image/png", "buffer": file.getvalue()}


def pick(page, file: dict):
    with page.expect_file_chooser() as chooser:
        tool(page, "그림").click()
    chooser.value.set_files(file)


def test_tab_leaves_the_field_and_the_text_as_it_is(desk):
    desk.fill(BODY, "글")
    desk.press(BODY, "Tab")
    assert desk.input_value(BODY) == "글"
    assert desk.evaluate("document.activeElement.id") != "id_body"


@pytest.mark.parametrize(
    "word, written, selected",
    [
        ("제목", "앞\n\n## 제목", "제목"),
        ("굵게", "앞**굵은 글**", "굵은 글"),
        ("목록", "앞\n\n- 항목", "항목"),
        ("번호 단계", "앞\n\n1. 할 일", "할 일"),
        ("주의 상자", "앞\n\n::: 주의\n조심할 점\n:::", "조심할 점"),
        ("참고 상자", "앞\n\n::: 참고\n덧붙일 점\n:::", "덧붙일 점"),
    ],
)
def test_a_tool_writes_its_markdown_and_selects_what_to_replace(desk, word, written, selected):
    desk.fill(BODY, "앞")
    tool(desk, word).click()
    assert desk.input_value(BODY) == written
    assert desk.eval_on_selector(BODY, SELECTED) == selected


@pytest.mark.parametrize(
    "before, after, word, written",
    [
        ("::: 주의\n글\n:::", "", "굵게", "::: 주의\n글\n:::\n\n**굵은 글**"),
        ("::: 주의\n글\n:::", "\n뒤", "굵게", "::: 주의\n글\n:::\n\n**굵은 글**\n\n뒤"),
        ("::: 주의", "\n글\n:::", "굵게", "::: 주의\n\n**굵은 글**\n\n글\n:::"),
        ("::: 주", "의\n글\n:::", "제목", "::: 주의\n\n## 제목\n\n글\n:::"),
        ("", "::: 주의\n글\n:::", "굵게", "**굵은 글**\n\n::: 주의\n글\n:::"),
        ("| 가 |\n| --- |\n| 나 |", "", "굵게", "| 가 |\n| --- |\n| 나 |\n\n**굵은 글**"),
        ("| 가 |\n| --- |\n| ", " |", "굵게", "| 가 |\n| --- |\n| **굵은 글** |"),
        ("```\n글\n```", "", "목록", "```\n글\n```\n\n- 항목"),
        ("```\n코", "드\n```\n뒤", "제목", "```\n코드\n```\n\n## 제목\n\n뒤"),
        ("| 가 |\n| --- |\n| 하", "나 |\n| 둘 |", "제목", "| 가 |\n| --- |\n| 하나 |\n| 둘 |\n\n## 제목"),
        (
            "| 가 |\n| --- |\n",
            "| 하나 |",
            "주의 상자",
            "| 가 |\n| --- |\n| 하나 |\n\n::: 주의\n조심할 점\n:::",
        ),
        ("> 인", "용\n> 둘\n뒤", "제목", "> 인용\n> 둘\n\n## 제목\n\n뒤"),
        ("## 제", "목줄\n글", "목록", "## 제목줄\n\n- 항목\n\n글"),
        ("- 첫", "째\n- 둘째", "제목", "- 첫째\n\n## 제목\n\n- 둘째"),
        ("", "| 가 |\n| --- |", "제목", "## 제목\n\n| 가 |\n| --- |"),
    ],
)
def test_a_tool_never_writes_onto_a_line_that_marks_a_block(desk, before, after, word, written):
    desk.fill(BODY, before + after)
    desk.eval_on_selector(BODY, "(field, at) => field.setSelectionRange(at, at)", len(before))
    tool(desk, word).click()
    assert desk.input_value(BODY) == written


def test_selected_lines_become_steps_and_ctrl_z_takes_it_back(desk):
    desk.fill(BODY, "하나\n둘")
    desk.press(BODY, "Control+a")
    tool(desk, "번호 단계").click()
    assert desk.input_value(BODY) == "1. 하나\n2. 둘"
    desk.press(BODY, "Control+z")
    assert desk.input_value(BODY) == "하나\n둘"


def test_the_toolbar_is_one_stop_with_arrows_inside(desk):
    tool(desk, "제목").focus()
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Enter")
    assert desk.input_value(BODY) == "**굵은 글**"
    tool(desk, "제목").focus()
    desk.keyboard.press("ArrowLeft")
    assert desk.evaluate("document.activeElement.textContent") == "올린 그림"


def test_a_picked_picture_is_stored_and_its_description_is_asked_for(desk, on_site):
    pick(desk, picture())
    desk.get_by_role("status").filter(has_text="그림을 넣었습니다").wait_for()
    address = desk.input_value(BODY).removeprefix(f"![{PLACEHOLDER_ALT}](").removesuffix(")")
    assert (on_site.data / address.removeprefix("/")).is_file()
    assert desk.eval_on_selector(BODY, SELECTED) == PLACEHOLDER_ALT


def test_a_refused_file_says_why_and_leaves_the_text_alone(desk):
    desk.fill(BODY, "글")
    pick(desk, {"name": "x.svg", "mimeType": "image/png", "buffer": b"<svg onload='alert(1)'/>"})
    desk.get_by_role("status").filter(has_text="PNG, JPEG, GIF, WebP 그림만 올릴 수 있습니다.").wait_for()
    assert desk.input_value(BODY) == "글"
    desk.problems.clear()  # the browser reports the answer 422 as an error


def test_a_file_dropped_beside_a_field_does_not_open_in_place_of_the_form(desk):
    desk.fill(BODY, "글")
    assert desk.evaluate(DROP, "#id_title") is True
    assert desk.input_value(BODY) == "글"


def test_a_pasted_file_goes_the_same_way(desk):
    desk.focus(BODY)
    desk.evaluate(PASTE, ["image/png", "PHN2Zy8+"])
    desk.get_by_role("status").filter(has_text="‘그림’: PNG, JPEG, GIF, WebP").wait_for()
    assert desk.input_value(BODY) == ""
    desk.problems.clear()  # as above


def test_a_file_beyond_ten_megabytes_is_refused_before_it_is_sent(desk):
    pick(desk, picture() | {"buffer": bytes(10 * 1024 * 1024 + 1)})
    desk.get_by_role("status").filter(has_text="파일이 너무 큽니다. 10MB까지").wait_for()


def test_a_server_that_cannot_be_reached_is_said_in_a_sentence(desk):
    with desk.expect_response(lambda response: "/desk/markdown/" in response.url):
        desk.fill(BODY, "글")
    desk.context.set_offline(True)
    pick(desk, picture())
    desk.get_by_role("status").filter(has_text="서버가 그림을 받지 못했습니다").wait_for()
    assert desk.input_value(BODY) == "글"
    desk.problems.clear()  # the browser reports the lost connection


# The preview beside the field


def says(request, words: str) -> bool:
    return words in (request.post_data_buffer or b"").decode(errors="replace")


def held(page, address: str, words: str) -> list:
    """The questions of so many words, whose answers wait until the test gives them."""
    waiting = []

    def hold(route):
        waiting.append(route) if says(route.request, words) else route.continue_()

    page.route(address, hold)
    return waiting


def shown(page):
    return page.frame_locator(".field-body iframe").locator("main")


def test_an_older_preview_is_not_shown_over_a_newer_one(desk):
    waiting = held(desk, "**/desk/markdown/", "옛 글입니다")
    with desk.expect_request(lambda request: says(request, "옛 글입니다")):  # not that of the emptied field
        desk.fill(BODY, "옛 글입니다")
    desk.fill(BODY, "새 글입니다")
    shown(desk).filter(has_text="새 글입니다").wait_for()
    for route in waiting:
        route.fulfill(body="<iframe srcdoc='<main>옛 글입니다</main>'></iframe>", content_type="text/html")
    desk.wait_for_timeout(300)
    assert (len(waiting), shown(desk).inner_text().strip()) == (1, "새 글입니다")


def test_a_preview_that_fails_is_said_in_a_sentence_and_never_a_page_of_an_error(desk):
    desk.route("**/desk/markdown/", lambda route: route.fulfill(status=502, body="<h1>Bad Gateway</h1>"))
    desk.fill(BODY, "글")
    desk.get_by_text("미리보기를 만들지 못했습니다. 적은 글은 그대로 있습니다.").wait_for()
    assert desk.get_by_text("Bad Gateway").count() == 0
    desk.problems.clear()  # the browser reports the answer 502 as an error


def test_an_older_whole_preview_is_not_shown_over_a_newer_one(desk):
    waiting = held(desk, "**/add/", "옛 제목")
    desk.fill("#id_title", "옛 제목")
    desk.fill("#id_slug", "title")
    desk.select_option("#id_topic", "name")
    with desk.expect_request("**/add/"):
        desk.click("[data-preview]")
    desk.click("[data-close]")
    desk.fill("#id_title", "새 제목")
    desk.click("[data-preview]")
    preview = desk.frame_locator("dialog iframe")
    preview.get_by_role("heading", name="새 제목").wait_for()
    for route in waiting:
        route.fulfill(body="<h1>옛 제목</h1>", content_type="text/html")
    desk.wait_for_timeout(300)
    assert (len(waiting), preview.locator("h1").inner_text()) == (1, "새 제목")
