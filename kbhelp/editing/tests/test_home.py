"""The first page of the desk says what waits, and for whom."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kbhelp import live
from kbhelp.search.models import QueryDay
from tests.making import (
    edited,
    make_entry,
    make_guide,
    make_publisher,
    make_table,
    make_user,
    make_writer,
    published,
)

pytestmark = pytest.mark.django_db
LISTS = ["drafts", "scheduled", "due", "unanswered", "remarks", "unhelpful", "notices"]


def works(client) -> dict[str, dict]:
    return {work["name"]: work for work in client.get("/admin/").context["works"]}


def titles(work: dict) -> list[str]:
    return [item["title"] for item in work["items"]]


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


@pytest.fixture
def publisher(client):
    client.force_login(make_publisher())
    return client


def test_nothing_to_do_is_said_in_a_line_for_each_list(publisher):
    page = publisher.get("/admin/")
    assert {work["name"] for work in page.context["works"]} >= {*LISTS}
    assert [work["empty"] in page.content.decode() for work in page.context["works"]] == [True] * len(
        page.context["works"]
    )


def test_whoever_has_no_role_yet_hears_what_to_ask_for(client):
    client.force_login(make_user("newcomer"))
    page = client.get("/admin/").content.decode()
    assert "아직 맡은 역할이 없습니다. 관리자에게 ‘작성자’나 ‘발행자’ 역할을 받으면" in page
    assert "모든 목록" not in page
    assert "권한이 없습니다" not in page


def test_my_drafts_are_mine_whether_never_published_or_changed_since(writer):
    me = get_user_model().objects.get(username="writer")
    make_guide(title="새 초안", owner=me)
    published(make_guide(title="공개된 글", owner=me))
    edited(published(make_table(title="고친 글", owner=me)))
    make_guide(title="남의 초안", owner=make_publisher())
    live.withdraw(published(make_guide(title="내린 글", owner=me)))
    assert sorted(titles(works(writer)["drafts"])) == ["고친 글", "새 초안"]


def test_what_is_planned_stands_in_the_order_of_time(publisher):
    soon, later = timezone.now() + timedelta(days=1), timezone.now() + timedelta(days=9)
    live.publish(make_guide(title="나중에 공개"), at=later)
    live.withdraw(published(make_entry(title="곧 내림")), at=soon)
    published(make_guide(title="예약 없음"))
    scheduled = works(publisher)["scheduled"]
    assert titles(scheduled) == ["곧 내림", "나중에 공개"]
    assert scheduled["items"][0]["note"].endswith("에 내리기 예약")


def test_a_live_document_whose_day_has_come_is_due_for_checking(publisher):
    published(make_guide(title="지난 글", review_on=date(2026, 1, 1), written_on=date(2025, 12, 1)))
    published(make_guide(title="아직인 글", review_on=timezone.localdate() + timedelta(days=1)))
    make_guide(title="초안인 글", review_on=date(2026, 1, 1))
    assert titles(works(publisher)["due"]) == ["지난 글"]


def test_a_search_that_found_nothing_leads_to_the_filled_form_of_a_question(writer):
    today = timezone.localdate()
    QueryDay.objects.create(query="지문 등록", day=today, asked=3, results=0)
    QueryDay.objects.create(query="찾은 말", day=today, asked=9, results=4)
    QueryDay.objects.create(query="오래된 말", day=today - timedelta(days=31), asked=9, results=0)
    unanswered = works(writer)["unanswered"]
    assert titles(unanswered) == ["지문 등록"]
    form = writer.get(unanswered["items"][0]["url"], follow=True).context["adminform"].form
    assert (form["title"].value(), form["asked_as"].value()) == ("지문 등록", "지문 등록")


def test_the_role_decides_what_comes_first(client):
    writer, publisher = make_writer(), make_publisher()
    make_guide(title="쓰던 글", owner=writer)
    make_guide(title="발행자의 글", owner=publisher)
    published(make_guide(review_on=date(2026, 1, 1), written_on=date(2025, 12, 1), owner=None))
    first = []
    for user in (writer, publisher):
        client.force_login(user)
        first.append(client.get("/admin/").context["works"][0]["name"])
    assert first == ["drafts", "due"]


@pytest.mark.parametrize("name", ["drafts", "scheduled", "due"])
def test_a_whole_list_has_numbered_pages_and_an_odd_number_gives_one(publisher, name):
    me = get_user_model().objects.get(username="publisher")
    for _ in range(3):
        make_guide(owner=me, title="쓰던 글")
    for page in ["", "?page=2", "?page=x", "?page=99999"]:
        assert publisher.get(f"/admin/work/{name}/{page}").status_code == 200
    assert publisher.get("/admin/work/nothing/").status_code == 404


def queries(client, address: str) -> int:
    """How often the database is asked, but for the look at what is due, which is once a second."""
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(address)
    return len([query for query in captured if "siteversion" not in query["sql"]])


def test_staff_who_may_not_write_see_no_drafts(client):
    client.force_login(make_user("newcomer"))
    make_guide(title="쓰던 글", owner=None)
    assert client.get("/admin/").context["works"] == []
    assert client.get("/admin/work/drafts/").status_code == 403


def test_the_first_page_asks_as_much_with_one_as_with_many(publisher):
    me = get_user_model().objects.get(username="publisher")

    def fill(count):
        for number in range(count):
            make_guide(owner=me)
            published(make_guide(review_on=date(2026, 1, 1), written_on=date(2025, 12, 1)))
            live.publish(make_guide(), at=timezone.now() + timedelta(days=1))
            QueryDay.objects.create(query=f"{count} {number}", day=timezone.localdate(), asked=1)

    fill(1)
    one = queries(publisher, "/admin/")
    fill(9)
    assert queries(publisher, "/admin/") == one


def test_models_stand_in_the_order_of_an_editors_work(publisher):
    areas = publisher.get("/admin/").context["app_list"]
    assert [(area["name"], [str(model["name"]) for model in area["models"]]) for area in areas] == [
        ("글", ["안내", "자주 묻는 질문", "비교표", "점검표"]),
        ("알림과 독자", ["장애·점검 안내", "독자 의견", "검색 기록"]),
        ("함께 쓰는 것", ["그림", "출처", "낱말", "먼저 보일 답", "질문 분류", "사이트의 말"]),
    ]
