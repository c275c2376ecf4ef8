"""A date that could not be kept is said at the desk, until somebody sets another or puts the sentence away."""

import pytest

from kbhelp import live
from kbhelp.audit.models import Act
from kbhelp.publishing.models import SlugHistory
from tests.making import edited, make_guide, make_publisher, make_writer, published
from tests.test_desk import change_url, messages_of
from tests.test_desk_dates import in_days, publish, sent, url

pytestmark = pytest.mark.django_db
SENTENCE = "1판을 예약한 때에 공개하지 못했습니다."


@pytest.fixture
def publisher(client):
    client.force_login(make_publisher())
    return client


def overtaken():
    """A guide whose date could not be kept: its address went to another in the meantime."""
    guide = make_guide(slug="taken")
    live.publish(guide, at=in_days(1))
    address = SlugHistory.objects.create(kind="guide", slug="taken", document=make_guide(slug="other"))
    live.carry_out_due(in_days(2))
    address.delete()
    return guide


def test_form_and_list_say_that_it_was_not_kept_and_why(client):
    guide = overtaken()
    for make in (make_writer, make_publisher):
        client.force_login(make())
        page = client.get(change_url(guide)).content.decode()
        assert SENTENCE in page
        assert "방금 다른 글이 이 주소로 발행되었습니다." in page
        assert ("알림 치우기" in page) == (make is make_publisher)
        assert "예약을 지키지 못함" in client.get("/admin/guides/guide/").content.decode()


@pytest.mark.parametrize("at", [None, 3], ids=["now", "another date"])
def test_publishing_or_another_date_takes_the_sentence_away(publisher, at):
    guide = overtaken()
    publish(publisher, guide, **({"publish_at": sent(in_days(at))} if at else {}))
    guide.refresh_from_db()
    assert guide.set_aside == ""


def test_a_publisher_puts_it_away_and_the_history_keeps_it(publisher):
    guide = overtaken()
    assert SENTENCE in publisher.get(url(guide, "cancel")).content.decode()
    response = publisher.post(url(guide, "cancel"), {"set_aside": "1"}, follow=True)
    assert messages_of(response) == ["지키지 못한 예약의 알림을 치웠습니다. 내용은 변경 기록에 남습니다."]
    assert SENTENCE not in publisher.get(change_url(guide)).content.decode()
    assert SENTENCE in Act.objects.get().said


def test_a_publication_that_failed_keeps_no_withdrawal_from_its_date(publisher):
    guide = published(make_guide(slug="first"))
    live.withdraw(guide, at=in_days(5))
    live.publish(edited(guide, slug="taken"), at=in_days(1))
    SlugHistory.objects.create(kind="guide", slug="taken", document=make_guide(slug="other"))
    live.carry_out_due(in_days(2))
    live.carry_out_due(in_days(6))
    guide.refresh_from_db()
    assert (guide.live, guide.withdrawn_at is None) == (None, False)
