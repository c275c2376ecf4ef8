"""Stored parts come from one mould: to the letter what their template would have drawn."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from guides.models import ChecklistItem, ComparisonRow
from kbhelp.editing.mould import PART
from tests.making import make_checklist, make_publisher, make_source, make_table

pytestmark = pytest.mark.django_db
HOSTILE = [
    "", "0", "None", "__prefix__", "rows-__prefix__-item", "</textarea><script>alert(1)</script>",
    "\n앞에 빈 줄", "{{ form }} {% now %}", "'\"&lt;&amp;`", "가\\1나\\g<0>", "\u00a0 칸",
]  # fmt: skip


def parts_of(client, document):
    url = reverse(f"admin:{document._meta.app_label}_{document._meta.model_name}_change", args=[document.pk])
    response = client.get(url)
    inline = next(iter(response.context["inline_admin_formsets"]))
    word = inline.opts.verbose_name
    shared = {"inline_admin_formset": inline, "formset": inline.formset, "word": word}
    stored = [part for part in inline if part.original]
    drawn = [
        render_to_string(PART, shared | {"part": part, "number": number})
        for number, part in enumerate(stored)
    ]
    return response.content.decode(), drawn


@pytest.fixture
def publisher(client):
    client.force_login(make_publisher())
    return client


def fill(part, text: str):
    for field in part._meta.get_fields():
        if (
            field.name in part.FIELDS
            and field.get_internal_type() in ("CharField", "TextField")
            and not field.choices
        ):
            setattr(part, field.name, text[: field.max_length])


def test_whatever_stands_in_a_row_is_drawn_as_by_its_template(publisher):
    table = make_table(rows=len(HOSTILE))
    source = make_source()
    for number, (row, text) in enumerate(zip(table.rows.all(), HOSTILE, strict=True)):
        fill(row, text)
        row.risk = [value for value, _ in ComparisonRow._meta.get_field("risk").choices][number % 3]
        row.source = source if number % 2 else None
        row.save()
    page, drawn = parts_of(publisher, table)
    assert len(drawn) == len(HOSTILE)
    assert [html for html in drawn if html not in page] == []


def test_items_of_a_checklist_as_well(publisher):
    checklist = make_checklist()
    ChecklistItem.objects.create(checklist=checklist, text="<b>", remedy=HOSTILE[5], position=9, key="b")
    page, drawn = parts_of(publisher, checklist)
    assert len(drawn) == checklist.items.count()
    assert [html for html in drawn if html not in page] == []


def formset_of(client, document):
    url = reverse(f"admin:{document._meta.app_label}_{document._meta.model_name}_change", args=[document.pk])
    return next(iter(client.get(url).context["inline_admin_formsets"])).formset


def test_stored_rows_share_their_fields_and_are_drawn_as_djangos_own_forms(publisher):
    table = make_table(rows=3)
    for number, row in enumerate(table.rows.all()):
        fill(row, f"{number}번째 {HOSTILE[5]}")
        row.source = make_source() if number == 1 else None
        row.save()
    formset = formset_of(publisher, table)
    assert [form.fields is formset.forms[0].fields for form in formset.forms] == [True] * 3
    for index, form in enumerate(formset.forms):
        own = formset._construct_form(index)
        assert own.instance == form.instance
        assert own.fields is not form.fields
        assert str(own) == str(form)


@pytest.mark.parametrize("rows", [0, 1, 2])
def test_a_table_has_a_form_for_each_row(publisher, rows):
    formset = formset_of(publisher, make_table(rows=rows))
    assert [form.instance.pk for form in formset.forms] == [row.pk for row in formset.get_queryset()]
    assert len(formset.forms) == rows


def test_a_table_without_a_row_has_the_empty_one_alone(publisher):
    page, drawn = parts_of(publisher, make_table(rows=0))
    assert drawn == []
    assert page.count('class="inline-related part') == 1
