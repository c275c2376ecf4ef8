"""The report of documents that nobody has looked at for long."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kbhelp import live
from kbhelp.publishing.models import Document, Edition
from tests.making import (
    copied,
    edited,
    make_entry,
    make_guide,
    make_publisher,
    make_user,
    make_writer,
    published,
)

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/stale/"
LATER = date(2099, 1, 1)


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


def titles(client, **options) -> list[str]:
    return [row["document"].title for row in client.get(REPORT, options).context["rows"]]


def ago(days: int):
    return timezone.now() - timedelta(days=days)


def due(days=1, **fields):
    """Live, with a day of checking that passed so many days ago."""
    review_on = timezone.localdate() - timedelta(days=days)
    return published(make_guide(review_on=review_on, written_on=date(2020, 1, 1), **fields))


def unchanged(days: int, **fields):
    document = published(make_guide(review_on=LATER, **fields))
    Edition.objects.filter(pk=document.live_id).update(released_at=ago(days))
    return document


def old_draft(days: int, **fields):
    document = make_guide(**fields)
    Document.objects.filter(pk=document.pk).update(created_at=ago(days))
    return document


def test_live_documents_whose_day_of_checking_passed_stand_with_the_longest_first(writer):
    due(3, title="사흘 지난 글")
    due(40, title="오래 지난 글")
    due(0, title="오늘인 글")
    published(make_guide(title="아직인 글", review_on=LATER))
    make_guide(title="초안", review_on=date(2020, 1, 1), written_on=date(2019, 1, 1))
    rows = writer.get(REPORT, {"show": "overdue"}).context["rows"]
    assert [(row["document"].title, row["reasons"]) for row in rows] == [
        ("오래 지난 글", ["다시 확인할 날이 40일 지났습니다."]),
        ("사흘 지난 글", ["다시 확인할 날이 3일 지났습니다."]),
        ("오늘인 글", ["오늘이 다시 확인할 날입니다."]),
    ]


def test_live_documents_without_a_day_of_checking_are_found(writer):
    edited(published(make_guide(title="날이 없는 글")), review_on=None)
    make_guide(title="초안", review_on=None)
    assert titles(writer, show="undated") == ["날이 없는 글"]


def test_what_readers_see_unchanged_for_over_a_year_is_found_even_if_its_draft_went_on(writer):
    edited(unchanged(366, title="그대로인 글"), title="초안만 고친 글")
    unchanged(364, title="아직 한 해가 안 된 글")
    live.publish(edited(unchanged(500, title="새로 발행한 글"), summary="고친 답입니다."))
    live.withdraw(unchanged(500, title="내린 글"))
    assert titles(writer, show="unchanged") == ["초안만 고친 글"]


def test_drafts_of_over_ninety_days_are_found_but_not_what_is_planned_or_was_public(writer):
    old_draft(91, title="묵은 초안")
    old_draft(89, title="새 초안")
    live.publish(old_draft(200, title="예약한 글"), at=timezone.now() + timedelta(days=1))
    live.withdraw(published(old_draft(200, title="내린 글")))
    assert titles(writer, show="drafts") == ["묵은 초안"]


def test_a_document_stands_once_with_all_its_reasons(writer):
    both = due(5, title="둘 다인 글")
    Edition.objects.filter(pk=both.live_id).update(released_at=ago(400))
    old_draft(100, title="묵은 초안")
    page = writer.get(REPORT)
    assert [len(row["reasons"]) for row in page.context["rows"]] == [2, 1]
    assert [words for _, words in page.context["views"]] == [
        "모두 2",
        "확인할 날이 지남 1",
        "확인할 날이 없음 0",
        "1년 넘게 그대로 1",
        "90일 넘은 초안 1",
    ]


def test_kind_and_owner_narrow_the_list_and_what_nobody_owns_can_be_asked_for(writer):
    owner = make_publisher("owner")
    due(title="맡은 안내", owner=owner)
    due(title="맡지 않은 안내")
    past = {"review_on": date(2026, 1, 1), "written_on": date(2025, 1, 1)}
    published(make_entry(title="맡은 질문", owner=owner, **past))
    assert titles(writer, owner=owner.pk, kind="guide") == ["맡은 안내"]
    assert titles(writer, owner="none") == ["맡지 않은 안내"]
    assert titles(writer, kind="faq") == ["맡은 질문"]
    assert len(titles(writer, owner="99999999999999999999", kind="x", show="x")) == 3


def test_each_line_leads_to_the_form_and_the_choice_stays_in_the_links(writer):
    document = due(owner=None)
    page = writer.get(REPORT, {"kind": "guide", "page": "2"}).content.decode()
    assert f'href="{document.desk_url()}"' in page
    assert 'href="?kind=guide&amp;show=overdue"' in page


def test_the_file_holds_all_that_was_chosen(writer):
    document = due(7, title="지난 글", owner=make_publisher("owner"))
    old_draft(100, title="묵은 초안")
    text = writer.get(REPORT, {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    today = timezone.localdate()
    assert text[0] == "글,종류,담당자,까닭,다시 확인할 날,공개한 날,만든 날,고친 날,편집 주소"
    assert text[1] == (
        f"지난 글,안내,owner,다시 확인할 날이 7일 지났습니다.,{document.review_on},{today},{today},{today},"
        f"http://testserver{document.desk_url()}"
    )
    assert [line.split(",")[0] for line in text] == ["글", "지난 글", "묵은 초안"]


def asks(client, **options) -> int:
    client.get(REPORT, options)
    with CaptureQueriesContext(connection) as captured:
        client.get(REPORT, options)
    return len([query for query in captured if "siteversion" not in query["sql"]])


@pytest.mark.parametrize("file", [{}, {"format": "csv"}])
def test_a_thousand_documents_ask_the_database_as_much_as_ten(writer, file):
    first = due(title="지난 글", owner=make_publisher("owner"))
    copied(first, 9)
    Document.objects.update(review_on=first.review_on, owner=first.owner)
    ten = asks(writer, **file)
    copied(first, 990)
    Document.objects.update(review_on=first.review_on)
    assert asks(writer, **file) == ten
    page = writer.get(REPORT, {"page": "3"}).context["page"]
    assert (page.paginator.count, page.paginator.num_pages, len(page)) == (1000, 20, 50)


def test_who_may_not_write_does_not_see_it(client):
    client.force_login(make_user("newcomer"))
    assert client.get(REPORT).status_code == 403


def test_a_desk_without_old_documents_says_so(writer):
    published(make_guide(review_on=LATER))
    assert "오래된 글이 없습니다." in writer.get(REPORT).content.decode()
