"""Which page and which remedy helped, over a span of days."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kbhelp.feedback.models import Vote
from kbhelp.feedback.reports import TOO_FEW
from tests.making import (
    edited,
    make_entry,
    make_guide,
    make_publisher,
    make_row,
    make_table,
    make_user,
    make_writer,
    published,
)

pytestmark = pytest.mark.django_db
REPORT = "/admin/feedback/remark/report/"


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


def voted(document, yes=0, no=0, not_yet=0, row="", days_ago=0, question="helpful"):
    """So many answers to the live edition, as rows alone."""
    day = timezone.localdate() - timedelta(days=days_ago)
    answers = ["yes"] * yes + ["no"] * no + ["not_yet"] * not_yet
    Vote.objects.bulk_create(
        Vote(edition=document.live, row=row, question=question, answer=answer, voted_on=day)
        for answer in answers
    )


def a_table(item="알뜰폰"):
    table = make_table(rows=0, title="비교표", stage="issue")
    make_row(table, item=item, key="carrier")
    return published(table)


def table_of(page) -> list[list[str]]:
    rows = re.findall(r"<tr>(.+?)</tr>", page.content.decode().split("report-table", 1)[-1], re.DOTALL)[1:]
    return [
        [re.sub(r"<.+?>", "", cell) for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row)] for row in rows
    ]


def titles(client, **options) -> list[str]:
    return [row["title"] for row in client.get(REPORT, options).context["rows"]]


def today() -> str:
    now = timezone.localdate()
    return f"{now.year}년 {now.month}월 {now.day}일"


def test_each_edition_is_counted_by_itself_and_what_helps_least_stands_first(writer):
    guide = published(make_guide(title="안내"))
    voted(guide, yes=9, no=3)
    voted(published(make_entry(title="질문")), yes=4, no=6)
    voted(published(edited(guide, title="고친 안내")), yes=12)
    assert table_of(writer.get(REPORT)) == [
        ["질문", "1판", today(), "도움이 됐나요?", "4", "6", "0", "10명 중 40%"],
        ["안내", "1판", today(), "도움이 됐나요?", "9", "3", "0", "12명 중 75%"],
        ["고친 안내", "2판", today(), "도움이 됐나요?", "12", "0", "0", "12명 중 100%"],
    ]


def test_of_fewer_than_ten_answers_no_number_is_shown_and_their_order_tells_nothing(writer):
    voted(published(make_guide(title="나중")), no=9)
    voted(published(make_guide(title="가장 먼저")), yes=1)
    voted(published(make_guide(title="충분한 글")), yes=10)
    page = writer.get(REPORT)
    assert [row[0] for row in table_of(page)] == ["충분한 글", "가장 먼저", "나중"]
    assert [row[-1] for row in table_of(page)[1:]] == ["아직 10개가 안 됩니다."] * 2
    assert [row.get("yes", "nothing") for row in page.context["rows"]] == [10, "nothing", "nothing"]


def test_what_became_of_a_remedy_stands_apart_and_is_shown_from_ten_answers_on(writer):
    table = a_table()
    voted(table, yes=5, no=2, not_yet=2, row="carrier", question="issued")
    assert titles(writer) == []
    assert table_of(writer.get(REPORT, {"show": "remedies"}))[0][-1] == TOO_FEW
    voted(table, no=1, row="carrier", question="issued")
    assert table_of(writer.get(REPORT, {"show": "remedies"})) == [
        ["비교표", "1판", today(), "알뜰폰", "발급됐나요?", "5", "3", "2", "10명 중 50%"]
    ]


def test_the_days_of_a_span_are_counted_and_no_others(writer):
    guide = published(make_guide())
    for days_ago in (0, 10, 40, 400):
        voted(guide, yes=10, days_ago=days_ago)
    totals = {
        days: writer.get(REPORT, {"days": days}).context["rows"][0]["total"] for days in ("7", "30", "90")
    }
    assert totals == {"7": 10, "30": 20, "90": 30}
    day = timezone.localdate() - timedelta(days=400)
    [row] = writer.get(REPORT, {"from": f"{day:%Y.%m.%d}", "to": f"{day}"}).context["rows"]
    assert row["total"] == 10


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2001-01-01", "", "부터 보여 줍니다."),
        ("0001-01-01", "0001-02-01", "앞에는 센 것이 없습니다."),
        ("어제", "", "날짜를 읽지 못했습니다"),
    ],
)
def test_a_span_before_the_first_answer_is_answered_with_a_sentence(writer, first, last, said):
    voted(published(make_guide()), yes=10, days_ago=3)
    page = writer.get(REPORT, {"from": first, "to": last})
    assert (said in page.context["span"].problem, len(page.context["rows"])) == (True, 1)


def test_a_report_without_any_answer_says_so(writer):
    page = writer.get(REPORT, {"from": "2001-01-01"})
    assert (page.context["rows"], page.context["chart"]) == ([], None)
    assert "이 기간에는 대답이 없습니다." in page.content.decode()


def test_the_chart_has_a_bar_for_each_day_and_for_each_week_of_a_long_span(writer):
    guide = published(make_guide())
    voted(guide, yes=6, no=2)
    voted(guide, yes=1, no=3, not_yet=5, days_ago=1)
    days = writer.get(REPORT, {"days": "7"}).context["chart"]
    assert [(bar.rest, bar.part) for bar in days.bars] == [(0, 0)] * 5 + [(1, 3), (6, 2)]
    assert days.description.startswith("모두 예 7번, 아니요 5번입니다.")
    weeks = writer.get(REPORT, {"days": "90"}).context["chart"]
    assert (days.unit, weeks.unit, len(weeks.bars) in (13, 14)) == ("날", "주", True)
    assert sum(bar.total for bar in weeks.bars) == 12
    assert {bar.day.weekday() for bar in weeks.bars[1:]} == {0}


def test_of_fewer_than_ten_answers_no_chart_is_drawn(writer):
    voted(published(make_guide()), yes=9)
    assert writer.get(REPORT).context["chart"] is None


def test_the_file_holds_what_the_pages_show(writer):
    voted(published(make_guide(title="=1+1")), yes=5, no=5)
    voted(published(make_guide(title="적은 글")), yes=3)
    text = writer.get(REPORT, {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    day = timezone.localdate().isoformat()
    assert text == [
        "글,판,공개한 날,질문,예,아니요,아직,‘예’ 비율(%)",
        f"'=1+1,1,{day},도움이 됐나요?,5,5,0,50",
        f"적은 글,1,{day},도움이 됐나요?,아직 10개가 안 됩니다.",
    ]
    voted(a_table(), yes=10, row="carrier", question="issued")
    remedies = writer.get(REPORT, {"format": "csv", "show": "remedies"}).content.decode("utf-8-sig")
    assert remedies.splitlines()[1] == f"비교표,1,{day},알뜰폰,발급됐나요?,10,0,0,100"


def asks(client, **options) -> int:
    client.get(REPORT, options)
    with CaptureQueriesContext(connection) as captured:
        client.get(REPORT, options)
    return len([query for query in captured if "siteversion" not in query["sql"]])


@pytest.mark.parametrize("show", ["pages", "remedies"])
def test_many_lines_ask_the_database_as_much_as_one(writer, show):
    def vote_for_one_more():
        table = a_table()
        voted(table, yes=10)
        voted(table, yes=10, row="carrier")

    vote_for_one_more()
    one = asks(writer, show=show)
    for _ in range(9):
        vote_for_one_more()
    assert len(writer.get(REPORT, {"show": show}).context["rows"]) == 10
    assert asks(writer, show=show) == one


def test_publishers_and_writers_see_it_and_others_do_not(client):
    for user, status in ((make_publisher(), 200), (make_writer(), 200), (make_user("newcomer"), 403)):
        client.force_login(user)
        assert client.get(REPORT).status_code == status
