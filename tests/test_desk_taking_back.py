"""Whoever asked for a review may take the request back until it is decided."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kbhelp.editing.models import Comment, ReviewRequest
from kbhelp.publishing.models import Document
from tests.making import make_guide, make_publisher, make_writer
from tests.test_desk import messages_of
from tests.test_desk_dates import url
from tests.test_desk_reviews import ask, asked, decide, outcomes

pytestmark = pytest.mark.django_db


def test_who_asked_may_take_it_back_and_the_draft_stays(client):
    client.force_login(make_writer())
    guide = make_guide(title="내 초안")
    ask(client, guide)
    response = decide(client, guide, "take-back")
    assert outcomes(guide) == [ReviewRequest.TAKEN_BACK]
    assert messages_of(response) == ["검토 요청을 거두었습니다. 초안은 그대로 있습니다."]
    assert Document.objects.get(pk=guide.pk).title == "내 초안"


def test_nobody_else_takes_it_back(client):
    client.force_login(make_publisher())
    guide = make_guide()
    asked(guide, by=make_writer())
    assert decide(client, guide, "take-back").status_code == 403
    assert outcomes(guide) == [ReviewRequest.WAITING]


def test_what_was_decided_is_not_taken_back(client):
    guide, by = make_guide(), make_writer()
    review = asked(guide, by=by)
    review.send_back(by=make_publisher(), reason="고쳐 주세요.")
    client.force_login(by)
    decide(client, guide, "take-back", review)
    assert outcomes(guide) == [ReviewRequest.RETURNED]


def test_the_page_of_review_asks_no_more_for_a_long_talk(client, no_looks):
    by = make_publisher()
    client.force_login(by)
    guide = make_guide()
    asked(guide, by=by)
    Comment.objects.create(document=guide, by=by, text="첫 의견")
    client.get(url(guide, "review"))  # what a process asks once
    with CaptureQueriesContext(connection) as short:
        client.get(url(guide, "review"))
    for number in range(30):
        Comment.objects.create(document=guide, by=by, text=f"의견 {number}")
        asked(guide, by=by)
    with CaptureQueriesContext(connection) as long:
        client.get(url(guide, "review"))
    assert len(long) == len(short)
