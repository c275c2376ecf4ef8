"""A draft that readers never saw can be deleted; what they saw or are promised is withdrawn instead."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guides.models import ComparisonRow
from kbhelp import live
from kbhelp.audit.models import Act
from kbhelp.editing.presence import Presence
from kbhelp.notices.tests.making import make_notice
from kbhelp.publishing.models import Document, Edition
from kbhelp.search.models import BestBet, Term
from tests.making import (
    make_checklist,
    make_entry,
    make_guide,
    make_publisher,
    make_table,
    make_user,
    make_writer,
    published,
)
from tests.test_desk import change_url, messages_of

pytestmark = pytest.mark.django_db
KEPT = "독자에게 공개했거나 공개를 예약한 글은 지울 수 없습니다. 독자에게 보이지 않게 하려면 ‘내리기’를 누르세요."


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


def delete_url(document) -> str:
    return change_url(document).replace("/change/", "/delete/")


def delete(client, document):
    return client.post(delete_url(document), {"post": "yes"}, follow=True)


def scheduled(document):
    live.publish(document, at=timezone.now() + timedelta(days=1))
    return document


def no_longer_scheduled(document):
    """As a draft that was kept: an edition that was never shown and waits for no date."""
    scheduled(document).editions.update(publish_at=None)
    return document


@pytest.mark.parametrize("make", [make_guide, make_table, make_checklist, make_entry])
def test_a_draft_is_deleted_after_a_question(writer, make):
    document = make(title="잘못 만든 글")
    page = writer.get(delete_url(document)).content.decode()
    assert "‘잘못 만든 글’ 초안을 지웁니다." in page
    assert Document.objects.count() == 1
    delete(writer, document)
    assert Document.objects.count() == 0
    assert Act.objects.get().name == "잘못 만든 글"


def test_the_question_counts_nobody_who_has_the_draft_open(writer):
    guide = make_guide()
    Presence.note(guide.pk, make_publisher())
    assert writer.get(delete_url(guide)).context["deleted_objects"] == []


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_the_question_says_what_goes_and_what_named_it(writer, rows):
    table = make_table(rows=rows)
    if rows:
        no_longer_scheduled(table)
    make_guide().related.add(table)
    make_notice().documents.add(table)
    BestBet.objects.create(query="명의", words="명의", document=table)
    Term.objects.create(name="낱말표", document=table)
    lines = writer.get(delete_url(table)).context["deleted_objects"]
    assert sorted(lines) == sorted([
        *([f"줄 {rows}개가 함께 지워집니다.", "판 1개가 함께 지워집니다."] if rows else []),
        "먼저 보일 답 1개가 함께 지워집니다.",
        "글 1개의 ‘함께 볼 글’에서 빠집니다.",
        "장애·점검 안내 1개의 ‘관련된 글’에서 빠집니다.",
        "낱말 1개의 ‘자세한 글’에서 빠집니다.",
    ])  # fmt: skip
    delete(writer, table)
    assert (ComparisonRow.objects.count(), BestBet.objects.count(), Edition.objects.count()) == (0, 0, 0)
    assert Term.objects.get(name="낱말표").document is None


@pytest.mark.parametrize(
    "make",
    [published, scheduled, lambda document: live.withdraw(published(document))],
    ids=["live", "scheduled", "withdrawn"],
)
def test_what_readers_saw_or_are_promised_stays_and_the_editor_is_told_why(client, make):
    client.force_login(make_publisher())
    guide = make_guide()
    make(guide)
    assert "초안 지우기" not in client.get(change_url(guide)).content.decode()
    for response in (client.get(delete_url(guide), follow=True), delete(client, guide)):
        assert messages_of(response) == [KEPT]
    assert Document.objects.count() == 1
    assert not Act.objects.exists()


def test_a_draft_whose_date_was_cancelled_goes_with_its_edition(writer):
    guide = no_longer_scheduled(make_guide())
    assert "초안 지우기" in writer.get(change_url(guide)).content.decode()
    delete(writer, guide)
    assert (Document.objects.count(), Edition.objects.count()) == (0, 0)


def test_what_was_published_before_the_answer_stays(client):
    client.force_login(make_publisher())
    guide = make_guide()
    client.get(delete_url(guide))
    published(guide)
    assert messages_of(delete(client, guide)) == [KEPT]


def test_who_has_no_right_deletes_nothing(client):
    client.force_login(make_user("newcomer"))
    guide = make_guide()
    assert client.post(delete_url(guide), {"post": "yes"}).status_code == 403
    assert Document.objects.count() == 1


def test_the_address_of_a_deleted_draft_is_free_again(writer):
    delete(writer, make_guide(slug="again"))
    assert make_guide(slug="again").slug == "again"
