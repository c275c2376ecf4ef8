"""A table inside a text is edited in cells: opened where somebody writes, put back in one step, and nothing is lost."""

import secrets

import pytest

from conftest import DESKTOP
from kbhelp.markdown import render
from tests.making import make_publisher
from tests.test_editing_browser import open_desk

BODY = "#id_body"
CELL = "dialog.text-table textarea"
TABLE = "| 화면 | 할 일 |\n| --- | :---: |\n| 오류 \\| 코드 | 첫째<br>**둘째** |\n| `a` | |"
AT = "(field, place) => { field.focus(); field.setSelectionRange(place, place); }"
PASTE = """([cell, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.querySelectorAll("dialog.text-table textarea")[cell]
    .dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def desk_of(open_page, on_site):
    def desk_of(**options):
        name = f"tables-{secrets.token_hex(6)}"
        make_publisher(name)
        page = open_page(**{"viewport": DESKTOP} | options)
        open_desk(page, name)
        page.goto("/admin/guides/guide/add/")
        page.fill(BODY, "")
        return page

    return desk_of


@pytest.fixture
def desk(desk_of):
    return desk_of()


def write(desk, text: str, at: str | None = None):
    """The text in the field, and the caret before `at`."""
    desk.fill(BODY, text)
    desk.eval_on_selector(BODY, AT, text.index(at) if at else len(text))


def open_table(desk, word="이 표 고치기"):
    desk.click(f".field-body button:text-is('{word}')")
    desk.locator("dialog.text-table[open]").wait_for()


def cells(desk) -> list[str]:
    return [cell.input_value() for cell in desk.locator(CELL).all()]


def put(desk) -> str:
    desk.click("[data-text-table-put]")
    return desk.input_value(BODY)


def test_a_table_is_opened_where_somebody_writes_and_put_back_as_it_was(desk):
    text = f"앞글\n\n{TABLE}\n\n뒷글"
    write(desk, text, "첫째")
    open_table(desk)
    assert cells(desk) == ["화면", "할 일", "오류 | 코드", "첫째\n**둘째**", "`a`", ""]
    assert put(desk) == text
    assert desk.evaluate("document.activeElement.id") == "id_body"


def test_cells_are_written_and_one_undo_takes_all_back(desk):
    text = f"앞글\n\n{TABLE}\n\n뒷글"
    write(desk, text, "오류")
    open_table(desk)
    desk.locator(CELL).nth(0).fill("화면의 | 말")
    desk.locator(CELL).nth(5).fill("한 줄\n두 줄")
    assert put(desk) == text.replace("| 화면 |", "| 화면의 \\| 말 |").replace(
        "`a` | |", "`a` | 한 줄<br>두 줄 |"
    )
    desk.keyboard.press("Control+z")
    assert desk.input_value(BODY) == text


def test_a_new_table_stands_apart_and_is_one_for_readers(desk):
    write(desk, "앞글")
    open_table(desk, "표")
    desk.keyboard.type("화면")
    desk.keyboard.press("Tab")
    desk.keyboard.type("할 일")
    desk.keyboard.press("Enter")
    desk.keyboard.type("전화하기")
    text = put(desk)
    assert text.startswith("앞글\n\n| 화면 | 할 일 |  |\n| --- | --- | --- |\n|  | 전화하기 |  |")
    assert "<table" in render(text).blocks[0]["html"]
    assert render(text).problems == []


def test_rows_and_columns_are_put_in_moved_and_taken_away(desk):
    write(desk, "| 가 | 나 |\n| :-- | --- |\n| 1 | 2 |\n| 3 | 4 |", "3")
    open_table(desk)
    desk.locator(CELL).nth(4).focus()
    for name in ("줄 위로", "옆에 열 넣기", "열 오른쪽으로", "아래에 줄 넣기"):
        desk.get_by_role("button", name=name, exact=True).click()
    desk.keyboard.type("새 칸")
    assert put(desk) == ("| 가 | 나 |  |\n| :-- | --- | --- |\n| 3 | 4 |  |\n|  |  | 새 칸 |\n| 1 | 2 |  |")
    open_table(desk)
    desk.locator(CELL).nth(3).focus()
    desk.get_by_role("button", name="줄 지우기").click()
    desk.get_by_role("button", name="열 지우기").click()
    assert put(desk) == "| 나 |  |\n| --- | --- |\n|  | 새 칸 |\n| 2 |  |"


def test_the_last_row_and_column_stay(desk):
    write(desk, "| 가 |\n| --- |", "가")
    open_table(desk)
    desk.get_by_role("button", name="줄 지우기").click()
    desk.get_by_text("마지막 줄은 지울 수 없습니다.").wait_for()
    desk.get_by_role("button", name="열 지우기").click()
    desk.get_by_text("마지막 열은 지울 수 없습니다.").wait_for()
    assert put(desk) == "| 가 |\n| --- |"


def test_enter_goes_down_and_makes_a_row_after_the_last_and_arrows_leave_at_the_edge(desk):
    write(desk, "| 가 | 나 |\n| --- | --- |\n| 1 | 2 |", "1")
    open_table(desk)
    for key in ("ArrowRight", "Enter", "Enter"):
        desk.keyboard.press(key)
    desk.keyboard.type("아래")
    desk.keyboard.press("Alt+Enter")
    desk.keyboard.type("둘째 줄")
    desk.keyboard.press("Shift+Enter")
    desk.keyboard.type("위")
    assert put(desk).splitlines()[2:] == ["| 1 | 2위 |", "|  | 아래<br>둘째 줄 |"]


def test_rows_of_a_spreadsheet_fill_from_the_cell_and_make_the_table_larger(desk):
    write(desk, "| 가 | 나 |\n| --- | --- |\n| 1 | 2 |", "1")
    open_table(desk)
    desk.evaluate(PASTE, [3, 'ㄱ\tㄴ\n"두\n줄"\t5|6'])
    assert put(desk).splitlines() == [
        "| 가 | 나 |  |",
        "| --- | --- | --- |",
        "| 1 | ㄱ | ㄴ |",
        "|  | 두<br>줄 | 5\\|6 |",
    ]


def test_too_many_rows_are_refused_and_nothing_changes(desk):
    write(desk, "| 가 |\n| --- |\n| 1 |", "1")
    open_table(desk)
    desk.evaluate(PASTE, [1, "\n".join(f"{n}\t값" for n in range(10_000))])
    desk.get_by_text("10,000줄은 글 안의 표에는 너무 많습니다").wait_for()
    assert put(desk) == "| 가 |\n| --- |\n| 1 |"


def test_too_many_columns_are_refused_and_nothing_changes(desk):
    write(desk, "| 가 |\n| --- |\n| 1 |", "1")
    open_table(desk)
    desk.evaluate(PASTE, [1, "\t".join(map(str, range(31)))])
    desk.get_by_text("글 안의 표는 30열까지 만들 수 있습니다").wait_for()
    assert put(desk) == "| 가 |\n| --- |\n| 1 |"


@pytest.mark.parametrize(
    "text, at",
    [
        ("글 | 글", "글"),
        ("```\n| 가 |\n| --- |\n| 1 |\n```", "1"),
        ("| 가 |\n| --- |\n| 1 |\n\n뒷글", "뒷글"),
        ("| 가 |\n| --- |\n| 1 |\n::: 주의\n글\n:::", "글"),
        ("", None),
    ],
)
def test_where_no_table_is_a_new_one_is_offered(desk, text, at):
    write(desk, text, at)
    open_table(desk, "표")
    assert cells(desk) == [""] * 9
    desk.keyboard.press("Escape")
    assert desk.locator("dialog.text-table[open]").count() == 0
    assert desk.input_value(BODY) == text


def test_a_cell_too_many_and_a_cell_too_few_are_seen(desk):
    write(desk, "가 | 나\n--- | ---\n1 | 2 | 3\n4", "1")
    open_table(desk)
    assert cells(desk) == ["가", "나", "", "1", "2", "3", "4", "", ""]


def test_thirty_rows_are_edited_on_a_phone(desk_of):
    desk = desk_of(viewport={"width": 390, "height": 800})
    rows = "\n".join(f"| {n}째 줄의 조금 긴 말 | 할 일 {n} |" for n in range(30))
    write(desk, f"| 화면 | 할 일 |\n| --- | --- |\n{rows}", "29째")
    open_table(desk)
    desk.locator(CELL).last.fill("맨 끝")
    assert desk.evaluate("document.documentElement.scrollWidth") <= 390
    box = desk.locator("[data-text-table-put]").bounding_box()
    assert box["y"] + box["height"] <= 800
    assert put(desk).endswith("| 29째 줄의 조금 긴 말 | 맨 끝 |")


def test_one_escape_does_not_lose_what_was_typed(desk):
    write(desk, TABLE, "첫째")
    open_table(desk)
    desk.locator(CELL).nth(0).fill("다른 말")
    desk.keyboard.press("Escape")
    desk.get_by_text("고친 칸이 있습니다. 글에 넣지 않고 닫으려면 한 번 더 누르세요.").wait_for()
    desk.keyboard.press("Escape")
    assert desk.locator("dialog.text-table[open]").count() == 0
    assert desk.input_value(BODY) == TABLE


def test_a_table_within_an_item_stays_in_it(desk):
    text = "- 항목\n\n  | 가 | 나 |\n  | --- | --- |\n  | 1 | 2 |"
    write(desk, text, "1 |")
    open_table(desk)
    desk.locator(CELL).nth(3).fill("3")
    assert put(desk) == text.replace("| 2 |", "| 3 |")


def test_lines_of_a_text_are_pasted_into_the_cell(desk):
    write(desk, TABLE, "첫째")
    open_table(desk)
    taken = desk.evaluate(PASTE.replace("document", "return !document", 1), [0, "한 줄\n두 줄"])
    assert taken is False
    assert cells(desk)[2] == "오류 | 코드"


def test_a_table_takes_no_more_columns_and_rows_than_it_may_have(desk):
    widest = "|" + " 칸 |" * 29 + "\n|" + " --- |" * 29
    longest = "| 칸 |\n| --- |" + "\n| 값 |" * 298
    for text, button, said in [
        (widest, "column-beside", "글 안의 표는 30열까지 만들 수 있습니다."),
        (longest, "row-below", "글 안의 표는 300줄까지 만들 수 있습니다."),
    ]:
        write(desk, text, "칸")
        open_table(desk)
        before = desk.locator(CELL).count()
        desk.click(f"[data-change={button}]")
        assert desk.locator(CELL).count() > before
        full = desk.locator(CELL).count()
        desk.click(f"[data-change={button}]")
        assert desk.inner_text("[data-text-table-said]") == said
        assert desk.locator(CELL).count() == full
        put(desk)
