"""A check is an act of a person on exactly one text; nothing else makes one, and a changed text has none."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kbhelp.publishing.checks import problems_of
from kbhelp.publishing.editions import restore
from kbhelp.publishing.models import Document, Verification
from kbhelp.publishing.references import References
from kbhelp.publishing.rendering import draft_of
from kbhelp.publishing.verifying import ChangedMeanwhile, seen_of, verify
from tests.making import (
    edited,
    make_checklist,
    make_entry,
    make_guide,
    make_row,
    make_source,
    make_table,
    make_user,
    make_writer,
    published,
)

pytestmark = pytest.mark.django_db
MAKERS = [make_guide, make_table, make_checklist, make_entry]


def today() -> str:
    return timezone.localdate().isoformat()


def checked(document, parts=None, by=None):
    """The document after somebody compared it as it stands."""
    snapshot = document.concrete().snapshot()
    return verify(
        document,
        by=by,
        seen=seen_of(document.concrete(), snapshot),
        sources=snapshot["sources"],
        parts=parts,
    )


def days(document) -> tuple[str | None, list[str | None]]:
    """Of the whole and of its rows."""
    snapshot = document.concrete().snapshot()
    return snapshot["checked_on"], [row["checked_on"] for row in snapshot.get("rows", [])]


@pytest.mark.parametrize("make", MAKERS)
def test_nothing_is_checked_until_somebody_does_it(make):
    assert published(make()).live.snapshot["checked_on"] is None


@pytest.mark.parametrize("make", MAKERS)
def test_an_act_reaches_readers_with_the_next_edition_and_not_before(make):
    document = checked(published(make()))
    assert (document.checked_on, document.has_unpublished_changes()) == (timezone.localdate(), True)
    assert Document.objects.get(pk=document.pk).live.snapshot["checked_on"] is None
    assert published(document).live.snapshot["checked_on"] == today()


def test_who_when_and_the_sources_are_kept():
    writer = make_writer()
    document = checked(make_entry(), by=writer)
    act = Verification.objects.get()
    assert (act.document_id, act.part, act.by, timezone.localdate(act.at)) == (
        document.pk,
        "",
        writer,
        timezone.localdate(),
    )
    assert act.sources == [{"key": "gov24", "name": "정부24", "url": "https://www.gov.kr/"}]


@pytest.mark.parametrize("field", ["title", "summary", "body"])
def test_a_text_that_was_changed_is_unchecked_and_checked_again_when_it_is_brought_back(field):
    document = checked(make_entry())
    before = getattr(document, field)
    assert edited(document, **{field: "다른 말"}).checked_on is None
    assert days(document) == (None, [])
    assert edited(document, **{field: before}).checked_on == timezone.localdate()


@pytest.mark.parametrize("fields", [{"slug": "another"}, {"stage": "issue"}, {"home_position": 3}])
def test_what_tells_readers_nothing_leaves_the_check(fields):
    assert edited(checked(make_entry()), **fields).checked_on == timezone.localdate()


def test_another_source_takes_the_check_away():
    document = checked(make_entry())
    document.sources.set([make_source("kbstar", url="https://www.kbstar.com/")])
    document.count_change()
    assert document.checked_on is None


def test_a_row_is_checked_alone():
    table = make_table(rows=3)
    keys = [row.key for row in table.rows.all()]
    checked(table, parts=[keys[1]])
    assert days(table) == (None, [None, today(), None])


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_who_compared_a_whole_table_has_compared_each_row(rows):
    assert days(checked(make_table(rows=rows))) == (today(), [today()] * rows)


def test_of_a_table_only_the_row_that_was_changed_is_unchecked_and_the_table_with_it():
    table = checked(make_table(rows=2))
    table.rows.filter(position=1).update(remedy="다른 방법")
    table.count_change()
    assert (table.checked_on, days(table)) == (None, (None, [today(), None]))


def test_the_order_of_rows_and_the_editors_own_marks_of_them_make_no_difference():
    table = checked(make_table(rows=2))
    table.rows.filter(position=0).update(position=5, stage="issue", confidence="c", effort="bank")
    assert days(table) == (today(), [today()] * 2)


def test_a_row_that_was_added_is_unchecked():
    table = checked(make_table(rows=1))
    make_row(table, position=1, item="새 줄")
    assert days(table) == (None, [today(), None])


def test_the_latest_of_several_checks_is_told():
    document = checked(checked(make_entry()))
    first = Verification.objects.order_by("pk").first()
    Verification.objects.filter(pk=first.pk).update(at=timezone.now() - timedelta(days=9))
    assert days(document)[0] == today()


def test_two_who_compare_the_same_text_are_both_written_down():
    document = make_entry()
    seen = seen_of(document, document.snapshot())
    for name in ("one", "other"):
        verify(document, by=make_user(name), seen=seen, sources=[], parts=None)
    assert sorted(Verification.objects.values_list("by__username", flat=True)) == ["one", "other"]


def test_a_text_that_somebody_changed_meanwhile_is_not_what_was_compared():
    document = make_table(rows=1)
    seen = seen_of(document, document.snapshot())
    document.rows.update(failure="다른 말")
    with pytest.raises(ChangedMeanwhile):
        verify(document, by=None, seen=seen, sources=[], parts=None)
    assert not Verification.objects.exists()


def test_an_old_copy_in_any_hand_neither_makes_nor_undoes_a_check():
    document = make_entry()
    stale = document.concrete()
    checked(document)
    stale.save()
    assert Document.objects.get(pk=document.pk).checked_on == timezone.localdate()
    stale.checked_on = None
    stale.save()
    assert Document.objects.get(pk=document.pk).checked_on == timezone.localdate()


def test_an_edition_that_says_it_was_checked_brings_back_no_check_of_another_text():
    document = published(checked(make_entry()))
    edition = document.live
    document.verifications.all().delete()
    restore(edition, by=None)
    assert document.concrete().snapshot()["checked_on"] is None


def test_a_restored_text_is_checked_where_somebody_compared_it():
    document = published(checked(make_entry()))
    edition = document.live
    edited(document, body="다른 말")
    restore(edition, by=None)
    assert Document.objects.get(pk=document.pk).checked_on == timezone.localdate()


def test_the_review_lies_after_both_days():

    document = checked(make_entry())
    edited(document, written_on=timezone.localdate(), review_on=timezone.localdate())
    assert problems_of(draft_of(document, References())) == [
        "다시 확인할 날은 작성한 날보다 뒤여야 합니다.",
        "다시 확인할 날은 확인한 날보다 뒤여야 합니다.",
    ]


def test_the_list_of_what_nobody_compared_holds_only_what_readers_see():
    seen, unseen = published(make_entry()), make_entry()
    compared = checked(published(make_entry()))
    assert [document.pk for document in Document.objects.unchecked()] == [seen.pk]
    assert {unseen.pk, compared.pk}.isdisjoint(Document.objects.unchecked().values_list("pk", flat=True))
