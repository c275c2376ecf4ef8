"""Counting searches: nothing that a reader waits for, nothing that grows without end."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from kbhelp.search import counting
from kbhelp.search.models import OTHERS, QueryDay
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def counted() -> dict:
    return {row.query: (row.asked, row.results, row.opened) for row in QueryDay.objects.all()}


def test_a_query_is_counted_masked_once_a_day(client):
    for _ in range(2):
        client.get("/search/", {"q": "010-1234-5678 인증"})
    assert (counting.write(), counting.write()) == (1, 0)
    row = QueryDay.objects.get()
    assert (row.query, row.asked, row.day) == ("[휴대폰] 인증", 2, timezone.localdate())


def test_an_opened_result_is_counted_beside_its_search(client):
    client.get("/search/", {"q": "인증"})
    counting.write()
    assert client.post("/search/opened/?q=인증", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 204
    counting.write()
    assert counted() == {"인증": (1, 0, 1)}


def test_forged_clicks_raise_a_count_by_a_few_a_minute_and_fill_no_memory(client, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(counting.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(counting, "IN_MEMORY", 3)

    def forge(times: int, query="인증"):
        return {client.post(f"/search/opened/?q={query}").status_code for _ in range(times)}

    assert (forge(20), forge(20, "지문"), forge(1, "얼굴"), forge(1, "문자")) == ({204}, {204}, {204}, {204})
    counting.write()
    assert counted() == {"인증": (0, 0, 10), "지문": (0, 0, 10), "얼굴": (0, 0, 1)}
    now[0] = 60.0
    forge(20)
    counting.write()
    assert counted()["인증"] == (0, 0, 20)


def test_counts_of_several_writings_add_up_and_the_latest_number_of_results_stays():
    for results in (3, 5):
        counting.count_search("인증", results)
        counting.write()
    counting.count_opened("인증")
    counting.write()
    assert counted() == {"인증": (2, 5, 1)}


def test_a_search_asks_the_database_for_nothing_by_being_counted(django_assert_num_queries):
    with django_assert_num_queries(0):
        counting.count_search("인증", 3)
        counting.count_opened("인증")


@pytest.mark.parametrize("number", [1, 10, 1_000])
def test_many_queries_are_written_in_few_questions(django_assert_max_num_queries, number):
    for count in range(number):
        counting.count_search(f"물음 {count}", 1)
    with django_assert_max_num_queries(number + 10 + 4 * (number // counting.BATCH + 1)):
        assert counting.write() == number
    assert QueryDay.objects.count() == number


def test_between_two_writings_further_different_queries_are_counted_together(monkeypatch):
    monkeypatch.setattr(counting, "IN_MEMORY", 3)
    for number in (1, 2, 3, 4, 5, 3):
        counting.count_search(f"물음 {number}", 0)
    counting.write()
    assert {query: asked for query, (asked, _, _) in counted().items()} == {
        "물음 1": 1,
        "물음 2": 1,
        "물음 3": 2,
        OTHERS: 2,
    }


def test_of_a_day_with_too_many_queries_the_most_asked_are_kept(monkeypatch):
    monkeypatch.setattr(counting, "A_DAY", 5)
    for round_ in range(4):
        for number in range(8):
            counting.count_search(f"{round_}의 {number}", 0)
        for number in [0, 1, 2, 3, 4] * 2:
            counting.count_search(f"늘 묻는 {number}", 1)
        counting.write()
        assert QueryDay.objects.count() <= 2 * 5
    asked = {query: asked for query, (asked, _, _) in counted().items()}
    assert {query: number for query, number in asked.items() if query.startswith("늘")} == {
        f"늘 묻는 {number}": 8 for number in range(5)
    }
    assert sum(asked.values()) == 4 * 18


def test_a_day_that_is_cut_leaves_the_days_before_alone(monkeypatch):
    monkeypatch.setattr(counting, "A_DAY", 1)
    yesterday = timezone.localdate() - timedelta(days=1)
    for number in range(3):
        QueryDay.objects.create(query=f"어제 {number}", day=yesterday)
        counting.count_search(f"오늘 {number}", 0)
    counting.write()
    assert QueryDay.objects.filter(day=yesterday).count() == 3


def test_what_is_counted_together_is_no_search_without_an_answer():
    QueryDay.objects.create(query=OTHERS, day=timezone.localdate(), asked=99)
    QueryDay.objects.create(query="지문", day=timezone.localdate(), asked=2)
    assert [row["query"] for row in QueryDay.objects.unanswered()] == ["지문"]


def test_what_a_busy_database_does_not_take_is_written_the_next_time(monkeypatch):
    write, batches = counting._write, iter([1, 2, 3, 4])

    def refuse_the_second(batch):
        if next(batches) == 2:
            raise OperationalError("database is locked")
        return write(batch)

    monkeypatch.setattr(counting, "BATCH", 50)
    monkeypatch.setattr(counting, "_write", refuse_the_second)
    for number in range(101):
        counting.count_search(f"물음 {number:03}", 0)
    with pytest.raises(OperationalError):
        counting.write()
    assert QueryDay.objects.count() == 50
    assert counting.write() == 51
    assert set(counted().values()) == {(1, 0, 0)}


def test_a_text_that_the_database_refuses_is_dropped_and_the_others_are_written(monkeypatch, caplog):
    monkeypatch.setattr(counting, "BATCH", 1)
    day = timezone.localdate()
    counting._add({(day, "가\ud800"): counting.Count(asked=1), (day, "인증"): counting.Count(asked=1)})
    counting.write()
    assert list(counted()) == ["인증"]
    assert "1 searches were not counted" in caplog.text
    assert counting.write() == 0


@pytest.mark.parametrize("query", ["\x00", "\ud800", "가" * 5_000, "010-1234-5678 " * 200, "  "])
def test_no_query_can_break_the_counting(query, caplog):
    counting.count_search(query, 0)
    counting.write()
    assert caplog.text == ""


def test_queries_are_forgotten_after_ninety_days():
    today = timezone.localdate()
    for days in (89, 91):
        QueryDay.objects.create(query=str(days), day=today - timedelta(days=days))
    assert counting.forget(today) == 1
    assert QueryDay.objects.get().query == "89"


def test_old_queries_go_without_anybody_asking():
    QueryDay.objects.create(query="옛날", day=timezone.localdate() - timedelta(days=91))
    counting.count_search("지금", 0)
    counting.write()
    assert list(counted()) == ["지금"]


@pytest.mark.django_db(transaction=True)
def test_two_processes_that_count_and_cut_at_once_lose_nothing(monkeypatch):
    """Their tallies are two; here each writes its own batches."""
    monkeypatch.setattr(counting, "A_DAY", 20)
    day, rounds, queries = timezone.localdate(), 15, [f"물음 {number:02}" for number in range(60)]

    def count(names):
        for _ in range(rounds):
            counting._write_or_drop({(day, name): counting.Count(asked=1, results=1) for name in names})
            counting._keep_most_asked(day)

    outcomes = at_once(lambda: count(queries), lambda: count(queries[::-1]), lambda: count(queries[20:]))
    while counting.write():
        pass
    assert outcomes == [None] * 3
    assert sum(row.asked for row in QueryDay.objects.all()) == rounds * (60 + 60 + 40)
    assert QueryDay.objects.count() <= 2 * 20
