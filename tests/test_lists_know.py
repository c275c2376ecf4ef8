"""What lists read of an edition, its kind while readers see it, says at any time what its document says."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kbhelp import live
from kbhelp.publishing.models import Document, Edition, Source
from kbhelp.publishing.sources import Citation
from tests.making import edited, make_entry, make_guide, make_publisher, make_source, make_table, published

pytestmark = pytest.mark.django_db


def assert_lists_know():
    shown = dict(Document.objects.filter(live__isnull=False).values_list("live", "kind"))
    assert dict(Edition.objects.exclude(live_kind="").values_list("pk", "live_kind")) == shown
    cited = set(Citation.objects.filter(edition__in=shown).values_list("pk", flat=True))
    assert set(Citation.objects.filter(is_live=True).values_list("pk", flat=True)) == cited


def named() -> list[str]:
    return [citation.name for citation in Citation.objects.live().order_by("name")]


def with_source(document, **fields):
    document.sources.add(make_source(**fields))
    document.count_change()
    return document


def test_what_is_published_again_stands_in_lists_once():
    guide = published(with_source(make_guide(), key="bank", name="은행"))
    published(make_entry())
    assert_lists_know()
    published(edited(guide, title="고친 제목"))
    assert_lists_know()
    assert [edition.title for edition in Edition.objects.live("guide")] == ["고친 제목"]


def test_what_is_withdrawn_stands_in_none_and_comes_back():
    guide = published(with_source(make_guide(), key="bank", name="은행"))
    live.withdraw(guide)
    assert_lists_know()
    assert (list(Edition.objects.live()), named()) == ([], [])
    published(guide)
    assert_lists_know()
    assert named() == ["은행", "정부24"]


def test_a_date_that_comes_moves_lists_too():
    now = timezone.now()
    guide, table = make_guide(), published(make_table())
    by = make_publisher()
    live.publish(guide, by=by, at=now + timedelta(hours=1))
    live.withdraw(table, at=now + timedelta(hours=1))
    assert_lists_know()
    live.carry_out_due(now + timedelta(hours=2))
    assert_lists_know()
    assert [edition.live_kind for edition in Edition.objects.live()] == ["guide"]


def test_what_has_ended_is_in_no_list_before_it_is_taken_down():
    now = timezone.now()
    guide = published(with_source(make_guide(), key="bank", name="은행"))
    live.withdraw(guide, at=now + timedelta(minutes=1))
    later = now + timedelta(minutes=2)
    assert Edition.objects.live(at=later).count() == 0
    assert Edition.objects.live(at=now).count() == 1
    assert list(Citation.objects.live(later)) == []


def test_a_source_is_listed_as_the_newest_live_edition_spells_it():
    source = make_source(key="bank", name="옛 이름")
    first, second = make_guide(), make_entry()
    for document in (first, second):
        document.sources.set([source])
        document.count_change()
    published(first)
    Source.objects.filter(key="bank").update(name="새 이름")
    published(second)
    assert named() == ["새 이름"]
    live.withdraw(second)
    assert named() == ["옛 이름"]
