"""What publishing promises, whatever the kind of document."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from guides.models import Guide
from kbhelp import live
from kbhelp.publishing.checks import PublishRefused
from kbhelp.publishing.models import Document, Edition, SiteVersion, SlugHistory
from kbhelp.publishing.pages import page_of
from tests.making import edited, make_checklist, make_entry, make_guide, make_source, make_table, published

pytestmark = pytest.mark.django_db


def test_a_new_document_is_not_live():
    make_guide()
    assert list(Document.objects.live()) == []


def test_publishing_makes_edition_one_live():
    guide = published(make_guide())
    assert (guide.live.number, guide.live.snapshot["title"]) == (1, guide.title)


def test_editing_the_working_copy_changes_no_edition():
    guide = published(make_guide(title="처음 제목"))
    edited(guide, title="고친 제목")
    assert Edition.objects.get().snapshot["title"] == "처음 제목"
    assert guide.has_unpublished_changes()


def test_every_publication_moves_the_site_version_by_one():
    guide = published(make_guide())
    before = SiteVersion.objects.get().number
    live.publish(guide)
    live.withdraw(guide)
    assert SiteVersion.objects.get().number == before + 2


def test_missing_parts_are_named_each_in_a_sentence():
    guide = make_guide(summary="", body="", written_on=None)
    guide.sources.clear()
    with pytest.raises(PublishRefused) as refusal:
        live.publish(guide)
    assert refusal.value.problems == [
        "한 줄 답을 적으세요. 독자가 처음 읽는 문장입니다.",
        "출처를 하나 이상 고르세요.",
        "본문을 적으세요.",
    ]
    assert Edition.objects.count() == 0


@pytest.mark.parametrize(
    ("rows", "said"),
    [(1, "‘항목 1’ 줄"), (2, "‘항목 1’, ‘항목 2’ 줄"), (4, "‘항목 1’, ‘항목 2’, ‘항목 3’ 등 줄 4개")],
)
def test_a_field_that_rows_lack_is_named_once_with_its_rows(rows, said):
    table = make_table(rows=rows)
    table.rows.update(remedy="")
    with pytest.raises(PublishRefused) as refusal:
        live.publish(table)
    assert refusal.value.problems == [f"{said}의 ‘해결 방법’ 칸을 채우세요."]


@pytest.mark.parametrize("state", ["unknown", "draft", "withdrawn"])
def test_an_embedded_document_that_readers_cannot_see_blocks_publishing(state):
    table = make_table(slug="target") if state != "unknown" else None
    if state == "withdrawn":
        live.withdraw(published(table))
    with pytest.raises(PublishRefused) as refusal:
        live.publish(make_guide(body="[[비교표:target]]"))
    assert "[[비교표:target]]" in refusal.value.problems[0]


def test_an_embedded_table_shows_its_newest_edition():
    table = published(make_table(slug="target", title="처음 표"))
    guide = published(make_guide(body="[[비교표:target]]"))
    published(edited(table, title="새 표"))
    assert [block["page"]["title"] for block in page_of(guide.live)["body"]["blocks"]] == ["새 표"]


def test_restoring_an_edition_relates_documents_that_were_renamed_meanwhile():
    other = published(make_guide(slug="old-name"))
    guide = make_guide()
    guide.related.add(other)
    published(guide)
    published(edited(other, slug="new-name"))
    guide.related.clear()
    guide.load(guide.live.snapshot)
    assert list(guide.related.values_list("slug", flat=True)) == ["new-name"]


def test_a_document_is_never_its_own_neighbour():
    guide, other = make_guide(slug="one"), published(make_guide())
    guide.related.set([guide, other])
    page = page_of(published(guide).live)
    assert ([card["document"] for card in page["related"]], guide.snapshot()["related"]) == (
        [other.pk],
        [f"guide:{other.slug}"],
    )
    guide.relate(["guide:one"])
    assert not guide.related.exists()


def test_a_renamed_table_stays_embedded():
    table = published(make_table(slug="target"))
    guide = published(make_guide(body="[[비교표:target]]"))
    published(edited(table, slug="renamed"))
    assert len(page_of(guide.live)["body"]["blocks"]) == 1


def test_a_withdrawn_table_leaves_nothing_in_the_guide():
    table = published(make_table(slug="target"))
    guide = published(make_guide(body="앞\n\n[[비교표:target]]\n\n뒤"))
    live.withdraw(table)
    blocks = page_of(guide.live)["body"]["blocks"]
    assert [set(block) for block in blocks] == [{"html"}, {"html"}]


def test_documents_published_together_may_refer_to_each_other():
    one, two = make_guide(slug="one", body="[[안내:two]]"), make_guide(slug="two", body="[[안내:one]]")
    for guide in (one, two):
        live.publish(guide, along_with=[one, two])
    assert page_of(one.live)["body"]["blocks"][0]["page"]["slug"] == "two"


def test_restoring_an_edition_brings_back_all_of_it():
    table = published(make_table(rows=2, title="처음"))
    before = table.snapshot()
    table.rows.all().delete()
    edited(table, title="다음")
    table.load(table.live.snapshot)
    assert table.snapshot() == before


@pytest.mark.parametrize("make", [make_guide, make_table, make_checklist, make_entry])
def test_loading_a_snapshot_gives_the_same_snapshot(make):
    document = make()
    document.related.add(make_guide(slug="neighbour"))
    snapshot = document.snapshot()
    document.load(snapshot)
    assert type(document).objects.get(pk=document.pk).snapshot() == snapshot


def test_restoring_shows_readers_nothing_until_it_is_published():
    guide = published(make_guide(title="처음"))
    published(edited(guide, title="다음"))
    guide.load(guide.editions.get(number=1).snapshot)
    assert page_of(Edition.objects.get(live_of=guide))["title"] == "다음"


def test_a_scheduled_edition_waits_for_its_time():
    now = timezone.now()
    guide = published(make_guide(title="지금"))
    live.publish(edited(guide, title="내일"), at=now + timedelta(days=1))
    assert live.carry_out_due(now + timedelta(hours=23)) == 0
    assert page_of(Edition.objects.live().get())["title"] == "지금"
    assert live.carry_out_due(now + timedelta(hours=25)) == 1
    assert page_of(Edition.objects.live().get())["title"] == "내일"


def test_a_publication_replaces_an_earlier_schedule():
    now = timezone.now()
    guide = make_guide(title="예약")
    live.publish(guide, at=now + timedelta(days=1))
    published(edited(guide, title="지금"))
    assert live.carry_out_due(now + timedelta(days=2)) == 0
    assert page_of(Edition.objects.live().get())["title"] == "지금"


def test_a_scheduled_withdrawal_takes_effect_at_its_time_even_before_it_is_carried_out():
    now = timezone.now()
    guide = published(make_guide())
    live.withdraw(guide, at=now + timedelta(hours=1))
    assert Document.objects.live(now + timedelta(minutes=59)).count() == 1
    assert Document.objects.live(now + timedelta(minutes=61)).count() == 0
    assert live.carry_out_due(now + timedelta(minutes=61)) == 1
    guide.refresh_from_db()
    assert guide.withdrawn_at is not None


def test_the_next_due_time_is_remembered_in_one_row():
    at = timezone.now() + timedelta(hours=3)
    live.publish(make_guide(), at=at)
    assert SiteVersion.objects.get().next_due == at


def test_carrying_out_twice_changes_nothing_more():
    live.publish(make_guide(), at=timezone.now() + timedelta(hours=1))
    later = timezone.now() + timedelta(hours=2)
    assert [live.carry_out_due(later), live.carry_out_due(later)] == [1, 0]


def test_an_address_never_passes_to_another_document():
    guide = published(make_guide(slug="old"))
    published(edited(guide, slug="new"))
    with pytest.raises(PublishRefused):
        live.publish(make_guide(slug="old"))
    assert SlugHistory.objects.get(slug="old").document_id == guide.pk


def test_an_address_promised_to_a_scheduled_edition_is_taken():
    promised = make_guide(slug="soon")
    live.publish(promised, at=timezone.now() + timedelta(days=1))
    edited(promised, slug="other")
    with pytest.raises(PublishRefused):
        live.publish(make_guide(slug="soon"))


def test_the_database_keeps_slugs_unique_per_kind():
    make_guide(slug="same")
    make_entry(slug="same")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_guide(slug="same")


def test_the_database_keeps_edition_numbers_unique():
    edition = published(make_guide()).live
    edition.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.save(force_insert=True)


def test_a_source_is_official_only_at_the_listed_hosts_over_https():
    addresses = [
        "https://www.gov.kr/",
        "http://www.gov.kr/",
        "https://www.gov.kr.example.com/",
        "https://gov.kr/",
    ]
    sources = [make_source(key=f"s{number}", url=url) for number, url in enumerate(addresses)]
    assert [source.is_official for source in sources] == [True, False, False, False]


def test_pages_are_composed_with_equal_queries_for_one_and_three(django_assert_num_queries):
    for number in range(3):
        published(make_table(slug=f"table-{number}"))
    one = published(make_guide(body="[[비교표:table-0]]"))
    three = published(make_guide(body="\n\n".join(f"[[비교표:table-{number}]]" for number in range(3))))
    for guide in (one, three):
        edition = Edition.objects.select_related("document").get(live_of=guide)
        with django_assert_num_queries(1):
            page_of(edition)


def test_a_document_knows_its_own_kind():
    guide = make_guide()
    assert type(Document.objects.get(pk=guide.pk).concrete()) is Guide


def test_a_date_that_cannot_be_kept_is_given_up_and_the_others_are_kept():
    later = timezone.now() + timedelta(days=1)
    taken, free = make_guide(slug="taken"), make_guide(slug="free")
    for guide in (taken, free):
        live.publish(guide, at=later)
    SlugHistory.objects.create(kind="guide", slug="taken", document=make_guide(slug="other"))
    live.carry_out_due(later)
    assert [edition.document_id for edition in Edition.objects.live()] == [free.pk]
    assert not Edition.objects.waiting().exists()


@pytest.mark.parametrize(
    ("ends", "comes", "is_live"), [(1, 5, True), (5, 1, False)], ids=["back again", "for a while"]
)
@pytest.mark.parametrize("is_looked_at_daily", [True, False])
def test_both_dates_are_kept_in_their_order_however_late_anybody_looks(
    ends, comes, is_live, is_looked_at_daily
):
    now = timezone.now()
    guide = published(make_guide())
    live.withdraw(guide, at=now + timedelta(days=ends))
    live.publish(edited(guide), at=now + timedelta(days=comes))
    for day in range(1, 7) if is_looked_at_daily else [6]:
        live.carry_out_due(now + timedelta(days=day, hours=1))
    guide.refresh_from_db()
    assert guide.is_live(now + timedelta(days=6)) == is_live


def test_a_date_that_was_given_up_is_not_carried_out():
    at = timezone.now() + timedelta(days=1)
    edition = live.publish(make_guide(), at=at)
    guide = published(make_guide())
    live.withdraw(guide, at=at)
    assert [live.cancel_publication(edition), live.cancel_withdrawal(guide)] == [True, True]
    assert [live.cancel_publication(edition), live.cancel_withdrawal(guide)] == [False, False]
    assert SiteVersion.objects.get().next_due is None
    assert live.carry_out_due(at) == 0
