"""Rows and items as an editor types them: none, one and several added at once, none of them lost or mixed up."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from guides.models import Checklist, ComparisonTable
from kbhelp import merged_parts
from kbhelp.editing import forms
from kbhelp.publishing.models import Edition
from tests.making import make_checklist, make_publisher, make_source, make_table, published
from tests.test_desk import change_url, form_of, messages_of

pytestmark = pytest.mark.django_db
SEVERAL = [1, 2, 6, 30, 100]
TABLE = {
    "title": "새 비교표", "slug": "new-table", "summary": "한 줄 답입니다.", "stage": "issue",
    "written_on": "2026-11-23", "review_on": "2027-05-23",
}  # fmt: skip
ROW = {"normal": "내 이름", "failure": "가족 이름", "stage": "any", "how_to_check": "앱에서 봅니다.",
       "remedy": "물어보세요.", "risk": "none", "effort": "self"}  # fmt: skip


@pytest.fixture
def publisher(client):
    client.force_login(make_publisher())
    return client


def empty_form(client, url: str, name: str) -> dict:
    """What the browser copies for every part that is added: the fields of the empty form with their values."""
    formsets = client.get(url).context["inline_admin_formsets"]
    formset = next(one.formset for one in formsets if one.formset.prefix == name)
    fields = {field.html_name: field.value() for field in formset.empty_form}
    fields |= {
        field.html_initial_name: field.value()
        for field in formset.empty_form
        if field.field.show_hidden_initial
    }
    return {key: value for key, value in fields.items() if value is not None and not key.endswith("-DELETE")}


def added(client, url: str, name: str, parts: list[dict], first=0) -> dict:
    """The parts as the browser sends them: each a copy of the empty form, with what was typed over it."""
    copied, data = empty_form(client, url, name), {}
    for number, part in enumerate(parts, first):
        data |= {key.replace("__prefix__", str(number)): value for key, value in copied.items()}
        data |= {f"{name}-{number}-position": number}
        data |= {f"{name}-{number}-{field}": value for field, value in part.items()}
    return data | {f"{name}-TOTAL_FORMS": first + len(parts), f"{name}-INITIAL_FORMS": first}


def rows(count: int) -> list[dict]:
    return [ROW | {"item": f"항목 {number}"} for number in range(count)]


def add_table(client, parts: list[dict], button: str):
    url = reverse("admin:guides_comparisontable_add")
    data = TABLE | {"sources": [make_source().pk]} | added(client, url, "rows", parts)
    return client.post(url, data | {button: "1"}, follow=True)


@pytest.mark.parametrize("count", SEVERAL)
def test_a_new_table_is_published_with_all_its_rows_in_order(publisher, count):
    response = add_table(publisher, rows(count), "_publish")
    assert messages_of(response)[-1].startswith("1판을 발행했습니다.")
    found = Edition.objects.live().get().snapshot["rows"]
    assert [row["item"] for row in found] == [row["item"] for row in rows(count)]
    assert len({row["key"] for row in found}) == count


def test_a_new_table_without_a_row_is_kept_as_a_draft(publisher):
    response = add_table(publisher, [], "_publish")
    assert "줄을 하나 이상 적으세요." in messages_of(response)
    assert ComparisonTable.objects.get().rows.count() == 0


@pytest.mark.parametrize("count", SEVERAL)
def test_a_new_checklist_is_published_with_all_its_items(publisher, count):
    url = reverse("admin:guides_checklist_add")
    items = [{"text": f"확인 {number}", "remedy": "이렇게 하세요."} for number in range(count)]
    data = TABLE | {"sources": [make_source().pk]} | added(publisher, url, "items", items)
    publisher.post(url, data | {"_publish": "1"})
    assert [item["text"] for item in Edition.objects.live().get().snapshot["items"]] == [
        item["text"] for item in items
    ]


@pytest.mark.parametrize("count", SEVERAL)
def test_rows_are_added_to_a_table_that_has_some(publisher, count):
    table = published(make_table(rows=2))
    url = change_url(table)
    data = form_of(publisher, table) | added(publisher, url, "rows", rows(count), first=2)
    publisher.post(url, data | {"rows-INITIAL_FORMS": 2, "_publish": "1"})
    table.refresh_from_db()
    assert [row["item"] for row in table.live.snapshot["rows"]] == [
        "항목 1", "항목 2", *(row["item"] for row in rows(count)),
    ]  # fmt: skip


@pytest.mark.parametrize("count", SEVERAL)
def test_a_preview_shows_every_added_row_and_saves_none(publisher, count):
    response = add_table(publisher, rows(count), "_preview")
    page = response.content.decode()
    assert [row["item"] for row in rows(count) if row["item"] not in page] == []
    assert ComparisonTable.objects.count() == 0


def test_a_refused_save_shows_every_added_row_again_without_a_key(publisher):
    response = add_table(publisher, [*rows(5), ROW | {"item": ""}], "_continue")
    formset = response.context["inline_admin_formsets"][0].formset
    assert [form["item"].value() for form in formset.forms] == [*(row["item"] for row in rows(5)), ""]
    assert [form["key"].value() for form in formset.forms] == [""] * 6


def test_rows_left_empty_are_no_rows(publisher):
    url = reverse("admin:guides_comparisontable_add")
    data = TABLE | {"sources": [make_source().pk]} | added(publisher, url, "rows", [{}, rows(1)[0], {}])
    publisher.post(url, data | {"_continue": "1"})
    assert [row.item for row in ComparisonTable.objects.get().rows.all()] == ["항목 0"]


def test_a_key_that_an_editor_typed_is_kept_and_twice_the_same_is_refused_in_words(publisher):
    add_table(publisher, [ROW | {"item": "명의", "key": "owner"}], "_continue")
    assert ComparisonTable.objects.get().rows.get().key == "owner"
    again = [ROW | {"item": item, "key": "same"} for item in ("하나", "둘")]
    url = reverse("admin:guides_comparisontable_add")
    data = TABLE | {"slug": "another", "sources": [make_source().pk]} | added(publisher, url, "rows", again)
    page = publisher.post(url, data | {"_continue": "1"})
    formset = page.context["inline_admin_formsets"][0].formset
    assert formset.non_form_errors()[0].startswith("표시 이름이 같은 것이 둘 있습니다.")
    assert [list(form.non_field_errors()) for form in formset.forms] == [[], [formset.get_form_error()]]
    assert ComparisonTable.objects.count() == 1


@pytest.mark.parametrize("count", [2, 6, 30])
def test_rows_are_reordered_deleted_and_restored(publisher, count):
    table = published(make_table(rows=count))
    data = form_of(publisher, table)
    data |= {f"rows-{number}-position": count - number for number in range(count)} | {"rows-0-DELETE": "on"}
    publisher.post(change_url(table), data | {"_publish": "1"})
    items = [f"항목 {number}" for number in range(count, 1, -1)]
    table.refresh_from_db()
    assert [row["item"] for row in table.live.snapshot["rows"]] == items
    publisher.post(reverse("admin:guides_comparisontable_restore", args=[table.pk]), {"edition": 1})
    assert [row.item for row in table.rows.all()] == [f"항목 {number + 1}" for number in range(count)]


def test_an_item_keeps_its_key_when_its_words_change(publisher):
    checklist = published(make_checklist(items=2))
    keys = [item.key for item in checklist.items.all()]
    data = form_of(publisher, checklist) | {"items-0-text": "다른 말", "items-0-key": ""}
    publisher.post(change_url(checklist), data | {"_continue": "1"})
    assert [(item.key, item.text) for item in Checklist.objects.get().items.all()] == [
        (keys[0], "다른 말"), (keys[1], "확인 2"),
    ]  # fmt: skip


def test_the_form_asks_as_much_for_one_row_as_for_many(publisher):
    one, many = make_table(rows=1), make_table(rows=9)
    asked = []
    for table in (one, many):
        publisher.get(change_url(table))
        with CaptureQueriesContext(connection) as queries:
            publisher.get(change_url(table))
        asked.append(len([query for query in queries if "siteversion" not in query["sql"]]))
    assert asked[0] == asked[1]


def test_short_fields_are_columns_and_the_others_lie_in_the_panel(publisher):
    formset = publisher.get(change_url(make_table())).context["inline_admin_formsets"][0].formset
    form = formset.forms[0]
    assert [cell.name for cell in form.cells()] == ["item", "normal", "failure", "stage", "risk", "effort"]
    assert {cell.name for cell in [*form.cells(), *form.panel()]} == {
        *form.instance.FIELDS,
        "key",
        "position",
    }


@pytest.mark.parametrize(("number", "status"), [(199, 302), (200, 302), (201, 200)])
def test_of_more_rows_than_there_may_be_none_is_saved_and_none_lost(publisher, number, status):
    page = publisher.post(
        reverse("admin:guides_comparisontable_add"),
        TABLE | added(publisher, reverse("admin:guides_comparisontable_add"), "rows", rows(number)),
    )
    assert (page.status_code, ComparisonTable.objects.exists()) == (status, status == 302)
    if status == 200:
        formset = page.context["inline_admin_formsets"][0].formset
        assert formset.non_form_errors()[0].startswith("줄 201개를 보내셨습니다. 글 하나에는 200개까지")
        assert [one["item"].value() for one in formset] == [row["item"] for row in rows(number)]


def test_who_has_more_rows_already_may_correct_them(publisher, monkeypatch):
    monkeypatch.setattr(forms, "MOST_PARTS", 2)
    table = make_table(rows=3)
    url, data = change_url(table), form_of(publisher, table) | {"rows-0-item": "고친 줄"}
    assert publisher.post(url, data).status_code == 302
    further = added(publisher, url, "rows", rows(1), first=3) | {"rows-INITIAL_FORMS": 3}
    assert publisher.post(url, form_of(publisher, table) | further).status_code == 200
    assert table.rows.count() == 3


def test_a_form_of_more_fields_than_are_read_is_answered_with_a_sentence(publisher, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 40
    table = make_table(rows=3)
    page = publisher.post(change_url(table), form_of(publisher, table))
    assert (page.status_code, "적은 내용이 남아 있습니다" in page.content.decode()) == (413, True)


def test_the_folded_panel_of_a_row_says_which_of_its_fields_are_needed(publisher):
    page = publisher.get(change_url(make_table())).content.decode()
    summary = (
        page.partition('<details class="part__panel')[2].partition("<summary>")[2].partition("</summary>")[0]
    )
    words = " ".join(strip_tags(summary).split()).split(", ")
    assert words[:3] == ["확인하는 방법 필요", "해결 방법 필요", "잘 됐는지 확인하는 방법"]


@pytest.mark.parametrize("place", ["", "rows-99998-item"], ids=["a number alone", "one far off"])
def test_a_number_of_rows_that_nobody_sent_makes_no_forms(publisher, place, monkeypatch):
    monkeypatch.setattr(merged_parts, "MOST_FORMS", 10)
    table = make_table(rows=2)
    data = (
        form_of(publisher, table)
        | {"rows-TOTAL_FORMS": 99_999, "title": ""}
        | ({place: "x"} if place else {})
    )
    page = publisher.post(change_url(table), data)
    formset = page.context["inline_admin_formsets"][0].formset
    assert len(formset.forms) == (10 if place else 2)
    assert table.rows.count() == 2


def test_a_place_of_thousands_of_digits_is_none(publisher):
    table = make_table(rows=1)
    data = urlencode(form_of(publisher, table) | {f"rows-{'9' * 5_000}-item": "x"}, doseq=True)
    page = publisher.post(change_url(table), data, content_type="application/x-www-form-urlencoded")
    assert page.status_code == 302
