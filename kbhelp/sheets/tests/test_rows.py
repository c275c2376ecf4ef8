"""Rows of one comparison table from a sheet: known by their keys, or put behind the others."""

import pytest
from django.urls import reverse

from guides.models import ComparisonRow
from guides.row_questions import RowQuestion
from kbhelp.audit.models import Act
from kbhelp.sheets.admin import AGAIN, OVERTAKEN
from kbhelp.sheets.tests.making import (
    bring,
    confirm,
    csv_of,
    look,
    messages_of,
    problems,
    rows_of_xlsx,
    told,
    xlsx_of,
)
from tests.making import (
    edited,
    make_guide,
    make_row,
    make_source,
    make_table,
    make_user,
    published,
)

pytestmark = pytest.mark.django_db
HEADS = [
    "항목",
    "정상",
    "실패",
    "단계",
    "확인하는 방법",
    "해결 방법",
    "해결 방법의 위험",
    "누구와 하나요",
    "잘 됐는지 확인하는 방법",
]
ASKED = {
    "문구가 나오는 화면": "인증번호를 넣는 화면",
    "흔한 정도": "흔함",
    "물어볼 말": "인증번호가 왔나요?",
    "원인일 때의 답": "인증번호가 오지 않아요",
    "아닐 때의 답": "네, 왔어요",
    "해당 없을 때의 답": "거기까지 가지 못했어요",
    "먼저 물을 줄": "n1",
    "그 줄의 답": "원인이라고 답했을 때",
}
HEADS += ["화면에 나온 문구", *ASKED, "출처", "얼마나 확실한가요", "작성한 날", "표시 이름"]
ROW = [
    "명의",
    "내 이름",
    "가족 이름",
    "발급",
    "- 앱에서",
    "물어보세요",
    "잠길 수 있음",
    "통신사에 문의",
    "됩니다",
]


def address(table) -> str:
    return f"/admin/guides/comparisontable/{table.pk}/sheet/"


def items(table) -> list[str]:
    return list(table.rows.order_by("position").values_list("item", flat=True))


@pytest.mark.parametrize("rows", [0, 1, 3])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_exported_comes_back_and_changes_nothing(writer, kind, rows):
    table = make_table(rows)
    table.rows.update(
        remedy="=1\n- 둘\n", source=make_source(), written_on="2026-11-23", error_texts="+가\n나"
    )
    data = writer.get(f"{address(table)}export/?format={kind}").content
    if kind == "xlsx":
        assert rows_of_xlsx(data)[0] == HEADS
    response = look(writer, data, address(table))
    if rows:
        assert told(response) == [(number + 2, "그대로", []) for number in range(rows)]
    else:
        assert problems(response) == [(None, "", "", "제목 줄만 있고 그 아래에 내용이 없습니다.")]


@pytest.mark.parametrize("make", [csv_of, xlsx_of])
@pytest.mark.parametrize("rows", [0, 1, 3])
def test_rows_without_a_key_are_put_behind_the_others(writer, make, rows):
    table = make_table(rows)
    before = items(table)
    bring(writer, make(HEADS[:3], ["가", "나", "다"], ["라", "마", "바"]), address(table))
    assert items(table) == [*before, "가", "라"]
    assert len({row.key for row in table.rows.all()}) == rows + 2


def test_a_row_comes_with_everything_in_it(writer):
    table = make_table(0)
    risk = dict(ComparisonRow._meta.get_field("risk").flatchoices)
    effort = dict(ComparisonRow._meta.get_field("effort").flatchoices)
    row = [*ROW[:6], list(risk.values())[-1], list(effort.values())[-1], ROW[8]]
    bring(
        writer,
        csv_of(HEADS, [*row, "오류 1\n오류 2", *ASKED.values(), "정부24", "확실함", "2026.11.23", "name"]),
        address(table),
    )
    said = table.rows.get().snapshot()
    asked = {name: said.pop(name) for name in RowQuestion.FIELDS}
    assert list(asked.values()) == ["code", "often", *list(ASKED.values())[2:7], "bad"]
    assert said | {"source": said["source"]["key"]} == {
        "key": "name",
        "item": "명의",
        "normal": "내 이름",
        "failure": "가족 이름",
        "stage": "issue",
        "how_to_check": "- 앱에서",
        "remedy": "물어보세요",
        "risk": list(risk)[-1],
        "effort": list(effort)[-1],
        "success": "됩니다",
        "error_texts": ["오류 1", "오류 2"],
        "source": "gov24",
        "confidence": "a",
        "written_on": "2026-11-23",
    }


def test_a_known_key_changes_that_row_of_this_table_alone(writer):
    table, other = make_table(0), make_table(0)
    for one in (table, other):
        make_row(one, key="name", item="명의")
        make_row(one, key="age", item="나이", position=1)
    response = look(writer, csv_of(["표시 이름", "항목"], ["name", "휴대폰 명의"]), address(table))
    assert told(response) == [(2, "바뀜", ["항목"])]
    confirm(writer, response, address(table))
    assert (items(table), items(other)) == (["휴대폰 명의", "나이"], ["명의", "나이"])


def test_it_is_one_save_of_the_table_and_readers_see_nothing_of_it(writer):
    table = make_table(0)
    make_row(table, key="name", item="명의")
    published(table)
    version = table.version
    sheet = csv_of(
        [*HEADS[:3], "표시 이름"], ["이름", "내 이름", "가족 이름", "name"], ["나이", "가", "나", ""]
    )
    bring(writer, sheet, address(table))
    table.refresh_from_db()
    assert (table.version, table.changed_by.username) == (version + 1, "writer")
    assert [row["item"] for row in table.live.snapshot["rows"]] == ["명의"]
    assert Act.objects.get().said == "줄 ‘이름’ 고침: 항목. 줄 ‘나이’ 더함. 표에서 가져옴"


def test_one_wrong_cell_keeps_every_row_out_and_is_named(writer):
    table = make_table(1)
    sheet = csv_of([*HEADS[:3], "해결 방법의 위험"], ["가", "나", "다", ""], ["라", "", "바" * 201, "큼"])
    found = sorted(problems(look(writer, sheet, address(table))), key=lambda one: one[2])
    assert [one[:3] for one in found] == [(3, "정상", "B3"), (3, "실패", "C3"), (3, "해결 방법의 위험", "D3")]
    assert items(table) == ["항목 1"]


def test_a_new_row_needs_what_the_form_needs_though_its_column_is_missing(writer):
    response = look(writer, csv_of(["항목"], ["가"]), address(make_table(1)))
    assert [one[:3] for one in problems(response)] == [(2, "정상", ""), (2, "실패", "")]


def test_a_table_grows_no_larger_than_its_form_can_be_saved(writer, monkeypatch):
    monkeypatch.setattr("kbhelp.sheets.kinds.MOST_PARTS", 4)
    table = make_table(2)
    lines = [["가", "나", "다"]] * 3
    ((_, _, _, message),) = problems(look(writer, csv_of(HEADS[:3], *lines), address(table)))
    assert message.startswith("4줄이 넘으면 편집 화면에서 저장할 수 없습니다.")
    bring(writer, csv_of(HEADS[:3], *lines[:2]), address(table))
    assert table.rows.count() == 4


def test_one_key_stands_in_one_line(writer):
    sheet = csv_of([*HEADS[:3], "표시 이름"], ["가", "나", "다", "a"], ["라", "마", "바", "a"])
    ((line, heading, cell, _),) = problems(look(writer, sheet, address(make_table(1))))
    assert (line, heading, cell) == (3, "표시 이름", "D3")


def test_a_table_that_changed_since_the_preview_is_not_written(writer):
    table = make_table(1)
    response = look(writer, csv_of(HEADS[:3], ["가", "나", "다"]), address(table))
    edited(table, title="그사이 고친 제목")
    again = confirm(writer, response, address(table))
    assert (messages_of(again), items(table)) == ([OVERTAKEN], ["항목 1"])
    confirm(writer, again, address(table))
    assert items(table) == ["항목 1", "가"]


def test_a_preview_of_one_table_confirms_nothing_in_another(writer):
    table, other = make_table(1), make_table(1)
    response = look(writer, csv_of(HEADS[:3], ["가", "나", "다"]), address(table))
    assert messages_of(confirm(writer, response, address(other))) == [AGAIN]
    assert (items(table), items(other)) == (["항목 1"], ["항목 1"])


def test_what_is_no_table_or_not_there_has_no_sheet(writer):
    guide = make_guide()
    for number in (guide.pk, 10**9):
        assert writer.get(f"/admin/guides/comparisontable/{number}/sheet/").status_code == 404
    assert writer.get(f"/admin/guides/guide/{guide.pk}/sheet/").status_code in (302, 404)


def test_who_may_not_write_gets_nothing(client, data_dir):
    table = make_table(1)
    client.force_login(make_user("newcomer"))
    answers = [
        client.get(address(table)),
        look(client, csv_of(HEADS[:3], ["가", "나", "다"]), address(table)),
    ]
    assert [one.status_code for one in answers] == [403, 403]


def test_the_page_of_the_table_leads_there(writer):
    page = writer.get(reverse("admin:guides_comparisontable_change", args=[make_table().pk]))
    assert '<a href="../sheet/">표에서 행 가져오기·내보내기</a>' in page.content.decode()
