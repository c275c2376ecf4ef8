"""An XLSX file, which is a zip of XML: counted before it is opened, and never read further than a sheet may be long."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import zip_longest
from pathlib import Path

from openpyxl import load_workbook

from kbhelp.exchange.planning import ImportRefused
from kbhelp.moving import archives
from kbhelp.sheets.sheet import MAX_COLUMNS, Problem, Sheet, SheetRefused, refused, sheet_of

MAX_UNPACKED = 20_000_000  # bytes; a thousand long questions are some 15 MB
MAX_PARTS = 1_000  # files in the zip
MAX_TAGS = 300_000  # openpyxl holds a kilobyte for each; a thousand lines have some 80,000
LAST_LINE = 20_000  # beyond it nothing is looked for: a file of some bytes may claim a million empty lines
LONGEST_CELL = 32_767  # Excel cuts there without a word
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]{0,200}?ref=\"([A-Z]+\d+(?::[A-Z]+\d+)?)\"")
NOT_A_WORKBOOK = "엑셀 파일(.xlsx)이 아니거나 깨졌습니다. 엑셀에서 다시 저장해 올리세요."
NO_RESULT = "수식의 결과가 파일에 없습니다. 엑셀에서 열어 저장하거나 값으로 바꾸세요."
TOO_LARGE = (
    f"풀면 {MAX_UNPACKED // 1_000_000}MB가 넘거나 칸이 너무 많은 파일이라 열지 않았습니다. "
    "그림과 다른 시트를 지우거나 나누어 올리세요."
)
BROKEN = (*archives.BROKEN, ImportRefused, RuntimeError, OSError)  # RuntimeError: with a password
FAR_BELOW = f"{LAST_LINE:,}번째 줄 아래까지 칸이 있습니다. 내용 아래의 빈 줄을 모두 지우고 올리세요."
CUT = "엑셀이 담을 수 있는 길이라 뒤가 잘렸을 수 있습니다. CSV로 올리세요."


def read_workbook(path: Path) -> Sheet:
    """Its first sheet that is not hidden; a note names the others. Raises SheetRefused."""
    check_size(path)
    problems: list[Problem] = []
    try:
        with path.open("rb") as file, path.open("rb") as again:
            values = first_sheet(load_workbook(file, read_only=True, data_only=True))
            formulas = first_sheet(load_workbook(again, read_only=True))
            problems += [merged(found) for found in merged_cells(path, values._worksheet_path)]
            sheet = sheet_of(texts(values, formulas, problems), is_ragged_wrong=False)
            sheet.note = note_on(values)
    except SheetRefused as refusal:
        raise SheetRefused(problems + refusal.problems) from refusal
    except Exception as error:  # a broken or hostile file breaks openpyxl in as many ways as it has lines
        raise refused(NOT_A_WORKBOOK) from error
    if problems:
        raise SheetRefused(problems)
    return sheet


def check_size(path: Path):
    """By the zip's own list of files, beyond which zipfile unpacks nothing."""
    try:
        archives.check_end(path)
        with zipfile.ZipFile(path) as archive:
            is_large = is_too_large(archive)
    except BROKEN as error:
        raise refused(NOT_A_WORKBOOK) from error
    if is_large:
        raise refused(TOO_LARGE)


def is_too_large(archive: zipfile.ZipFile) -> bool:
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > MAX_UNPACKED or len(parts) > MAX_PARTS:
        return True
    return sum(archive.read(part).count(b"<") for part in parts) > MAX_TAGS


def first_sheet(book):
    sheet = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
    sheet.reset_dimensions()  # what the file claims of its size
    return sheet


def note_on(sheet) -> str:
    others = [f"‘{one.title}’" for one in sheet.parent.worksheets if one.title != sheet.title]
    return f"첫 시트 ‘{sheet.title}’만 읽었습니다. 읽지 않은 시트: {', '.join(others)}" if others else ""


def merged_cells(path: Path, part: str) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return [found.decode() for found in MERGED.findall(archive.read(part))]


def merged(cells: str) -> Problem:
    message = f"{cells} 칸이 합쳐져 있습니다. 합친 칸을 풀고 칸마다 적으세요."
    return Problem(message, int(re.search(r"\d+", cells)[0]), "", cells.partition(":")[0])


def texts(values, formulas, problems: list[Problem]) -> Iterator[list[str]]:
    """Line by line the texts of its cells; `problems` hears what is wrong with them."""
    further = MAX_COLUMNS + 1  # one more than may be, so that what is too wide is told and not lost
    pairs = zip_longest(values.iter_rows(max_col=further), formulas.iter_rows(max_col=further))
    for number, (row, asked) in enumerate(pairs, 1):
        if number > LAST_LINE:
            raise refused(FAR_BELOW)
        yield [text_of(*pair, number, problems) for pair in zip(row, asked, strict=True)]


def text_of(cell, asked, number: int, problems: list[Problem]) -> str:
    """`asked`: the same cell with its formula instead of the result."""
    text = as_text(cell.value)
    if asked.data_type == "f" and cell.value is None:
        wrong = NO_RESULT
    elif cell.data_type == "e":
        wrong = f"수식이 틀렸습니다: {text}. 값을 적으세요."
    elif len(text) >= LONGEST_CELL:
        wrong = CUT
    else:
        return text
    problems.append(Problem(wrong, number, "", asked.coordinate))
    return text or " "


def as_text(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("_x000D_", "")  # Excel's way of writing the first half of a line's end
