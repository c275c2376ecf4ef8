"""Sheets as people send them, and what the desk answers."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

QUESTIONS = "/admin/faq/entry/sheet/"
Q = ["질문", "한 줄 답", "본문", "분류", "단계", "다른 표현", "출처", "다시 확인할 날", "주소 이름"]


def csv_of(*rows, encoding="utf-8-sig", **options) -> bytes:
    text = io.StringIO()
    csv.writer(text, **options).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_of(*rows, change=None) -> bytes:
    """`change(sheet)` may do to it what no list of rows says."""
    book, data = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    book.save(data)
    return data.getvalue()


def rows_of_xlsx(data: bytes) -> list[list]:
    return [list(row) for row in load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)]


def look(client, data: bytes, address=QUESTIONS, name="표.csv"):
    return client.post(f"{address}preview/", {"sheet": SimpleUploadedFile(name, data)})


def confirm(client, response, address=QUESTIONS):
    return client.post(f"{address}import/", {"seen": response.context["seen"]}, follow=True)


def bring(client, data: bytes, address=QUESTIONS):
    return confirm(client, look(client, data, address), address)


def told(response) -> list[tuple[int, str, list[str]]]:
    """(line, what becomes of it, headings of what changes)"""
    looks = [(what, one) for what, found in response.context["groups"] for one in found]
    return sorted(
        (one.number, what, [field.label for field in one.differences.fields]) for what, one in looks
    )


def problems(response) -> list[tuple]:
    """(line, heading, cell, message)"""
    assert response.status_code == 422
    return [(one.line, one.heading, one.cell, one.message) for one in response.context["problems"]]


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]
