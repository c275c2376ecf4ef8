"""A file that somebody sent as a sheet: by what it holds and not by its name, and no further than its bounds.

tablib would read it too, but as a whole, in one encoding, and without saying which line is wrong.
"""

import csv
import io
from pathlib import Path

from kbhelp.sheets.sheet import Sheet, refused, sheet_of
from kbhelp.sheets.workbooks import read_workbook

OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"  # also what Excel makes of a workbook with a password
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
ENCODINGS = ("utf-8", "cp949")  # the second is what Excel calls CSV in Korean
DELIMITERS = ",\t;"
NO_TABLE = "표로 읽을 수 없는 파일입니다. 엑셀 파일(.xlsx)이나 CSV 파일을 올리세요."


def read(path: Path) -> Sheet:
    """Raises SheetRefused."""
    with path.open("rb") as file:
        beginning = file.read(4)
    if beginning.startswith(b"PK"):
        return read_workbook(path)
    if beginning == OLD_WORKBOOK:
        raise refused("옛 엑셀 파일(.xls)이거나 암호가 걸려 있습니다. 암호 없이 .xlsx로 저장해 올리세요.")
    return read_csv(path.read_bytes())


def read_csv(data: bytes) -> Sheet:
    text = decoded(data)
    if "\0" in text:
        raise refused(NO_TABLE)
    first_line = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return sheet_of(reader, is_ragged_wrong=True)
    except csv.Error as error:
        message = "따옴표가 맞지 않거나 칸이 너무 깁니다. 스프레드시트에서 열어 CSV로 다시 저장하세요."
        raise refused(message, reader.line_num) from error


def decoded(data: bytes) -> str:
    marked = [encoding for mark, encoding in MARKS.items() if data.startswith(mark)]
    for encoding in marked or ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refused(NO_TABLE)
