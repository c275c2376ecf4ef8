"""What search may learn from: who opened what for which words, of whom nothing is kept."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from kbhelp import live
from kbhelp.feedback import choices
from kbhelp.feedback.models import salt_of_the_day
from kbhelp.feedback.tests.making import send
from kbhelp.search.korean import analyser
from kbhelp.search.models import ChoiceDay, Chooser
from tests.making import make_entry, make_table, published
from tests.threads import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kiwi():
    analyser.load(wait=True)


def entry(title="지문이 안 되나요"):
    return published(make_entry(title=title))


def opens(client, document, query="손가락 인식", address="203.0.113.7", unit=None, times=1):
    unit = unit or f"faq:{document.pk}"
    for _ in range(times):
        url = "/search/opened/"
        answer = client.post(url, query_params={"q": query, "u": unit}, REMOTE_ADDR=address)
        assert answer.status_code == 204


def counted() -> dict:
    fields = ("query", "unit", "visitors", "helped", "unhelped")
    return {row[:2]: row[2:] for row in ChoiceDay.objects.values_list(*fields)}


def test_the_page_says_of_each_result_which_it_is_and_its_click_is_counted(client):
    one = entry()
    page = client.get("/search/", {"q": "지문"}).content.decode()
    assert f"u=faq%3A{one.pk}" in page
    opens(client, one, "지문  등록")
    assert (choices.write(), choices.write()) == (1, 0)
    assert counted() == {("지문 등록", f"faq:{one.pk}"): (1, 0, 0)}
    assert ChoiceDay.objects.get().day == timezone.localdate()


def test_twenty_clicks_from_one_address_are_one_visitor_whatever_the_browser_says_it_is(client):
    one = entry()
    for number in range(20):
        agent = {"User-Agent": f"Firefox iPhone {number}"}
        client.post(f"/search/opened/?q=손가락&u=faq:{one.pk}", headers=agent, REMOTE_ADDR="203.0.113.7")
    choices.write()
    opens(client, one, "손가락", address="2001:db8::1")
    opens(client, one, "손가락", address="2001:db8::2")  # one household
    choices.write()
    assert [row.visitors for row in ChoiceDay.objects.all()] == [2]
    assert not ChoiceDay.objects.proposed().exists()


def test_nothing_that_had_to_be_masked_is_kept(client):
    one = entry()
    opens(client, one, "010-1234-5678 인증")
    opens(client, one, "홍길동 900101-1234567")
    assert choices.write() == 0
    assert counted() == {}


def test_no_address_is_written_and_hashes_go_with_the_day(client):
    one = entry()
    opens(client, one)
    choices.write()
    assert "203.0.113.7" not in Chooser.objects.get().reader
    assert len(Chooser.objects.get().reader) == 64
    choices.forget(timezone.localdate() + timedelta(days=1))
    assert (Chooser.objects.count(), ChoiceDay.objects.get().visitors) == (0, 1)


def test_choices_are_kept_as_long_as_searches():
    number = entry().pk
    for days in (89, 91):
        day = timezone.localdate() - timedelta(days=days)
        ChoiceDay.objects.create(day=day, query=str(days), unit="faq:1", document_id=number, place=2)
    assert choices.forget() == 1
    assert ChoiceDay.objects.get().query == "89"


def test_an_answer_counts_for_what_the_same_address_opened_from_a_search(client):
    one, other = entry(), entry("얼굴이 안 되나요")
    opens(client, one)
    opens(client, other, "얼굴 인식")
    choices.write()
    for address in ("203.0.113.7", "203.0.113.8"):
        assert send(client, one.live, address=address).status_code == 200
    choices.write()
    assert counted()["손가락 인식", f"faq:{one.pk}"] == (1, 1, 0)
    assert counted()["얼굴 인식", f"faq:{other.pk}"] == (1, 0, 0)
    send(client, one.live, "no")  # the second answer of the day takes the place of the first
    choices.write()
    assert counted()["손가락 인식", f"faq:{one.pk}"] == (1, 0, 1)


def test_a_section_counts_as_its_guide_and_a_row_for_itself(client):
    table = published(make_table())
    key = table.live.snapshot["rows"][0]["key"]
    opens(client, table, unit=f"row:{table.pk}:{key}#h-2")
    choices.write()
    assert list(counted()) == [("손가락 인식", f"row:{table.pk}:{key}")]


@pytest.mark.parametrize("unit", ["faq:999999", "", "term:1", "faq:1\x00", "가" * 200, "' OR 1=1 --"])
def test_what_search_does_not_hold_is_not_counted(client, unit):
    client.post("/search/opened/", query_params={"q": "손가락", "u": unit})
    assert choices.write() == 0
    assert counted() == {}


def test_a_document_that_was_withdrawn_meanwhile_is_not_counted(client):
    one = entry()
    opens(client, one)
    live.withdraw(one)
    assert choices.write() == 0


def test_one_address_fills_no_table_and_no_day_grows_without_end(client, monkeypatch):
    one = entry()
    for number in range(choices.OF_ONE + 10):
        opens(client, one, f"물음 {number}")
    choices.write()
    opens(client, one, "하나 더")
    choices.write()
    assert ChoiceDay.objects.count() == choices.OF_ONE
    monkeypatch.setattr(choices, "A_DAY", choices.OF_ONE + 1)
    for number in range(3):
        opens(client, one, f"다른 물음 {number}", address=f"203.0.113.{number + 20}")
    choices.write()
    assert ChoiceDay.objects.count() == choices.OF_ONE + 1


def test_in_memory_nothing_grows_without_end(client, monkeypatch):
    monkeypatch.setattr(choices, "IN_MEMORY", 3)
    one = entry()
    for number in range(9):
        choices.count_choice(f"물음 {number}", f"faq:{one.pk}", "203.0.113.7")
        choices.count_answer(f"203.0.113.{number}", one.pk, True)
    assert (len(choices._clicks), len(choices._answers)) == (3, 3)


def test_a_click_asks_the_database_for_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        choices.count_choice("손가락", "faq:1", "203.0.113.7")
        choices.count_answer("203.0.113.7", 1, True)


@pytest.mark.parametrize("number", [1, 3])
def test_many_addresses_are_written_in_few_questions(client, number, django_assert_max_num_queries):
    one = entry()
    choices.forget_once_a_day()
    for address in range(number):
        opens(client, one, address=f"203.0.113.{address}")
    choices.write()
    for address in range(number):
        opens(client, one, address=f"203.0.114.{address}")
    with django_assert_max_num_queries(15):
        choices.write()
    assert ChoiceDay.objects.get().visitors == 2 * number


def test_what_a_busy_database_does_not_take_is_written_the_next_time(client, monkeypatch):
    one = entry()
    opens(client, one)
    choices.count_answer("203.0.113.7", one.pk, True)

    def refuse(*args):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched, pytest.raises(OperationalError):
        patched.setattr(choices, "_write_batch", refuse)
        choices.write()
    assert choices.write() == 1
    assert counted() == {("손가락 인식", f"faq:{one.pk}"): (1, 1, 0)}


@pytest.mark.django_db(transaction=True)
def test_three_processes_that_count_the_same_choices_at_once_lose_nobody():
    """Their tallies are three; here each writes its own."""
    one = entry()
    choices.forget_once_a_day()
    salt_of_the_day(timezone.now())

    def count(block: int):
        for number in range(5):
            network = f"203.0.{block}.{number}"
            choices._write_clicks({(f"물음 {query}", f"faq:{one.pk}", network) for query in range(4)})
            choices._write_answers({(network, one.pk): True})

    outcomes = at_once(lambda: count(1), lambda: count(2), lambda: count(3))
    assert outcomes == [None] * 3
    assert counted() == {(f"물음 {query}", f"faq:{one.pk}"): (15, 15, 0) for query in range(4)}


def test_where_the_search_finds_it_is_kept_with_the_days_first_click(client):
    one = entry()
    opens(client, one, "지문이 안 되나요")
    opens(client, one, "퀄퉭뷁")
    choices.write()
    assert dict(ChoiceDay.objects.values_list("query", "place")) == {
        "지문이 안 되나요": 1,
        "퀄퉭뷁": choices.NOWHERE,
    }


def day_of(document, days_ago, visitors=2, query="손가락 인식", **fields):
    return ChoiceDay.objects.create(
        day=timezone.localdate() - timedelta(days=days_ago),
        query=query,
        unit=f"faq:{document.pk}",
        document=document,
        **{"place": choices.NOWHERE, "visitors": visitors} | fields,
    )


@pytest.mark.parametrize(
    ("visitors", "is_proposed"),
    [
        ([2, 2, 2], True),
        ([3, 1, 1], True),
        ([9, 9], False),
        ([2, 1, 1], False),
        ([1, 1, 1, 1, 1, 1], False),  # one address each day
    ],
)
def test_several_days_and_visitors_propose(visitors, is_proposed):
    one = entry()
    for days_ago, number in enumerate(visitors):
        day_of(one, days_ago, number)
    found = [(row["query"], row["days"], row["readers"]) for row in ChoiceDay.objects.proposed()]
    assert found == ([("손가락 인식", len(visitors), sum(visitors))] if is_proposed else [])


def test_what_stands_first_anyway_or_helps_nobody_is_not_proposed():
    one = entry()
    for days_ago in range(3):
        day_of(one, days_ago, query="첫째", place=1)
        day_of(one, days_ago, query="둘째", place=2)
        day_of(one, days_ago, query="소용없음", unhelped=1)
    assert [row["query"] for row in ChoiceDay.objects.proposed()] == ["둘째"]


def test_a_withdrawn_document_is_not_proposed():
    one = entry()
    for days_ago in range(3):
        day_of(one, days_ago)
    live.withdraw(one)
    assert not ChoiceDay.objects.proposed().exists()
