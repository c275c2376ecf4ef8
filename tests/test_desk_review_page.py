"""The page of a request for review: what is wrong leads to its place in the draft, and no typed word is lost."""

import re

import pytest

from kbhelp import live
from kbhelp.editing.models import Comment
from kbhelp.editing.reviews import DECIDED
from tests.making import edited, make_guide, make_publisher, make_table, make_writer, published
from tests.test_desk import change_url
from tests.test_desk_dates import in_days, url
from tests.test_desk_reviews import asked, decide, outcomes

pytestmark = pytest.mark.django_db
REASON = "둘째 문단의 날짜가 틀렸습니다.\n출처도 적어 주세요."


@pytest.fixture
def publisher(client):
    client.force_login(make_publisher())
    return client


def jumps(response) -> list[str]:
    """Where the list of what is wrong leads, entities as they are."""
    return re.findall(r'<a href="([^"#]*#id_[^"]+)" data-line', response.content.decode())


def guide_with_a_withdrawn_table():
    table = published(make_table(slug="names"))
    guide = make_guide(body="첫 줄\n\n[[비교표:names]]")
    asked(guide, by=make_writer())
    live.withdraw(table)
    return guide


# What is wrong leads to the form


def test_a_refused_approval_leads_to_the_line_in_the_drafts_form(publisher):
    guide = guide_with_a_withdrawn_table()
    response = decide(publisher, guide, "approve")
    assert "발행하지 않았습니다. 요청은 그대로 기다립니다." in response.content.decode()
    assert f"{change_url(guide)}?line=3#id_body" in jumps(response)
    assert outcomes(guide) == [""]


def test_the_list_of_the_checks_leads_there_before_anybody_decided(publisher):
    guide = guide_with_a_withdrawn_table()
    assert jumps(publisher.get(url(guide, "review"))) == [f"{change_url(guide)}?line=3#id_body"]


def test_a_row_is_found_where_the_draft_has_it_now(publisher):
    table = make_table(rows=2)
    last = table.rows.last()
    last.remedy = "[여기](/faq/)를 보세요."
    last.save()
    asked(table, by=make_writer())
    table.rows.first().delete()
    [link] = jumps(publisher.get(url(table, "review")))
    assert link == f"{change_url(table)}?line=1#id_rows-0-remedy"


def test_a_row_that_the_draft_has_no_more_leads_nowhere(publisher):
    table = make_table(rows=1)
    table.rows.update(remedy="[여기](/faq/)를 보세요.")
    asked(table, by=make_writer())
    table.rows.all().delete()
    page = publisher.get(url(table, "review"))
    assert (len(page.context["lines"]), jumps(page)) == (1, [])


def test_the_date_of_a_refused_approval_stays_in_its_field(publisher):
    guide = guide_with_a_withdrawn_table()
    at = f"{in_days(3):%Y-%m-%dT%H:%M}"
    assert f'value="{at}"' in decide(publisher, guide, "approve", publish_at=at).content.decode()


# Two who decide at once


def decided_by_another(guide):
    review = asked(guide, by=make_writer())
    review.send_back(by=make_publisher("먼저 본 사람"), reason="아직")
    return review


def test_the_second_reviewers_reason_comes_back_in_a_form_beside_the_sentence(publisher):
    guide = make_guide()
    response = decide(publisher, guide, "return", decided_by_another(guide), reason=REASON)
    page = response.content.decode()
    [form] = re.findall(r"<form[^>]*>(?:(?!</form>).)*?날짜가 틀렸습니다.*?</form>", page, re.DOTALL)
    assert DECIDED in page
    assert 'value="comment"' in form
    assert response.context["unsent"]["text"].value() == REASON


def test_as_a_remark_it_stays_with_the_document(publisher):
    guide = make_guide()
    decide(publisher, guide, "return", decided_by_another(guide), reason=REASON)
    decide(publisher, guide, "comment", text=REASON)
    assert Comment.objects.get().text == REASON


def test_where_a_new_request_took_its_place_the_reason_stands_in_the_new_ones_form(publisher):
    guide, writer = make_guide(), make_writer()
    old = asked(guide, by=writer)
    new = asked(edited(guide, title="다시 쓴 글"), by=writer)
    response = decide(publisher, guide, "return", old, reason=REASON)
    assert response.context["returning"]["reason"].value() == REASON
    assert response.context["unsent"] is None
    assert f'name="review" value="{new.pk}"' in response.content.decode()
    assert outcomes(guide) == ["", "replaced"]


def test_a_reason_that_is_too_long_is_not_lost_either(publisher):
    guide = make_guide()
    long = "가" * 1001
    response = decide(publisher, guide, "return", decided_by_another(guide), reason=long)
    assert response.context["unsent"]["text"].value() == long


def test_an_empty_reason_brings_no_form(publisher):
    guide = make_guide()
    response = decide(publisher, guide, "return", decided_by_another(guide), reason=" ")
    assert response.context["unsent"] is None
    assert DECIDED in response.content.decode()


def test_the_date_of_the_second_approval_stays_where_a_new_request_waits(publisher):
    guide, writer = make_guide(), make_writer()
    old = asked(guide, by=writer)
    asked(edited(guide, title="다시 쓴 글"), by=writer)
    at = f"{in_days(3):%Y-%m-%dT%H:%M}"
    page = decide(publisher, guide, "approve", old, publish_at=at).content.decode()
    assert DECIDED in page and f'value="{at}"' in page


# The right to decide is gone


def test_who_lost_the_right_to_decide_keeps_the_reason(client):
    guide, reviewer = make_guide(), make_publisher()
    asked(guide, by=make_writer("asker"))
    client.force_login(reviewer)
    reviewer.groups.set(make_writer("another").groups.all())
    response = decide(client, guide, "return", reason=REASON)
    assert response.status_code == 403
    assert response.context["unsent"]["text"].value() == REASON
    assert "지금은 이 요청을 결정할 권한이 없습니다." in response.content.decode()
    assert outcomes(guide) == [""]
