"""What may happen between a request for review and its approval: another reviewer, another edition, a withdrawal."""

import functools

import pytest
from django.contrib.auth import get_user_model

from kbhelp import live
from kbhelp.editing.models import ReviewRequest
from kbhelp.editing.reviewing import DecidedAlready
from kbhelp.publishing.checks import PublishRefused
from kbhelp.publishing.models import Document, Edition
from tests.making import edited, make_guide, make_publisher, make_table, make_user, published
from tests.test_desk import change_url, form_of
from tests.test_desk_dates import in_days
from tests.test_desk_reviews import asked, outcomes
from tests.threads import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(client):
    client.force_login(make_publisher())
    return client


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", ["approve", "mixed"])
def test_of_reviewers_at_one_moment_one_decides(verb):
    guide, publisher = make_guide(), make_user("superuser", is_superuser=True)
    number = asked(guide).pk
    by = functools.partial(get_user_model().objects.get, pk=publisher.pk)  # a user of each thread's own
    turns = iter(range(4))

    def act():
        review = ReviewRequest.objects.get(pk=number)
        if verb == "approve" or next(turns) % 2:
            review.approve(by=by())
        else:
            review.send_back(by=by(), reason="까닭")

    raised = [type(error) for error in at_once(*[act] * 4)]
    assert sorted(map(str, raised)) == sorted(map(str, [type(None), *[DecidedAlready] * 3]))
    is_live = Edition.objects.live().exists()
    assert is_live == (outcomes(guide) == [ReviewRequest.APPROVED])


def refused(review) -> list[str]:
    with pytest.raises(PublishRefused) as refusal:
        review.approve(by=make_publisher())
    review.refresh_from_db()
    assert review.outcome == ReviewRequest.WAITING
    return refusal.value.problems


def test_an_address_that_another_took_meanwhile_is_refused():
    review = asked(make_guide(slug="wanted"))
    edited(Document.objects.get().concrete(), slug="other")
    published(make_guide(slug="wanted"))
    assert refused(review) == ["주소 이름: 다른 글이 썼거나 쓰기로 한 주소입니다. 다른 이름을 적으세요."]


def test_what_it_embeds_and_was_withdrawn_meanwhile_is_refused():
    table = published(make_table(slug="inner"))
    review = asked(make_guide(body="[[비교표:inner]]"))
    live.withdraw(table)
    [problem] = refused(review)
    assert problem.startswith("본문 1번째 줄: ‘[[비교표:inner]]’가 가리키는 글이 없습니다.")


def test_a_document_that_was_withdrawn_meanwhile_does_not_come_back():
    guide = published(make_guide())
    review = asked(edited(guide))
    live.withdraw(guide)
    assert refused(review) == ["그사이 이 글을 내렸습니다. 다시 공개하려면 초안을 확인하고 새로 요청하세요."]


def test_an_older_request_does_not_push_a_newer_edition_aside():
    guide = published(make_guide())
    review = asked(guide)
    published(edited(guide, title="더 새로운 글"))
    assert refused(review) == ["그사이 더 새로운 3판이 발행되었습니다. 초안을 확인하고 새로 요청하세요."]
    assert Edition.objects.live().get().title == "더 새로운 글"


def test_approval_takes_the_place_of_a_date_and_leaves_that_of_a_withdrawal():
    guide = published(make_guide())
    live.publish(edited(guide), at=in_days(2))
    live.withdraw(guide, at=in_days(5))
    asked(guide).approve(by=make_publisher())
    guide.refresh_from_db()
    assert (guide.editions.waiting().count(), guide.withdraw_at) == (0, in_days(5))


def test_publishing_directly_closes_the_request(publisher):
    guide = make_guide()
    asked(guide)
    publisher.post(change_url(guide), form_of(publisher, guide) | {"_publish": "1", "weight": "typo"})
    assert outcomes(guide) == [ReviewRequest.OVERTAKEN]
    assert guide.editions.live().get().weight == "typo"
