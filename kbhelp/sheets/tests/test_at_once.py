"""Two people confirm their sheets at the same moment, in real threads on a real database."""

import pytest
from django.test import Client

from faq.models import Entry
from kbhelp.sheets.admin import OVERTAKEN
from kbhelp.sheets.tests.making import QUESTIONS, csv_of, look
from tests.making import make_entry, make_row, make_table, make_user
from tests.threads import at_once

BROUGHT = "표에서 가져왔습니다."
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def writers(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    clients = [Client(), Client()]
    for number, client in enumerate(clients):
        client.force_login(make_user(f"writer-{number}", is_superuser=True))
    return clients


def said_to_both(writers, sheets, address=QUESTIONS) -> list[str]:
    """What each was told, sorted, after both looked and then confirmed at once."""
    looked = [look(writer, sheet, address) for writer, sheet in zip(writers, sheets, strict=True)]
    said = []

    def act(writer, response):
        """By the page: Django's client takes the context of whichever thread renders."""
        seen = {"seen": response.context["seen"]}
        return lambda: said.append(writer.post(f"{address}import/", seen, follow=True).content.decode())

    acts = [act(writer, response) for writer, response in zip(writers, looked, strict=True)]
    assert at_once(*acts) == [None, None]
    return sorted(told for page in said for told in (OVERTAKEN, BROUGHT) if told in page)


def sheets_of(heads, *rows):
    return [csv_of(heads, row) for row in rows]


def test_one_of_two_new_questions_with_one_address_is_shown_again(writers):
    said = said_to_both(writers, sheets_of(["질문", "주소 이름"], ["가", "why"], ["나", "why"]))
    assert (said, Entry.objects.count()) == ([OVERTAKEN, BROUGHT], 1)


def test_one_draft_is_changed_by_one_of_them(writers):
    entry = make_entry(slug="why")
    said = said_to_both(writers, sheets_of(["질문", "주소 이름"], ["가", "why"], ["나", "why"]))
    entry.refresh_from_db()
    assert (said, entry.version, entry.title in ("가", "나")) == ([OVERTAKEN, BROUGHT], 1, True)


def test_one_table_is_changed_by_one_of_them(writers):
    table = make_table(0)
    make_row(table, key="name")
    address = f"/admin/guides/comparisontable/{table.pk}/sheet/"
    said = said_to_both(writers, sheets_of(["항목", "표시 이름"], ["가", "name"], ["나", "name"]), address)
    table.refresh_from_db()
    assert (said, table.version) == ([OVERTAKEN, BROUGHT], 1)


def test_drafts_in_another_order_are_waited_for_and_not_forever(writers):
    for slug in ("a", "b"):
        make_entry(slug=slug)
    lines = [["가", "a"], ["나", "b"]]
    heads = ["질문", "주소 이름"]
    said = said_to_both(writers, [csv_of(heads, *lines), csv_of(heads, *lines[::-1])])
    assert said == [OVERTAKEN, BROUGHT]
    assert list(Entry.objects.order_by("slug").values_list("version", flat=True)) == [1, 1]
