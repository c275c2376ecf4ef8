"""Exporting and importing again changes nothing: no text, no state, no address, on the same site or another."""

from datetime import UTC, datetime

import pytest

from guides.models import ComparisonTable, Guide
from kbhelp import live
from kbhelp.exchange.folder import export_folder, import_folder
from kbhelp.exchange.tests.making import GUIDE, make_folder
from kbhelp.exchange.tests.round_trip import files, goes_round
from kbhelp.publishing.models import Edition, Source
from tests.making import (
    edited,
    make_category,
    make_entry,
    make_guide,
    make_source,
    make_table,
    published,
)

pytestmark = pytest.mark.django_db
LATER = datetime(2031, 5, 5, 9, 30, tzinfo=UTC)


def test_a_live_document(tmp_path):
    published(make_guide(slug="a", chip="9:30", asked_as="404\n0123"))
    goes_round(tmp_path)


def test_a_draft_that_nobody_published(tmp_path):
    make_entry(slug="a")
    goes_round(tmp_path)


def test_a_draft_that_somebody_has_only_begun(tmp_path):
    make_guide(slug="a", topic="", summary="", body="", still_stuck="")
    goes_round(tmp_path)


def test_what_editors_have_not_published_is_not_published_by_an_export(tmp_path):
    edited(published(make_guide(slug="a", title="공개")), title="초안")
    before = goes_round(tmp_path)
    assert (before["guide:a"]["released"]["title"], before["guide:a"]["working"]["title"]) == ("공개", "초안")
    assert {"guides/a.md", "guides/a.draft.md"} <= files(tmp_path / "two").keys()
    assert Guide.objects.get().live.snapshot["title"] == "공개"


def test_a_new_address_that_is_not_published(tmp_path):
    edited(published(make_guide(slug="a")), slug="b")
    goes_round(tmp_path)
    assert Guide.objects.get().live.snapshot["slug"] == "a"


def test_a_withdrawn_document(tmp_path):
    live.withdraw(published(make_guide(slug="a")))
    goes_round(tmp_path)
    assert b"state: withdrawn" in files(tmp_path / "two")["guides/a.md"]


def test_a_withdrawn_document_with_a_draft(tmp_path):
    guide = published(make_guide(slug="a"))
    live.withdraw(guide)
    edited(guide, title="초안")
    goes_round(tmp_path)


def test_a_document_that_waits_for_its_date(tmp_path):
    published(make_guide(slug="a"), at=LATER)
    goes_round(tmp_path)
    assert list(files(tmp_path / "two")) != [] and not Guide.objects.get().is_live()


def test_an_edition_that_waits_behind_a_live_one_with_a_draft_after_it(tmp_path):
    guide = published(make_guide(slug="a", title="첫째"))
    live.publish(edited(guide, title="둘째", slug="b"), at=LATER)
    edited(Guide.objects.get(), title="셋째")
    goes_round(tmp_path)
    assert {"guides/a.md", "guides/a.scheduled.md", "guides/a.draft.md"} <= files(tmp_path / "two").keys()


def test_an_edition_that_waits_and_says_what_is_live_already(tmp_path):
    live.publish(published(make_guide(slug="a")), at=LATER)
    before = goes_round(tmp_path)["guide:a"]
    assert (before["waiting"][0], before["has_changes"]) == (LATER, False)


def test_a_document_that_will_be_withdrawn(tmp_path):
    live.withdraw(published(make_guide(slug="a")), at=LATER)
    goes_round(tmp_path)


def test_a_date_that_has_passed_is_carried_out(tmp_path):
    text = GUIDE.replace("state: live", "state: scheduled\npublish_at: 2026-01-01T09:00+09:00")
    import_folder(make_folder(tmp_path, {"guides/a.md": text}))
    assert Guide.objects.get().is_live()


def test_documents_that_name_each_other_by_names_they_had(tmp_path):
    table = published(make_table(slug="old"))
    guide = make_guide(slug="a", body="[[비교표:old]]")
    guide.related.add(table)
    published(guide)
    published(edited(table, slug="new"))
    goes_round(tmp_path)
    assert list(ComparisonTable.objects.get().addresses.values_list("slug", flat=True).order_by("slug")) == [
        "new",
        "old",
    ]


def test_a_document_that_shows_one_that_was_withdrawn(tmp_path):
    table = published(make_table(slug="t"))
    published(make_guide(slug="a", body="[[비교표:t]]"))
    live.withdraw(table)
    goes_round(tmp_path)


def test_documents_in_a_circle(tmp_path):
    one, two = make_guide(slug="a"), make_guide(slug="b", title="같은 제목")
    three = make_guide(slug="c", title="같은 제목")
    one.related.add(two, three)
    two.related.add(one)
    for guide in (one, two, three):
        published(guide)
    goes_round(tmp_path)


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_forms_make_no_new_edition(tmp_path, ends):
    """A browser sends a text of several lines with CRLF."""
    body = ends.join(["첫 줄", "", "둘째 줄"])
    published(make_guide(slug="a", body=body, still_stuck=body, asked_as=ends.join(["하나", "둘"])))
    export_folder(tmp_path)
    assert import_folder(tmp_path) == 0
    assert b"\r" not in files(tmp_path)["guides/a.md"]


def test_control_characters_of_older_texts_do_not_come_back(tmp_path):
    make_guide(slug="a", title="제\x0b목", body="본\x1f문\u2028끝")
    export_folder(tmp_path)
    import_folder(tmp_path)
    Guide.objects.all().delete()
    import_folder(tmp_path)
    assert (Guide.objects.get().title, Guide.objects.get().body) == ("제 목", "본문\n끝")


def test_an_import_that_changes_nothing_leaves_a_draft_alone(tmp_path):
    guide = published(make_guide(slug="a", title="공개"))
    export_folder(tmp_path)
    edited(guide, title="초안")
    version = Guide.objects.get().version
    assert import_folder(tmp_path) == 0
    assert (Guide.objects.get().title, Guide.objects.get().version) == ("초안", version)


@pytest.mark.parametrize("is_public", [True, False])
def test_a_draft_that_a_file_replaces_is_kept_and_said(tmp_path, is_public):
    guide, said = make_guide(slug="a", title="공개"), []
    if is_public:
        published(guide)
    export_folder(tmp_path)
    edited(guide, title="초안")
    file = tmp_path / "guides/a.md"
    file.write_text(file.read_text().replace("title: 공개", "title: 새 글"))
    assert import_folder(tmp_path, note=said.append) == is_public
    kept = Edition.objects.get(released_at=None)
    assert (Guide.objects.get().title, kept.snapshot["title"]) == ("새 글", "초안")
    assert said == [f"kept, a draft that guides/a.md replaces: edition {kept.number} of guide:a"]
    assert import_folder(tmp_path) == 0


def test_a_date_that_an_import_drops_is_said(tmp_path):
    guide, said = published(make_guide(slug="a", title="첫째")), []
    export_folder(tmp_path)
    published(edited(guide, title="둘째"), at=LATER)
    file = tmp_path / "guides/a.md"
    file.write_text(file.read_text().replace("title: 첫째", "title: 새 글"))
    import_folder(tmp_path, note=said.append)
    assert said == ["dropped, the date 2031-05-05T09:30:00+00:00 of an edition of guide:a"]
    assert Edition.objects.waiting().count() == 0


def test_a_changed_source_reaches_readers(tmp_path):
    published(make_guide(slug="a"))
    export_folder(tmp_path)
    sources = tmp_path / "sources.yaml"
    sources.write_text(sources.read_text().replace("행정안전부", "행정안전부 정부24"))
    assert import_folder(tmp_path) == 1
    assert Guide.objects.get().live.snapshot["sources"][0]["publisher"] == "행정안전부 정부24"
    assert import_folder(tmp_path) == 0


def test_a_file_that_says_withdrawn_takes_down(tmp_path):
    published(make_guide(slug="a"))
    export_folder(tmp_path)
    file = tmp_path / "guides/a.md"
    file.write_text(file.read_text().replace("state: live", "state: withdrawn"))
    assert import_folder(tmp_path) == 0
    assert (Guide.objects.get().live, Guide.objects.get().withdrawn_at is not None) == (None, True)


@pytest.mark.parametrize("is_live", [True, False])
def test_what_a_file_says_is_withdrawn_does_not_come_back_at_a_date(tmp_path, is_live):
    guide = published(make_guide(slug="a"))
    if not is_live:
        live.withdraw(guide)
    export_folder(tmp_path)
    file = tmp_path / "guides/a.md"
    file.write_text(file.read_text().replace("state: live", "state: withdrawn"))
    live.publish(edited(guide, title="예약한 글"), at=LATER)
    noted = []
    import_folder(tmp_path, noted.append)
    assert list(Edition.objects.waiting()) == []
    assert [line for line in noted if line.startswith("dropped")] == [
        "dropped, the date 2031-05-05T09:30:00+00:00 of an edition of guide:a"
    ]
    live.carry_out_due(LATER)
    assert Guide.objects.get().live is None


def test_a_catalogue_keeps_what_is_empty_and_what_is_dated(tmp_path):
    make_source("a", note="", verified_on=None)
    make_source("b", note="메모", verified_on="2026-11-23")
    make_category()
    make_guide(slug="g")
    before = list(Source.objects.order_by("key").values())
    export_folder(tmp_path)
    Source.objects.filter(key="b").update(note="다른 메모", verified_on=None)
    Source.objects.filter(key="a").update(verified_on="2020-01-01")
    import_folder(tmp_path)
    assert list(Source.objects.order_by("key").values()) == before
