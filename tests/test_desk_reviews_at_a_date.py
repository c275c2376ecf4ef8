"""Approval at the desk: at once or at a date, with what the checks find in the edition that waits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kbhelp import live
from tests.making import edited, make_guide, make_publisher, make_table, make_writer, published
from tests.test_desk import messages_of
from tests.test_desk_dates import url
from tests.test_desk_reviews import asked, decide, outcomes

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(client):
    client.force_login(make_publisher())
    return client


def test_an_approved_edition_waits_for_its_date_and_then_is_exactly_what_was_asked(publisher):
    guide = make_guide(title="요청한 제목")
    asked(guide, by=make_writer())
    edited(guide, title="그 뒤에 고친 제목")
    at = timezone.now() + timedelta(days=2)
    said = messages_of(
        decide(publisher, guide, "approve", publish_at=f"{timezone.localtime(at):%Y-%m-%dT%H:%M}")
    )
    guide.refresh_from_db()
    edition = guide.editions.waiting().get()
    assert (guide.live, edition.released_by.username) == (None, "publisher")
    assert said[0].startswith("1판을 ") and said[0].endswith("에 공개하도록 예약했습니다.")
    assert outcomes(guide) == ["approved"]
    live.carry_out_due(at + timedelta(minutes=1))
    guide.refresh_from_db()
    assert guide.live.title == "요청한 제목"


def test_an_approval_for_the_past_is_refused_and_the_request_waits_on(publisher):
    guide = make_guide()
    asked(guide, by=make_writer())
    answer = decide(publisher, guide, "approve", publish_at="2020-01-01T10:00")
    assert "지난 때입니다" in answer.content.decode()
    assert (outcomes(guide), guide.editions.waiting().exists()) == ([""], False)


def test_an_approval_replaces_a_date_that_was_set_before_and_says_so(publisher):
    guide = published(make_guide())
    live.publish(edited(guide, title="예약한 글"), at=timezone.now() + timedelta(days=3))
    asked(edited(guide, title="검토한 글"), by=make_writer())
    said = messages_of(decide(publisher, guide, "approve"))
    assert "2판의 예약은 없어졌습니다." in said[0]
    assert list(guide.editions.waiting()) == []


def test_four_eyes_may_give_a_date_too(publisher, settings):
    settings.FOUR_EYES = True
    guide = make_guide()
    asked(guide, by=make_writer())
    page = publisher.get(url(guide, "review")).content.decode()
    assert 'name="publish_at"' in page and "승인하고 예약" in page


def test_whoever_decides_sees_what_the_checks_find_in_the_edition_that_waits(publisher):
    table = published(make_table(slug="names"))
    guide = make_guide(body="[여기](/faq/)를 보세요.\n\n[[비교표:names]]")
    asked(guide, by=make_writer())
    edited(guide, body="다 고친 글입니다.")
    live.withdraw(table)
    lines = publisher.get(url(guide, "review")).context["lines"]
    assert [line["blocks"] for line in lines] == [True, False]
    assert "[[비교표:names]]" in lines[0]["message"]
