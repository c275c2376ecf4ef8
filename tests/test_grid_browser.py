"""The grid of rows, by keyboard and by a table copied elsewhere."""

import secrets

import pytest

from conftest import DESKTOP
from tests.making import make_publisher, make_table
from tests.test_editing_browser import open_desk

ADD = "/admin/guides/comparisontable/add/"
HEADS = "항목\t정상\t실패\t단계\t누구와 하나요\t확인하는 방법\t해결 방법"
SIX = [f"항목 {n}\t정상 {n}\t실패 {n}\t발급\t통신사\t앱에서 봅니다\t고치기 {n}" for n in range(1, 7)]


@pytest.fixture
def desk(open_page, on_site):
    name = f"publisher-{secrets.token_hex(6)}"
    make_publisher(name)
    page = open_page(viewport=DESKTOP, permissions=["clipboard-read", "clipboard-write"])
    open_desk(page, name)
    return page


def paste(desk, text: str):
    desk.evaluate("text => navigator.clipboard.writeText(text)", text)
    desk.keyboard.press("Control+v")


def values(desk, name: str) -> list[str]:
    shown = desk.locator(f"[data-parts] > .part:not(.is-gone) [name$='-{name}']:not([name^='initial-'])")
    return shown.evaluate_all("fields => fields.map((field) => field.value)")


def test_a_pasted_table_with_headings_fills_the_columns_of_their_names(desk):
    desk.goto(ADD)
    desk.focus("#id_rows-0-item")
    paste(desk, "\n".join([HEADS, *SIX]))
    desk.get_by_text("6줄을 읽었습니다").wait_for()
    assert values(desk, "item") == [""]  # nothing lands before it is put in
    desk.click("[data-paste-put]")
    assert values(desk, "item") == [f"항목 {n}" for n in range(1, 7)]
    assert values(desk, "remedy") == [f"고치기 {n}" for n in range(1, 7)]
    assert (values(desk, "stage"), values(desk, "effort")) == (["issue"] * 6, ["carrier"] * 6)


def test_a_pasted_table_without_headings_goes_by_order_and_a_column_can_be_chosen(desk):
    desk.goto(ADD)
    desk.click("[data-paste-open]")
    desk.fill("[data-paste-text]", "실패한 것\t맞는 것\n다른 것\t또 맞는 것")
    desk.select_option("[data-paste-table] select >> nth=0", label="실패")
    desk.click("[data-paste-put]")
    assert (values(desk, "failure"), values(desk, "normal")) == (
        ["실패한 것", "다른 것"],
        ["맞는 것", "또 맞는 것"],
    )


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        (f"명의\t{'가' * 201}", "1번째 줄 정상: 200자까지인데 201자입니다."),
        (
            "명의\t내 이름\t가족 이름\t모르는 단계",
            "1번째 줄 단계: 고를 수 없는 값이라 처음 값으로 둡니다(‘모르는 단계’).",
        ),
        ("\n".join(f"항목\t{n}" for n in range(10_000)), "10,000줄은 너무 많습니다."),
    ],
    ids=["too long", "no such choice", "too many"],
)
def test_what_does_not_fit_is_said_before_anything_is_put_in(desk, pasted, said):
    desk.goto(ADD)
    desk.click("[data-paste-open]")
    paste(desk, pasted)
    desk.get_by_text(said).wait_for()


def test_cells_of_several_lines_quotes_and_formulas_stay_as_they_are(desk):
    desk.goto(ADD)
    desk.focus("#id_rows-0-item")
    paste(desk, '항목\t정상\t해결 방법\n명의\t=SUM(A1)\t"첫째 줄\n둘째 ""줄"""\n\t\t\n기기\t한 대\t')
    desk.click("[data-paste-put]")
    assert values(desk, "item") == ["명의", "기기"]
    assert values(desk, "normal") == ["=SUM(A1)", "한 대"]
    assert values(desk, "remedy") == ['첫째 줄\n둘째 "줄"', ""]


def test_a_text_without_tabs_is_pasted_into_its_cell(desk):
    desk.goto(ADD)
    desk.focus("#id_rows-0-item")
    paste(desk, "휴대폰 명의")
    assert values(desk, "item") == ["휴대폰 명의"]


def test_rows_are_typed_by_keyboard_alone(desk):
    desk.goto(ADD)
    desk.focus("#id_rows-0-item")
    desk.keyboard.type("명의")
    desk.keyboard.press("Tab")
    desk.keyboard.type("내 이름")
    desk.keyboard.press("Enter")  # goes on to a new row, in the same column
    desk.keyboard.type("한 대")
    desk.keyboard.press("ArrowUp")  # the caret stands at the end: up leaves the cell only from its beginning
    desk.keyboard.press("Home")
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.type("기기")
    desk.keyboard.press("Home")
    desk.keyboard.press("ArrowUp")
    desk.keyboard.press("Home")
    desk.keyboard.type("휴대폰 ")
    assert (values(desk, "item"), values(desk, "normal")) == (["휴대폰 명의", "기기"], ["내 이름", "한 대"])


def test_a_row_is_copied_taken_away_and_brought_back(desk):
    table = make_table(rows=2)
    desk.goto(f"/admin/guides/comparisontable/{table.pk}/change/")
    desk.click("#rows-0 [data-act=copy]")
    assert values(desk, "item") == ["항목 1", "항목 1", "항목 2"]
    desk.click("#rows-1 [data-act=gone]")
    assert values(desk, "item") == ["항목 1", "항목 1"]
    desk.click("#rows-1 [data-act=back]")
    desk.click("#rows-0 [data-act=gone]")
    desk.click("[name=_continue]")
    desk.get_by_text("초안을 저장했습니다").wait_for()
    assert [row.item for row in table.rows.all()] == ["항목 1", "항목 2"]


def test_a_row_is_dragged_to_another_place(desk):
    table = make_table(rows=3)
    desk.goto(f"/admin/guides/comparisontable/{table.pk}/change/")
    desk.locator("#rows-2 [data-handle]").hover()
    desk.mouse.down()
    place = desk.locator("#rows-0").bounding_box()
    for above in (40, 20, 5, 2) * 10:
        if values(desk, "item")[0] == "항목 3":
            break  # it lies there; a slow machine lags behind the hand
        desk.mouse.move(place["x"] + 30, place["y"] + above, steps=4)
    desk.mouse.up()
    desk.get_by_text("차례를 바꿨습니다").wait_for()
    assert values(desk, "item") == ["항목 3", "항목 1", "항목 2"]
    assert values(desk, "position") == ["0", "1", "2"]


def test_a_refused_save_says_at_the_cell_what_is_wrong_and_keeps_every_row(desk):
    table = make_table(rows=2)
    desk.goto(f"/admin/guides/comparisontable/{table.pk}/change/")
    desk.fill("#id_rows-1-item", "")
    desk.fill("#id_rows-0-normal", "고친 말")
    desk.click("[name=_continue]")
    desk.locator("#rows-1.part--wrong .part__cell--item .errorlist").wait_for()
    assert values(desk, "normal")[0] == "고친 말"
