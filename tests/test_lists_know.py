"""What lists read of an edition, its kind while readers see it, says at any time what its document says."""

import re
from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from kbhelp import live
from kbhelp.exchange.folder import import_folder
from kbhelp.publishing.counts import SPAN
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.models import Document, Edition, LiveCount, LiveSpan, Source
from kbhelp.publishing.sources import Citation
from tests.making import (
    copied,
    edited,
    make_entry,
    make_guide,
    make_publisher,
    make_source,
    make_table,
    published,
)
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def assert_lists_know():
    shown = dict(Document.objects.filter(live__isnull=False).values_list("live", "kind"))
    assert dict(Edition.objects.exclude(live_kind="").values_list("pk", "live_kind")) == shown
    cited = set(Citation.objects.filter(edition__in=shown).values_list("pk", flat=True))
    assert set(Citation.objects.filter(is_live=True).values_list("pk", flat=True)) == cited
    assert_kept_is_counted()
    assert list(live.miscounted()) == []


def assert_kept_is_counted():
    """What is kept for lists, by the pointers alone."""
    pointers = Document.objects.filter(live__isnull=False)
    cells = Counter(pointers.values_list("kind", "live__stage", "live__group"))
    assert dict(cells) == LiveCount.kept()
    assert (
        Counter((kind, number // SPAN) for kind, number in pointers.values_list("kind", "pk"))
        == LiveSpan.kept()
    )
    named = Citation.objects.filter(edition__live_of__isnull=False).order_by("pk").values_list("key", "pk")
    assert dict(Citation.objects.exclude(newest_of="").values_list("newest_of", "pk")) == dict(named)


def assert_lists_say_what_readers_see(at):
    for by in ("stage", "group"):
        seen = Counter(Edition.objects.live(*kinds(), at=at).order_by().values_list(by, flat=True))
        assert LiveCount.objects.shown(list(kinds()), by, at) == seen
    named = Citation.objects.filter(edition__in=Edition.objects.live(at=at).values("pk"))
    newest = dict(named.order_by("pk").values_list("key", "pk")).values()
    assert sorted(Citation.objects.live(at).values_list("pk", flat=True)) == sorted(newest)


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
    assert_lists_say_what_readers_see(now)
    assert_lists_say_what_readers_see(later)
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


def test_numbers_follow_a_change_of_stage_and_what_is_restored():
    guide = published(make_guide(stage="issue"))
    first = guide.live
    published(make_guide(stage="issue"))
    published(edited(guide, stage="connect", topic="device"))
    assert_lists_know()
    assert LiveCount.objects.shown(["guide"], "stage") == {"issue": 1, "connect": 1}
    assert LiveCount.objects.shown(["guide"], "stage", group="device") == {"connect": 1}
    guide.load(first.snapshot)
    published(guide)
    assert_lists_know()
    assert LiveCount.objects.shown(["guide"], "stage") == {"issue": 2}


def test_numbers_leave_out_what_has_ended_before_it_is_taken_down_and_after():
    now = timezone.now()
    stays, *ends = (published(with_source(make_entry(), key="bank", name="은행")) for _ in range(3))
    for document in ends:
        live.withdraw(document, at=now + timedelta(minutes=1))
    for minutes in (0, 2):
        assert_lists_say_what_readers_see(now + timedelta(minutes=minutes))
    assert list(Citation.objects.live(now + timedelta(minutes=2)).values_list("edition", flat=True)) == [
        stays.live_id,
        stays.live_id,
    ]
    live.carry_out_due(now + timedelta(minutes=2))
    assert_lists_know()
    assert_lists_say_what_readers_see(now)


def test_numbers_follow_an_import_twice():
    for _ in range(2):
        import_folder(settings.BASE_DIR / "content")
        assert_lists_know()
    live.withdraw(Document.objects.live().filter(kind="guide").first())
    import_folder(settings.BASE_DIR / "content")
    assert_lists_know()
    assert_lists_say_what_readers_see(timezone.now())


def test_a_draft_that_is_deleted_and_an_old_copy_that_is_saved_move_no_number():
    guide, draft = make_guide(), make_guide()
    old_document, published_guide = type(guide).objects.get(pk=guide.pk), published(guide)
    old_edition = Edition.objects.get(pk=published_guide.live_id)
    draft.delete()
    assert_lists_know()
    live.withdraw(guide)
    old_edition.save()
    old_document.save()
    assert_lists_know()
    assert LiveCount.kept() == {}


def test_what_was_miscounted_is_named_and_counted_again():
    published(with_source(make_guide(), key="bank", name="은행"))
    LiveCount.objects.update(number=7)
    Citation.objects.update(newest_of="")
    said = StringIO()
    call_command("rebuild_search", check=True, stdout=said)
    assert "lists say 7 instead of 1: guide any name" in said.getvalue()
    assert "2 source(s) are not listed as the newest live edition names them" in said.getvalue()
    call_command("rebuild_search", stdout=StringIO())
    assert_lists_know()


def test_parts_of_the_sitemap_hold_each_address_once_wherever_numbers_lie(client):
    far = [published(make_guide(pk=SPAN * n + 7)) for n in (3, 5)]
    near = published(make_guide(pk=SPAN * 2 - 50))
    copied(near, 205)
    live.withdraw(far[0], at=timezone.now() + timedelta(minutes=1))
    assert_lists_know()
    slugs = Edition.objects.live().order_by("document").values_list("slug", flat=True)
    parts = [client.get(f"/sitemap-documents.xml?p={number}").content.decode() for number in (1, 2)]
    found = [re.findall("/guides/(.*?)/</loc>", part) for part in parts]
    assert (found[0] + found[1], len(found[0])) == (list(slugs), 200)
    assert client.get("/sitemap-documents.xml?p=3").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_at_once_keep_numbers_right():
    guides = [published(make_guide(stage=stage)) for stage in ("issue", "connect", "issue", "connect")]

    def back_and_forth(some):
        def act():
            for number in range(10):
                for guide in some:
                    live.withdraw(guide)
                    published(edited(guide, stage=("issue", "connect")[number % 2]))

        return act

    assert at_once(back_and_forth(guides[:2]), back_and_forth(guides[2:])) == [None, None]
    assert_lists_know()
    assert LiveCount.objects.shown(["guide"], "stage") == {"connect": 4}
