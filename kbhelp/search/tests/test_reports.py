"""From what readers searched for to its answer."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kbhelp import live
from kbhelp.search.korean import analyser
from kbhelp.search.models import OTHERS, QueryDay
from kbhelp.spreadsheets import harmless
from tests.making import make_category, make_entry, make_publisher, make_user, make_writer, published

pytestmark = pytest.mark.django_db
REPORT = "/admin/search/queryday/report/"


@pytest.fixture
def writer(client):
    analyser.load(wait=True)
    client.force_login(make_writer())
    return client


@pytest.fixture
def desk(client):
    analyser.load(wait=True)
    client.force_login(make_publisher())
    return client


def asked(query, times=1, results=0, opened=0, days_ago=0):
    day = timezone.localdate() - timedelta(days=days_ago)
    return QueryDay.objects.create(query=query, day=day, asked=times, results=results, opened=opened)


def rows(client, **options) -> list[dict]:
    return client.get(REPORT, options).context["rows"]


def queries(client, **options) -> list[str]:
    return [row["query"] for row in rows(client, **options)]


def test_searches_are_told_apart_by_what_became_of_them(desk):
    asked("못 찾은 말", times=2)
    asked("안 연 말", times=5, results=3)
    asked("연 말", times=3, results=3, opened=1)
    asked(OTHERS, times=99)
    assert queries(desk, show="frequent") == ["안 연 말", "연 말", "못 찾은 말"]
    assert queries(desk, show="unanswered") == ["못 찾은 말"]
    assert queries(desk, show="unopened") == ["안 연 말"]
    assert queries(desk, show="어떤 것") == ["못 찾은 말"]


def test_the_days_of_a_span_are_added_up_and_no_others(desk):
    for days_ago in (0, 10, 40):
        asked("지문", times=2, days_ago=days_ago)
    assert [row["times"] for row in rows(desk)] == [4]
    assert [row["times"] for row in rows(desk, days="7")] == [2]
    assert [row["times"] for row in rows(desk, days="90")] == [6]
    day = timezone.localdate() - timedelta(days=10)
    assert [row["times"] for row in rows(desk, **{"from": f"{day:%Y. %m. %d.}", "to": f"{day}"})] == [2]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("어제", "", "날짜를 읽지 못했습니다"),
        ("2026-13-40", "", "날짜를 읽지 못했습니다"),
        ("2026-11-20", "2026-11-10", "첫날이 마지막 날보다 뒤입니다"),
        ("2001-01-01", "2001-02-01", "기록은 최근 90일만 남습니다"),
        ("2001-01-01", "", "기록은 최근 90일만 남아서"),
    ],
)
def test_a_span_that_cannot_be_shown_is_answered_with_a_sentence(desk, first, last, said):
    page = desk.get(REPORT, {"from": first, "to": last})
    assert (page.status_code, said in page.context["span"].problem) == (200, True)
    assert page.context["span"].problem in page.content.decode()


def test_a_query_becomes_a_question_with_the_category_of_the_question_most_like_it(writer):
    published(make_entry(title="지문이 안 되나요", category=make_category("finger", "지문과 얼굴")))
    published(make_entry(title="돈이 드나요", category=make_category("money", "돈")))
    asked("지문 등록")
    [row] = rows(writer)
    form = writer.get(row["ask_url"], follow=True).context["adminform"].form
    filled = {name: form[name].value() for name in ("title", "asked_as")}
    assert filled == {"title": "지문 등록", "asked_as": "지문 등록"}
    assert str(form["category"].value()) == str(make_category("finger").pk)


def test_a_query_that_is_like_no_question_leaves_the_category_open(writer):
    asked("퀄퉭뷁")
    [row] = rows(writer)
    target = urlsplit(writer.get(row["ask_url"])["Location"])
    assert parse_qs(target.query) == {"title": ["퀄퉭뷁"], "asked_as": ["퀄퉭뷁"]}


def test_the_forms_of_a_synonym_and_of_a_best_bet_open_filled(desk):
    asked("지문 등록")
    [row] = rows(desk)
    term = desk.get(row["term_url"]).context["adminform"].form
    bet = desk.get(row["bet_url"]).context["adminform"].form
    assert (term["same"].value(), bet["query"].value()) == ("지문 등록", "지문 등록")


def test_a_writer_may_pin_nothing_and_others_see_no_queries(writer, client):
    asked("지문 등록")
    assert [bool(row["bet_url"]) for row in rows(writer)] == [False]
    client.force_login(make_user("newcomer"))
    assert client.get(REPORT).status_code == 403
    assert client.get("/admin/search/queryday/answer/?q=a").status_code == 403


def test_an_answer_is_named_while_it_is_written_and_searched_for_once_it_is_live(desk):
    asked("지문 등록", times=3)
    entry = make_entry(title="지문이 안 되나요", asked_as="얼굴\n지문 등록")
    [row] = rows(desk)
    assert (row["answer"]["is_live"], row["answer"]["place"]) == (False, None)
    assert "답을 쓰는 중" in desk.get(REPORT).content.decode()
    live.publish(entry)
    page = desk.get(REPORT)
    [row] = page.context["rows"]
    assert (row["answer"]["document"].pk, row["answer"]["place"], row["ask_url"]) == (entry.pk, 1, False)
    assert "지금 검색하면 1번째로 나옵니다" in page.content.decode()


def asks(client, **options) -> int:
    client.get(REPORT, options)
    with CaptureQueriesContext(connection) as captured:
        client.get(REPORT, options)
    return len([query for query in captured if "siteversion" not in query["sql"]])


def test_a_thousand_queries_ask_the_database_as_much_as_ten_and_have_numbered_pages(desk):
    for number in range(10):
        asked(f"물음 {number}")
    ten = asks(desk)
    day = timezone.localdate()
    QueryDay.objects.bulk_create(QueryDay(query=f"말 {number}", day=day, asked=1) for number in range(990))
    assert asks(desk) == ten
    page = desk.get(REPORT, {"page": "3"}).context["page"]
    assert (page.number, page.paginator.num_pages, len(page)) == (3, 50, 20)
    assert desk.get(REPORT, {"page": "없음"}).context["page"].number == 1


def test_the_chart_shows_each_day_and_says_the_same_in_words(desk):
    asked("지문", times=3)
    asked("얼굴", times=1, results=2)
    asked("어제", times=2, results=2, days_ago=1)
    chart = desk.get(REPORT, {"days": "7"}).context["chart"]
    drawn = [(bar.total, bar.part, bar.total_height, bar.part_height) for bar in chart.bars]
    assert drawn == [(0, 0, 0, 0)] * 5 + [(2, 0, 50, 0), (4, 3, 100, 75)]
    assert chart.description.startswith("모두 검색 6번, 찾지 못한 검색 3번입니다.")


def test_the_file_holds_all_rows_and_no_formula(desk):
    asked("=HYPERLINK(1)", times=2)
    for number in range(30):
        asked(f"물음 {number:02}")
    file = desk.get(REPORT, {"format": "csv"})
    text = file.content.decode("utf-8-sig").splitlines()
    assert (text[:2], len(text)) == (
        ["검색어,찾은 횟수,결과 수,결과를 연 횟수", "'=HYPERLINK(1),2,0,0"],
        32,
    )
    assert file["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", " =1", "＝1"])
def test_a_cell_that_begins_as_a_formula_is_made_a_text(cell):
    assert harmless(cell) == f"'{cell}"
    assert harmless("인증=1") == "인증=1"
