"""Tables for spreadsheet programs, as CSV files that Excel opens in Korean and in which no cell is a formula."""

import csv
from collections.abc import Iterable
from datetime import date
from urllib.parse import quote

from django.http import HttpResponse

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
UTF8_MARK = "\ufeff"  # Excel reads the file as UTF-8 by it


def harmless(cell) -> object:
    """Readers type what stands here: a text that a program could take for a formula begins with an apostrophe."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(BEGINS_A_FORMULA):
        return f"'{cell}"
    return cell.isoformat() if isinstance(cell, date) else cell


def csv_file(name: str, heads: list[str], rows: Iterable[Iterable]) -> HttpResponse:
    """A download called `name`.csv."""
    response = HttpResponse(UTF8_MARK, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.csv"
    writer = csv.writer(response)
    writer.writerow(heads)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return response


def guarded(text: str) -> str:
    """As `harmless`, for what comes back: `unguarded` gives every text as it was."""
    return f"'{text}" if text.lstrip(" '").startswith(BEGINS_A_FORMULA) else text


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and guarded(text[1:]) != text[1:] else text
