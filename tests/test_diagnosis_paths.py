"""The desk's page of the ways through the diagnosis, and weights that readers' outcomes propose."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guides.models import ComparisonRow
from kbhelp import live
from kbhelp.feedback.models import Vote
from tests.making import make_publisher, make_row, make_table, make_user, make_writer, published

pytestmark = pytest.mark.django_db
PATHS = "/admin/guides/comparisontable/paths/"
WORDS = {"question": "그런가요?", "answer_bad": "그래요", "answer_ok": "아니요"}


@pytest.fixture
def desk(client):
    client.force_login(make_publisher())
    return client


def a_table(**rows):
    table = make_table(rows=0)
    for position, (key, fields) in enumerate(rows.items()):
        make_row(table, key=key, position=position, item=f"항목 {key}", **{"stage": "issue"} | fields)
    return published(table)


def votes(table, row: str, yes: int, no: int = 0):
    answers = ["yes"] * yes + ["no"] * no
    Vote.objects.bulk_create(
        Vote(edition=table.live, row=row, question="issued", answer=answer, voted_on=date(2026, 11, 23))
        for answer in answers
    )


def text_of(response) -> str:
    return response.content.decode()


def test_each_start_says_how_many_questions_its_paths_need(desk):
    a_table(a=WORDS, b=WORDS | {"screen": "card", "error_texts": "신분증을 인식할 수 없습니다"})
    page = text_of(desk.get(PATHS))
    assert page.count("첫 화면까지 세어 질문") == 4  # three without a text, and one screen
    assert "화면에 나온 문구 1개" in page


def test_the_tree_of_a_start_shows_questions_answers_and_ends(desk):
    a_table(a=WORDS)
    page = text_of(desk.get(PATHS, {"start": "none-issue"}))
    assert [text in page for text in ("그런가요?", "그래요", "멈추고 이것부터 보세요: 항목 a")] == [True] * 3
    assert "그런가요?" not in text_of(desk.get(PATHS, {"start": "nothing"}))


def test_rows_without_a_question_and_rows_that_nothing_reaches_are_named(desk):
    a_table(
        a=WORDS,
        b={},
        c=WORDS | {"follows": "c2", "follows_when": "bad"},
        c2=WORDS | {"follows": "c", "follows_when": "bad"},
    )
    context = desk.get(PATHS).context
    assert [row["key"] for row in context["unasked"]] == ["b"]
    assert [row["key"] for row in context["unreached"]] == ["c", "c2"]


def test_a_row_that_only_its_text_leads_to_is_reached(desk):
    seen = {
        "error_texts": "본인확인에 실패했습니다",
        "screen": "identity",
        "follows": "b",
        "follows_when": "bad",
    }
    a_table(a=WORDS | seen, b=WORDS | {"follows": "a", "follows_when": "ok"})
    assert [row["key"] for row in desk.get(PATHS).context["unreached"]] == ["b"]


def test_without_tables_the_page_says_so(desk):
    page = text_of(desk.get(PATHS))
    assert "문구 없음" in page
    assert desk.get(PATHS).context["unreached"] == []


def test_outcomes_propose_a_weight_only_with_ten_answers_and_far_from_what_is_said(desk):
    table = a_table(a={}, b={}, c={}, d={})
    votes(table, "a", 30), votes(table, "b", 2, 8), votes(table, "c", 10), votes(table, "d", 9)
    found = {one.row["key"]: (one.weight, one.helped) for one in desk.get(PATHS).context["proposals"]}
    assert found == {"a": ("often", 30), "b": ("rare", 2)}


def test_a_proposal_changes_only_the_draft_and_only_when_accepted(desk):
    table = a_table(a={}, b={})
    votes(table, "a", 30), votes(table, "b", 2, 8)
    desk.get(PATHS)
    row = ComparisonRow.objects.get(table=table, key="a")
    assert row.weight == "sometimes"
    before = table.version
    page = text_of(
        desk.post(f"{PATHS}accept/", {"table": table.pk, "row": "a", "weight": "often"}, follow=True)
    )
    row.refresh_from_db(), table.refresh_from_db()
    assert (row.weight, table.version, "발행해야 쓰입니다" in page) == ("often", before + 1, True)
    assert table.live.snapshot["rows"][0]["weight"] == "sometimes"
    assert "독자의 대답에 따라" in text_of(desk.get(f"/admin/guides/comparisontable/{table.pk}/history/"))
    live.publish(table)
    assert table.live.snapshot["rows"][0]["weight"] == "often"


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"table": "x", "row": "a", "weight": "often"},
        {"table": "999999", "row": "a", "weight": "often"},
        {"row": "gone", "weight": "often"},
        {"row": "a", "weight": "none"},
    ],
)
def test_what_cannot_be_meant_changes_nothing_and_is_said(desk, data):
    table = a_table(a={})
    page = text_of(desk.post(f"{PATHS}accept/", {"table": table.pk} | data, follow=True))
    assert "그 줄이 초안에 없습니다" in page
    assert ComparisonRow.objects.get(table=table, key="a").weight == "sometimes"


def test_a_writer_may_look_and_accept_and_who_may_not_write_may_not(client):
    table = a_table(a={})
    data = {"table": table.pk, "row": "a", "weight": "often"}
    client.force_login(make_user("nobody"))
    assert [client.get(PATHS).status_code, client.post(f"{PATHS}accept/", data).status_code] == [403, 403]
    client.force_login(make_writer())
    assert [client.get(PATHS).status_code, client.post(f"{PATHS}accept/", data).status_code] == [200, 302]


def test_an_address_that_only_looks_changes_nothing(desk):
    table = a_table(a={})
    assert desk.get(f"{PATHS}accept/", {"table": table.pk, "row": "a", "weight": "often"}).status_code == 405


def test_the_page_asks_the_database_as_often_for_one_row_as_for_thirty(desk):
    counts = []
    desk.get(PATHS)
    for number in (1, 30):
        a_table(**{f"r{place}": WORDS for place in range(number)})
        with CaptureQueriesContext(
            connection,
        ) as asked:
            desk.get(PATHS)
        counts.append(len(asked))
    assert counts[0] == counts[1]
