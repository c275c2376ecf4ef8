"""One vote per reader and day, a limit per network, and nothing that names a reader afterwards."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.apps import apps
from django.db import close_old_connections, connection
from django.test import Client, RequestFactory
from django.utils import timezone

from kbhelp.feedback.checks import proxies_are_addresses
from kbhelp.feedback.models import Remark, TooMany, Vote, cast, forget
from kbhelp.feedback.reader import Reader, address_of, coarse, network_of, reader_of
from kbhelp.feedback.salt import Allowance, DailySalt
from kbhelp.feedback.tests.making import PHONE, send
from tests.making import make_guide, make_table, published

PEER, PROXY = "203.0.113.7", "10.0.0.2"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Safari/604.1"
)
THREADS, REQUESTS = 40, 200  # a PostgreSQL takes 100 connections as it comes


def guide_edition():
    return published(make_guide(stage="issue")).live


@pytest.mark.django_db
def test_a_second_vote_of_the_same_reader_changes_the_first(client):
    edition = guide_edition()
    for answer in ("no", "not_yet", "yes"):
        send(client, edition, answer)
    assert [vote.answer for vote in Vote.objects.all()] == ["yes"]


@pytest.mark.django_db
def test_a_second_remark_takes_the_place_of_the_first_and_is_open_again(client):
    edition = guide_edition()
    send(client, edition, "no", text="처음")
    Remark.objects.update(state=Remark.State.DONE)
    send(client, edition, "no", text="다음")
    assert list(Remark.objects.values_list("text", "state")) == [("다음", "open")]


@pytest.mark.django_db
def test_a_changed_answer_keeps_what_was_said(client):
    edition = guide_edition()
    send(client, edition, "no", text="처음")
    send(client, edition, "yes")
    assert list(Remark.objects.values_list("text", "vote__answer")) == [("처음", "yes")]


@pytest.mark.django_db
def test_readers_are_told_apart_by_network_and_browser_and_each_remedy_has_its_own_vote(client):
    edition = published(make_table(rows=2)).live
    first, second = (row["key"] for row in edition.snapshot["rows"])
    for options in [{}, {"row": first}, {"row": second}, {"agent": IPHONE}, {"address": "203.0.113.8"}]:
        send(client, edition, **options)
    assert Vote.objects.count() == 5


@pytest.mark.django_db
def test_the_same_reader_votes_anew_on_the_next_day():
    edition, reader, now = guide_edition(), Reader("203.0.113.7", "Android Chrome"), timezone.now()
    for at in (now, now, now + timedelta(days=1)):
        cast(reader, edition=edition, answer="yes", at=at)
    assert Vote.objects.count() == 2


@pytest.mark.django_db
def test_the_first_vote_of_a_day_forgets_the_readers_of_the_day_before():
    edition, reader, now = guide_edition(), Reader("203.0.113.7", "Android Chrome"), timezone.now()
    first = cast(reader, edition=edition, answer="yes", at=now)
    salt = DailySalt.objects.get().salt
    second = cast(reader, edition=edition, answer="yes", at=now + timedelta(days=1))
    first.refresh_from_db()
    assert (first.reader, first.answer) == (None, "yes")
    assert second.reader is not None
    assert (DailySalt.objects.count(), DailySalt.objects.get().salt == salt) == (1, False)
    assert Allowance.objects.count() == 1


@pytest.mark.django_db
def test_forgetting_leaves_the_day_that_is_not_over():
    last_minute = timezone.make_aware(datetime(2026, 11, 23, 23, 59))
    vote = cast(Reader("203.0.113.7", "Android Chrome"), edition=guide_edition(), answer="no", at=last_minute)
    forget(last_minute)
    vote.refresh_from_db()
    assert (vote.reader is None, DailySalt.objects.count(), Allowance.objects.count()) == (False, 1, 1)
    forget(last_minute + timedelta(minutes=1))
    vote.refresh_from_db()
    assert (vote.reader is None, DailySalt.objects.count(), Allowance.objects.count()) == (True, 0, 0)


@pytest.mark.django_db
def test_no_table_holds_the_address_or_the_browser(client):
    send(client, guide_edition(), "no", text="글이 어려워요")
    kept = [str(row) for model in apps.get_models() for row in model.objects.values_list()]
    assert any("글이 어려워요" in row for row in kept)
    assert [row for row in kept if PEER in row or "Android" in row] == []


@pytest.mark.django_db
def test_the_hash_needs_the_salt_and_the_secret_key(settings):
    salt = DailySalt(salt="0" * 64)
    signed = salt.sign("reader", PEER)
    settings.SECRET_KEY = "another " * 10
    assert len({signed, salt.sign("reader", PEER), DailySalt(salt="1" * 64).sign("reader", PEER)}) == 3


@pytest.mark.django_db
def test_over_the_limit_says_when_to_come_back_and_keeps_the_text(client):
    edition = guide_edition()
    assert {send(client, edition).status_code for _ in range(Allowance.LIMIT)} == {200}
    response = send(client, edition, "no", text="아직 안 돼요")
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= Allowance.WINDOW.total_seconds()
    assert "짧은 시간에 너무 많이 보내셨습니다." in response.content.decode()
    assert "아직 안 돼요</textarea>" in response.content.decode()
    assert (Vote.objects.get().answer, Remark.objects.count()) == ("yes", 0)


@pytest.mark.django_db
def test_another_browser_is_no_way_around_the_limit_but_another_network_is_free(client):
    edition = guide_edition()
    for number in range(Allowance.LIMIT):
        send(client, edition, agent=PHONE if number % 2 else IPHONE)
    assert send(client, edition, agent="").status_code == 429
    assert send(client, edition, address="203.0.113.8").status_code == 200


@pytest.mark.django_db
def test_the_limit_opens_again_when_its_window_is_over():
    edition, reader = guide_edition(), Reader(PEER, "Android Chrome")
    began = timezone.make_aware(datetime(2026, 11, 23, 12))
    for _ in range(Allowance.LIMIT):
        cast(reader, edition=edition, answer="yes", at=began)
    with pytest.raises(TooMany) as refusal:
        cast(reader, edition=edition, answer="yes", at=began + timedelta(minutes=4))
    assert refusal.value.wait == 6 * 60
    assert cast(reader, edition=edition, answer="no", at=began + Allowance.WINDOW).answer == "no"


@pytest.mark.django_db(transaction=True)
def test_two_hundred_votes_at_once_pass_exactly_as_many_as_allowed():
    edition, barrier = guide_edition(), Barrier(THREADS)

    def vote_often(number):
        close_old_connections()
        barrier.wait()
        forged = [{"X-Forwarded-For": f"198.51.100.{number}", "User-Agent": name} for name in (PHONE, IPHONE)]
        try:
            return [
                send(Client(), edition, headers=forged[turn % 2]).status_code
                for turn in range(REQUESTS // THREADS)
            ]
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        answers = [status for statuses in pool.map(vote_often, range(THREADS)) for status in statuses]
    counts = {status: answers.count(status) for status in set(answers)}
    assert counts == {200: Allowance.LIMIT, 429: REQUESTS - Allowance.LIMIT}
    assert Vote.objects.count() == 2  # two browsers behind one address


@contextmanager
def writes_blocked():
    """Another connection holds what a vote must write; ours gives up at once instead of waiting."""
    other = connection.copy()
    is_sqlite = connection.vendor == "sqlite"
    with other.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE" if is_sqlite else "BEGIN; LOCK TABLE feedback_dailysalt")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0" if is_sqlite else "SET lock_timeout = '1ms'")
    yield
    other.close()
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_locked_database_answers_503_and_keeps_the_text(client):
    edition = guide_edition()
    with writes_blocked():
        response = send(client, edition, "no", text="막혔어요")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert "막혔어요</textarea>" in response.content.decode()
    assert Vote.objects.count() == 0


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        (PEER, "198.51.100.1", PEER),
        (PROXY, "", PROXY),
        (PROXY, "198.51.100.1", "198.51.100.1"),
        (PROXY, "192.0.2.1, 198.51.100.1", "198.51.100.1"),
        (PROXY, "192.0.2.1, 198.51.100.1, 10.9.9.9", "198.51.100.1"),
        (PROXY, "10.9.9.9", "10.9.9.9"),
        (PROXY, "forged", PROXY),
        (PROXY, "198.51.100.1, forged, 10.9.9.9", "10.9.9.9"),
        (f"::ffff:{PROXY}", "198.51.100.1", "198.51.100.1"),
        ("", "198.51.100.1", ""),
    ],
)
def test_a_forwarded_address_counts_only_from_a_trusted_proxy(settings, peer, forwarded, address):
    settings.TRUSTED_PROXIES = [PROXY, "10.9.0.0/16"]
    assert address_of({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded}) == address


def test_no_proxy_is_trusted_unless_it_is_named():
    request = RequestFactory().post("/", REMOTE_ADDR=PEER, headers={"X-Forwarded-For": "198.51.100.1"})
    assert reader_of(request).network == PEER


def test_a_proxy_that_is_no_address_is_named_before_the_start(settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8", "::1", "nginx"]
    assert [error.msg for error in proxies_are_addresses(None)] == [
        "KBHELP_TRUSTED_PROXIES: IP 주소나 대역이 아닌 것이 있습니다: ‘nginx’."
    ]


def test_one_ipv6_connection_is_one_network():
    addresses = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1", "::ffff:203.0.113.7"]
    assert [network_of(address) for address in addresses] == [
        "2001:db8:1:2::/64",
        "2001:db8:1:2::/64",
        "2001:db8:1:3::/64",
        "203.0.113.7",
    ]


def test_a_browser_is_known_by_system_and_family_alone():
    assert [coarse(agent) for agent in (PHONE, PHONE.replace("150", "151"), IPHONE, "")] == [
        "Android Chrome",
        "Android Chrome",
        "iPhone Safari",
        "? ?",
    ]
