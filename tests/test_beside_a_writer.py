"""Somebody writes and does not stop: readers read and search on, and nobody's search is lost."""

import threading
import time
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import OperationalError, connection, transaction

from kbhelp.search import counting
from kbhelp.search.korean import analyser
from kbhelp.search.models import QueryDay
from tests.test_cookies_and_queries import PINNED, make_site

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = 2.0  # what a reader may wait at most; a lock is waited for 20 s


@contextmanager
def all_written_by_somebody():
    """Another connection keeps all from writing: SQLite knows one lock for that, PostgreSQL one for each table."""
    held, done = threading.Event(), threading.Event()

    def hold():
        try:
            with transaction.atomic():
                if connection.vendor == "postgresql":
                    tables = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
                    names = ", ".join([*tables, "search_unit", "search_word", "search_total"])
                    connection.cursor().execute(f"LOCK TABLE {names} IN EXCLUSIVE MODE")
                held.set()
                done.wait(60)
        finally:
            connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(30)
    try:
        yield
    finally:
        done.set()
        thread.join()


@pytest.fixture
def statements():
    """Every statement but SELECT that this thread sends."""
    sent = []

    def note(execute, sql, params, many, context):
        if not sql.lstrip("( ").startswith("SELECT"):
            sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield sent


def test_every_page_and_search_answers_while_somebody_writes(client, statements):
    make_site(1)
    analyser.load(wait=True)
    statements.clear()
    slow = {}
    with all_written_by_somebody():
        for url in [*PINNED, "/search/?q=인증", "/search/?q=휴대폰+명의&kind=faq"]:
            began = time.monotonic()
            assert client.get(url).status_code < 500, url
            slow[url] = time.monotonic() - began
        opened = client.post("/search/opened/?q=인증", headers={"Sec-Fetch-Site": "same-origin"})
        assert opened.status_code == 204
    assert {url: round(seconds, 1) for url, seconds in slow.items() if seconds > SECONDS} == {}
    assert statements == []
    counting.write()
    assert QueryDay.objects.get(query="인증").asked == 1


@pytest.fixture
def impatient():
    """Writing waits for a tenth of a second, not for twenty."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET lock_timeout = '100ms'")
            yield
            cursor.execute("SET lock_timeout = 0")
        else:
            cursor.execute("PRAGMA busy_timeout = 100")
            yield
            cursor.execute("PRAGMA busy_timeout = 20000")


def test_what_cannot_be_written_down_now_is_written_down_later(impatient):
    for number in range(3):
        counting.count_search(f"물음 {number}", 0)
    with all_written_by_somebody(), pytest.raises(OperationalError):
        counting.write()
    counting.count_search("물음 1", 0)
    assert counting.write() == 3
    asked = dict(QueryDay.objects.values_list("query", "asked"))
    assert asked == {"물음 0": 1, "물음 1": 2, "물음 2": 1}
