"""Files as they come: in every encoding, broken, too large, or made to do harm. Each is answered with a sentence."""

import io
import re
import tracemalloc
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from faq.models import Entry
from kbhelp.sheets.reading import NO_TABLE, read
from kbhelp.sheets.sheet import MAX_COLUMNS, MAX_LINES, TOO_MANY, TOO_WIDE, SheetRefused
from kbhelp.sheets.tests.making import csv_of, look, problems, told, xlsx_of
from kbhelp.sheets.workbooks import CUT, FAR_BELOW, NO_RESULT, NOT_A_WORKBOOK, TOO_LARGE

NOTHING = "파일에 내용이 없습니다. 제목 줄과 내용이 있는 표를 올리세요."
EXTERNAL = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
BOMB = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'


@pytest.fixture
def file(tmp_path):
    def file(data: bytes):
        path = tmp_path / "sheet"
        path.write_bytes(data)
        return path

    return file


@pytest.fixture
def refusal(file):
    def refusal(data: bytes) -> list[tuple]:
        with pytest.raises(SheetRefused) as caught:
            read(file(data))
        return [(one.line, one.cell, one.message) for one in caught.value.problems]

    return refusal


def repacked(data: bytes, **changes) -> bytes:
    """The workbook with other text in a part: {name of the part: function of its text}."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            change = next((change for end, change in changes.items() if name.endswith(f"{end}.xml")), str)
            new.writestr(name, change(text))
    return packed.getvalue()


def as_excel_writes() -> bytes:
    """With its texts in a part of their own, where openpyxl puts them into the cells."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    texts = "".join(f"<si><t>{text}</t></si>" for text in ("질문", "가_x000D_\n나"))
    told = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{n - 1}</v></c></row>' for n in (1, 2))
    data = repacked(
        xlsx_of(["질문"], ["가"]),
        sheet1=lambda text: re.sub("<sheetData>.*</sheetData>", f"<sheetData>{cells}</sheetData>", text),
        **{"[Content_Types]": lambda text: text.replace("</Types>", told)},
    )
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", f'<?xml version="1.0"?><sst xmlns="{main}">{texts}</sst>')
    return file.getvalue()


def test_a_workbook_of_excel_keeps_its_texts_elsewhere(file):
    assert read(file(as_excel_writes())).lines == [(2, ["가\n나"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le"])
def test_a_csv_file_is_read_in_the_encodings_of_korean_programs(file, encoding):
    data = csv_of(["질문", "한 줄 답"], ["똠방각하", "펲, 시"], encoding=encoding)
    data = b"\xff\xfe" + data if encoding == "utf-16-le" else data
    assert read(file(data)).lines == [(2, ["똠방각하", "펲, 시"])]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_cells_may_stand_between_commas_tabs_or_semicolons(file, delimiter):
    sheet = read(file(csv_of(["질문", "본문"], ["가", "한 줄\n두 줄"], delimiter=delimiter)))
    assert (sheet.heads, sheet.lines) == (["질문", "본문"], [(2, ["가", "한 줄\n두 줄"])])


def test_lines_are_numbered_as_spreadsheets_number_them(file):
    for make in (csv_of, xlsx_of):
        sheet = read(file(make(["", ""], ["질문", "본문"], ["가", "한\n줄"], ["", ""], ["나", ""])))
        assert (sheet.head_line, sheet.lines) == (2, [(3, ["가", "한\n줄"]), (5, ["나", ""])])


def test_numbers_days_and_answers_of_a_workbook_become_texts(file):
    row = [
        1,
        1.5,
        2.0,
        True,
        date(2026, 11, 26),
        datetime(2026, 11, 26),
        datetime(2026, 11, 26, 9, 30),
        "a_x000D_\nb",
    ]
    heads = list("가나다라마바사아")
    texts = ["1", "1.5", "2", "TRUE", "2026-11-26", "2026-11-26", "2026-11-26 09:30", "a\nb"]
    assert read(file(xlsx_of(heads, row))).lines == [(2, texts)]


@pytest.mark.parametrize(  # a workbook holds the second in which it was made, hence names for both workers
    "data",
    [b"", b"\xef\xbb\xbf", b"\n\r\n , \n", xlsx_of(), xlsx_of(["", None])],
    ids=["nothing", "a mark", "line ends", "a workbook", "a workbook with a line"],
)
def test_an_empty_file_is_said_to_be_empty(refusal, data):
    assert refusal(data) == [(None, "", NOTHING)]


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n\x00",
        "질문\n가".encode("utf-16-le"),  # without a mark
        b"\xff\xfe\x00",
        b"\xff\xff\xff\xff",
    ],
)
def test_what_is_no_table_is_refused(refusal, data):
    assert refusal(data) == [(None, "", NO_TABLE)]


def test_an_old_workbook_or_one_with_a_password_is_named_as_such(refusal):
    ((_, _, message),) = refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "옛 엑셀 파일(.xls)이거나 암호가" in message


def test_a_line_that_lost_cells_or_has_more_than_headings_is_named(refusal):
    found = refusal(csv_of(["질문", "본문", "분류"], ["가"], ["나", "다", "라"], ["마", "바", "사", "아"]))
    assert found == [
        (2, "", "제목은 3개인데 칸이 1개입니다. 쉼표나 따옴표가 빠졌는지 보세요."),
        (4, "D4", "이 칸 위에 제목이 없습니다. 제목을 적거나 칸을 비우세요."),
    ]


def test_a_quote_that_does_not_end_is_named(refusal):
    ((line, _, message),) = refusal('질문,본문\n가,"나\n다,라\n'.encode())
    assert (line, message[:9]) == (3, "따옴표가 맞지 않")


def test_a_cell_without_a_heading_and_a_heading_that_stands_twice(refusal):
    assert [one[:2] for one in refusal(xlsx_of(["질문", None, "본문"], ["가", "나", "다"]))] == [(2, "B2")]
    assert [one[:2] for one in refusal(xlsx_of(["질문", "본문", "질문"], ["가", "나", "다"]))] == [(1, "C1")]


@pytest.mark.parametrize("make", [csv_of, xlsx_of])
def test_more_lines_than_can_be_looked_at_are_refused_at_once(refusal, file, make):
    assert len(read(file(make(["질문"], *[["가"]] * MAX_LINES))).lines) == MAX_LINES
    assert refusal(make(["질문"], *[["가"]] * 10_000)) == [(None, "", TOO_MANY)]


def test_of_a_formula_its_result_is_read(file, refusal):
    data = xlsx_of(["질문", "본문"], ["=1+1", "가"])
    assert refusal(data) == [(2, "A2", NO_RESULT)]
    saved = repacked(
        data, sheet1=lambda text: text.replace("<v></v>", "<v>2</v>").replace("<v />", "<v>2</v>")
    )
    assert load_workbook(io.BytesIO(saved)).active["A2"].value == "=1+1"
    assert read(file(saved)).lines == [(2, ["2", "가"])]


def test_a_formula_that_failed_and_a_cell_that_excel_cut_are_named(refusal):
    data = xlsx_of(["질문", "본문"], ["#REF!", "가" * 40_000])
    assert refusal(data) == [(2, "A2", "수식이 틀렸습니다: #REF!. 값을 적으세요."), (2, "B2", CUT)]


def test_merged_cells_are_named(refusal):
    data = xlsx_of(
        ["질문", "본문"], ["가", "나"], [None, "다"], change=lambda sheet: sheet.merge_cells("A2:A3")
    )
    assert refusal(data) == [(2, "A2", "A2:A3 칸이 합쳐져 있습니다. 합친 칸을 풀고 칸마다 적으세요.")]


def test_a_hidden_sheet_is_passed_by(file):
    def change(sheet):
        second = sheet.parent.create_sheet("둘째")
        second.append(["질문"])
        second.append(["보이는 것"])
        sheet.sheet_state = "hidden"
        sheet.parent.active = 1

    sheet = read(file(xlsx_of(["질문"], ["숨은 것"], change=change)))
    assert sheet.lines == [(2, ["보이는 것"])]
    assert sheet.note == "첫 시트 ‘둘째’만 읽었습니다. 읽지 않은 시트: ‘Sheet’"


def test_a_zip_bomb_is_not_unpacked(refusal):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", bytes(50_000_000))
    tracemalloc.start()
    ((_, _, message),) = refusal(data.getvalue())
    assert message == TOO_LARGE
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    "many", ['<row r="1">' + '<c r="A1"/>' * 400_000 + "</row>", '<row r="1"/>' * 400_000]
)
def test_cells_without_number_are_not_taken_into_memory(refusal, many):
    data = repacked(
        xlsx_of(["질문"], ["가"]), sheet1=lambda text: text.replace("<sheetData>", f"<sheetData>{many}")
    )
    assert len(data) < 30_000
    assert refusal(data) == [(None, "", TOO_LARGE)]


@pytest.mark.parametrize("change", [lambda size: size // 2, lambda size: 10])
def test_a_workbook_that_broke_off_is_said_to_be_broken(refusal, change):
    data = xlsx_of(["질문"], ["가"])
    assert refusal(data[: change(len(data))]) == [(None, "", NOT_A_WORKBOOK)]


def test_a_zip_of_something_else_is_no_workbook(refusal):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("../../etc/passwd", "a")
    assert refusal(data.getvalue()) == [(None, "", NOT_A_WORKBOOK)]


@pytest.mark.parametrize("part", ["sheet1", "sharedStrings", "workbook", "styles"])
@pytest.mark.parametrize("trick", [EXTERNAL, BOMB])
def test_entities_of_xml_are_never_followed(refusal, part, trick):
    def change(text):
        head, bracket, rest = text.rpartition("?>")
        return f"{head}{bracket}{trick}{rest}"

    assert refusal(repacked(as_excel_writes(), **{part: change})) == [(None, "", NOT_A_WORKBOOK)]


def test_a_sheet_that_claims_to_have_no_end_is_not_followed(refusal):
    def far(text):
        return text.replace('<row r="2"', '<row r="999999999"').replace('r="A2"', 'r="A999999999"')

    assert refusal(repacked(xlsx_of(["질문"], ["가"]), sheet1=far)) == [(None, "", FAR_BELOW)]


@pytest.mark.django_db
def test_the_desk_says_what_the_sheet_says_wrong(writer):
    found = problems(look(writer, csv_of(["질문", "한줄 답", "가나다"], ["가", "나", "다"])))
    assert [one[:3] for one in found] == [(1, "한줄 답", "B1"), (1, "가나다", "C1")]
    assert found[0][3].endswith("‘한 줄 답’인가요?")
    assert [one[3] for one in problems(look(writer, csv_of(["본문"], ["가"])))] == ["‘질문’ 제목이 없습니다."]
    assert [one[3] for one in problems(look(writer, b"\x89PNG\0", name="표.xlsx"))] == [NO_TABLE]
    assert told(look(writer, xlsx_of(["질문"], ["가"]), name="표.csv")) == [(2, "새로 생김", ["질문"])]
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("make", [csv_of, xlsx_of])
def test_what_stands_too_far_right_is_told_and_not_lost(refusal, make):
    assert refusal(make(["질문"], ["가", *[""] * (MAX_COLUMNS - 1), "나"])) == [(2, "", TOO_WIDE)]


def test_a_line_of_a_million_cells_is_neither_compared_nor_told_cell_by_cell(refusal, file):
    """Some hundred thousand headings took a minute, and a line of cells without headings the server's memory."""
    many = 1_000_000
    assert refusal(b"a," * many + b"\nb\n") == [(1, "", TOO_WIDE)]
    assert refusal(b"a\n" + b"b," * many + b"\n") == [(2, "", TOO_WIDE)]
    assert read(file(b"a" + b"," * many + b"\nb\n")).lines == [(2, ["b"])]
