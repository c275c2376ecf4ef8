"""A sheet to download: the columns that may be brought back, as CSV or as XLSX, in which no cell is a formula."""

from urllib.parse import quote

from django.http import HttpResponse

from kbhelp.sheets.resources import FormSheet
from kbhelp.sheets.workbooks import LONGEST_CELL
from kbhelp.spreadsheets import csv_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = (
    28  # letters; left to itself the library makes columns as wide as their longest text, which Excel refuses
)


class TooLongForExcel(Exception):
    pass


def download(sheet: FormSheet, name: str, is_workbook: bool) -> HttpResponse:
    """Raises TooLongForExcel: cut by Excel and brought back, a text would lose its end."""
    dataset = sheet.export(sheet.to_export())
    if not is_workbook:
        return csv_file(name, dataset.headers, dataset)
    if any(len(cell) >= LONGEST_CELL for row in dataset for cell in row):
        raise TooLongForExcel
    dataset.title = str(sheet)
    response = HttpResponse(dataset.export("xlsx", column_width=WIDTH), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return response
