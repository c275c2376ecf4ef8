"""Two people at the same document, and what each of them typed: kept, under its own heading, and said in a sentence."""

import pytest
from django.utils import timezone

from guides.models import Guide
from kbhelp.notices.tests.making import make_notice
from tests.making import (
    edited,
    make_checklist,
    make_guide,
    make_publisher,
    make_row,
    make_table,
    make_writer,
    published,
)
from tests.test_desk import change_url, fields_of, form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


def save(client, document, data):
    return client.post(change_url(document), data | {"_continue": "1"})


def said(response) -> str:
    """Every sentence of the refused page, of the form and of its parts."""
    form, formsets = response.context["adminform"].form, response.context["inline_admin_formsets"]
    errors = [
        *form.non_field_errors(),
        *(error for one in formsets for error in one.formset.non_form_errors()),
    ]
    return " ".join(errors)


def headings(response) -> list[str]:
    """The name over each part, beside the first words that stand in its fields."""
    [formset] = response.context["inline_admin_formsets"]
    return [
        (str(part.original or ""), part.form[NAMED_BY[formset.formset.prefix]].value()) for part in formset
    ][:-1]


def by_another(document, change):
    """What another editor saves meanwhile: `change` is called with the document's parts."""
    change(getattr(document, document.PARTS))
    return edited(document)


NAMED_BY = {"rows": "item", "items": "text"}
MAKERS = {"table": (make_table, "item"), "checklist": (make_checklist, "text")}


@pytest.fixture(params=MAKERS)
def of_four(request):
    """A document with four parts, and the field by which they are told apart."""
    make, name = MAKERS[request.param]
    return make(4), name


def names(document, name) -> list[str]:
    return list(getattr(document, document.PARTS).values_list(name, flat=True))


@pytest.mark.parametrize("gone", [[1], [0, 2], [0, 1, 2, 3]], ids=["one", "several", "all"])
def test_parts_that_another_deleted_are_offered_again_with_what_was_typed(writer, of_four, gone):
    document, name = of_four
    part = document.PARTS
    mine = form_of(writer, document) | {
        f"{part}-{number}-{name}": f"내가 고침 {number}" for number in range(4)
    }
    pks = [mine[f"{part}-{number}-id"] for number in gone]
    by_another(document, lambda parts: parts.filter(pk__in=pks).delete())

    refused = save(writer, document, mine)
    assert f"지운 {document.part_model()._meta.verbose_name}" in said(refused)
    assert all(f"‘내가 고침 {number}’" in said(refused) for number in gone)
    kept = [number for number in range(4) if number not in gone]
    assert [typed for _, typed in headings(refused)] == [f"내가 고침 {number}" for number in [*kept, *gone]]

    assert save(writer, document, fields_of(refused)).status_code == 302
    assert names(document, name) == [f"내가 고침 {number}" for number in range(4)]


def test_each_part_stands_under_its_own_heading_after_a_conflict(writer):
    table = make_table(rows=3)
    mine = form_of(writer, table)
    by_another(table, lambda rows: rows.filter(item="항목 1").delete())
    assert headings(save(writer, table, mine)) == [("항목 2", "항목 2"), ("항목 3", "항목 3"), ("", "항목 1")]


def test_a_part_that_both_deleted_stays_deleted(writer):
    table = make_table(rows=2)
    mine = form_of(writer, table) | {"rows-0-DELETE": "on"}
    by_another(table, lambda rows: rows.filter(item="항목 1").delete())
    refused = save(writer, table, mine)
    assert "지운 줄" not in said(refused)
    save(writer, table, fields_of(refused))
    assert names(table, "item") == ["항목 2"]


def test_an_offered_part_that_is_not_wanted_is_left_out(writer):
    table = make_table(rows=2)
    mine = form_of(writer, table)
    by_another(table, lambda rows: rows.filter(item="항목 1").delete())
    refused = save(writer, table, mine)
    save(writer, table, fields_of(refused) | {"rows-1-DELETE": "on"})
    assert names(table, "item") == ["항목 2"]


@pytest.mark.parametrize("count", [1, 3])
def test_parts_that_another_added_join_the_form_and_stay(writer, count):
    table = make_table(rows=2)
    mine = form_of(writer, table) | {"rows-1-item": "내가 고침"}
    for number in range(count):
        by_another(
            table, lambda rows, number=number: make_row(table, position=2 + number, item=f"남의 {number}")
        )
    refused = save(writer, table, mine)
    assert "다른 사람이 더한 줄: " + ", ".join(f"‘남의 {number}’" for number in range(count)) in said(refused)
    save(writer, table, fields_of(refused))
    assert names(table, "item") == ["항목 1", "내가 고침", *(f"남의 {number}" for number in range(count))]


def test_parts_that_both_added_are_all_kept(writer):
    table = make_table(rows=1)
    row = {
        key.replace("rows-0", "rows-1"): value
        for key, value in form_of(writer, table).items()
        if "rows-0" in key
    }
    row |= {"rows-1-item": "내가 더함", "rows-1-id": "", "rows-1-key": "", "rows-1-position": 1}
    mine = form_of(writer, table) | row | {"rows-TOTAL_FORMS": 2}
    by_another(table, lambda rows: make_row(table, position=1, item="남이 더함"))
    save(writer, table, fields_of(save(writer, table, mine)))
    assert sorted(names(table, "item")) == ["남이 더함", "내가 더함", "항목 1"]


def test_after_another_reordered_each_part_is_still_saved_into_itself(writer):
    table = make_table(rows=3)
    mine = form_of(writer, table) | {"rows-0-normal": "내가 고침"}
    by_another(table, lambda rows: rows.filter(item="항목 1").update(position=9))
    refused = save(writer, table, mine)
    assert headings(refused) == [("항목 2", "항목 2"), ("항목 3", "항목 3"), ("항목 1", "항목 1")]
    save(writer, table, fields_of(refused))
    assert list(table.rows.values_list("item", "normal")) == [
        ("항목 2", "내 이름"), ("항목 3", "내 이름"), ("항목 1", "내가 고침"),
    ]  # fmt: skip


def test_after_another_restored_an_edition_no_part_is_doubled(writer):
    table = published(make_table(rows=3))
    mine = form_of(writer, table) | {"rows-1-normal": "내가 고침"}
    table.load(table.live.snapshot)  # makes every row anew, under its old key
    save(writer, table, fields_of(save(writer, table, mine)))
    assert list(table.rows.values_list("item", "normal")) == [
        ("항목 1", "내 이름"), ("항목 2", "내가 고침"), ("항목 3", "내 이름"),
    ]  # fmt: skip


def test_both_typed_the_same_key_and_the_second_is_told_so(writer):
    table = make_table(rows=1)
    row = {
        key.replace("rows-0", "rows-1"): value
        for key, value in form_of(writer, table).items()
        if "rows-0" in key
    }
    row |= {"rows-1-item": "내가 더함", "rows-1-id": "", "rows-1-key": "owner", "rows-1-position": 1}
    mine = form_of(writer, table) | row | {"rows-TOTAL_FORMS": 2}
    by_another(table, lambda rows: make_row(table, position=1, item="남이 더함", key="owner"))
    again = save(writer, table, fields_of(save(writer, table, mine)))
    assert "표시 이름이 같은 것이 둘 있습니다" in said(again)


def test_parts_are_told_apart_by_their_number_wherever_the_browser_put_them(writer):
    """Django's script numbers all parts by their place on the screen when an added one is taken away again."""
    table = make_table(rows=2)
    mine = form_of(writer, table)
    moved = {key.replace("rows-1", "rows-2"): value for key, value in mine.items() if "rows-1" in key}
    row = {key.replace("rows-1", "rows-0"): value for key, value in mine.items() if "rows-1" in key}
    row |= {"rows-0-id": "", "rows-0-key": "", "rows-0-item": "내가 더함"}
    first = {key.replace("rows-0", "rows-1"): value for key, value in mine.items() if "rows-0" in key}
    save(writer, table, mine | first | moved | row | {"rows-TOTAL_FORMS": 3})
    assert sorted(names(table, "item")) == ["내가 더함", "항목 1", "항목 2"]


def test_a_preview_is_shown_whatever_others_did(writer):
    table = make_table(rows=2)
    mine = form_of(writer, table) | {"rows-0-item": "보고 싶은 줄", "_preview": "1"}
    by_another(table, lambda rows: rows.filter(item="항목 1").delete())
    assert "보고 싶은 줄" in writer.post(change_url(table), mine).content.decode()
    assert names(table, "item") == ["항목 2"]


def test_the_refusal_names_who_saved_and_what_differs(writer):
    guide = make_guide(title="처음", summary="답")
    mine = form_of(writer, guide) | {"title": "내가 적음"}
    edited(guide, summary="남의 답", changed_by=make_publisher("남"))
    sentences = said(save(writer, guide, mine))
    assert "그사이 남님이 먼저 저장했습니다." in sentences
    assert "그 사람만 고친 칸은 넣어 두었습니다: 한 줄 답. 나만 고친 칸은 그대로입니다: 제목." in sentences


@pytest.mark.parametrize("make", [make_guide, make_table, make_checklist])
def test_what_was_typed_into_a_document_that_another_deleted_can_be_saved_as_a_new_one(writer, make):
    document = make(title="처음")
    mine = form_of(writer, document) | {"title": "오래 적은 글"}
    url, kind = change_url(document), type(document)
    document.delete()
    refused = writer.post(url, mine | {"_continue": "1"})
    assert "그사이 다른 사람이 지웠습니다." in said(refused)
    assert kind.objects.count() == 0
    again = writer.post(refused.context["form_url"], fields_of(refused) | {"_continue": "1"})
    assert again.status_code == 302
    saved = kind.objects.get()
    assert (saved.title, getattr(saved, saved.PARTS).count() if saved.PARTS else 1) == ("오래 적은 글", 1)


def test_updates_of_a_notice_that_another_deleted_are_offered_again(client):
    client.force_login(make_publisher())
    notice = make_notice()
    for text in ("찾는 중입니다.", "고치는 중입니다."):
        notice.updates.create(text=text, at=timezone.now())
    mine = form_of(client, notice) | {"updates-0-text": "내가 고침"}
    notice.updates.filter(text="고치는 중입니다.").delete()
    notice.version += 1
    notice.save()
    refused = save(client, notice, mine)
    assert "지운 진행 상황: ‘조사 중: 내가 고침’" in said(refused)
    assert save(client, notice, fields_of(refused)).status_code == 302
    assert sorted(notice.updates.values_list("text", flat=True)) == ["내가 고침", "찾는 중입니다."]


def test_a_forged_address_makes_no_document(writer):
    writer.post(
        "/admin/guides/guide/999/change/", {"title": "몰래", "slug": "x", "stage": "any", "topic": "name"}
    )
    assert Guide.objects.count() == 0
