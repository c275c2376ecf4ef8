"""Everybody sees where they are signed in, and ends what is not theirs; nothing more is stored for it."""

import re
import time

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kbhelp.signin import adapters
from kbhelp.signin.browsers import in_words
from tests.making import make_user, make_writer

pytestmark = pytest.mark.django_db
PASSWORD = "아주 긴 비밀번호 하나"
PLACES = "/admin/sessions/"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
WINDOWS = f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/131.0.0.0 Safari/537.36"
IPHONE = (
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) {WEBKIT} Version/18.1 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def time_last_seen_is_written_once():
    """Not here, where it is looked at."""


@pytest.fixture
def writer():
    return make_writer()


def signed_in(name="writer", browser=WINDOWS) -> Client:
    client = Client(HTTP_USER_AGENT=browser)
    client.post("/admin/login/", {"username": name, "password": PASSWORD})
    client.get("/admin/")
    return client


def marks(client) -> list[str]:
    return re.findall(r'name="session" value="(\w+)"', client.get(PLACES).content.decode())


def is_in(client) -> bool:
    return client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (WINDOWS, "Chrome · Windows"),
        (f"{WINDOWS} Edg/131.0.0.0", "Edge · Windows"),
        (f"{WINDOWS} Whale/4.29", "네이버 웨일 · Windows"),
        (IPHONE, "Safari · iPhone"),
        (IPHONE.replace("Version/18.1", "CriOS/131.0"), "Chrome · iPhone"),
        (
            "Mozilla/5.0 (Linux; Android 14) SamsungBrowser/26.0 Chrome/122.0 Safari/537.36",
            "삼성 인터넷 · Android",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:133.0) Gecko/20100101 Firefox/133.0",
            "Firefox · Mac",
        ),
        ("<script>alert(1)</script>", "알 수 없는 브라우저"),
        ("", "알 수 없는 브라우저"),
    ],
)
def test_a_browser_is_named_by_words_of_ours(sent, words):
    assert in_words(sent) == words


def test_each_place_is_told_in_words_and_this_one_is_marked(writer):
    here, there = signed_in(), signed_in(browser=IPHONE)
    page = here.get(PLACES).content.decode()
    assert "Chrome · Windows" in page and "Safari · iPhone" in page
    assert page.count(">지금 이곳<") == 1
    assert page.index(">지금 이곳<") < page.index("Safari · iPhone")
    assert len(marks(here)) == 1
    assert is_in(there)


def test_one_place_is_ended_and_the_others_stay(writer):
    here, phone, other = signed_in(), signed_in(browser=IPHONE), signed_in()
    mark = next(m for m in marks(here) if m not in marks(phone))
    assert here.post(PLACES, {"session": mark}).url == PLACES
    assert (is_in(here), is_in(phone), is_in(other)) == (True, False, True)


def test_all_others_are_ended_at_once(writer):
    here, phone, other = signed_in(), signed_in(browser=IPHONE), signed_in()
    here.post(PLACES, {"others": "1"})
    assert (is_in(here), is_in(phone), is_in(other)) == (True, False, False)
    assert marks(here) == []


def test_somebody_elses_place_is_neither_shown_nor_ended(writer):
    make_user("root", is_superuser=True)
    make_writer("other")
    here, theirs, second = signed_in(), signed_in("other"), signed_in("other", IPHONE)
    mark = marks(theirs)[0]
    assert marks(here) == []
    here.post(PLACES, {"session": mark})
    here.post(PLACES, {"session": second.session.session_key})
    assert is_in(theirs) and is_in(second)
    assert signed_in("root").post(PLACES, {"session": mark}).url == PLACES
    assert is_in(second)


def test_what_stands_in_the_page_opens_nothing(writer):
    here, phone = signed_in(), signed_in(browser=IPHONE)
    page = here.get(PLACES).content.decode()
    assert phone.session.session_key not in page and here.session.session_key not in page
    thief = Client()
    thief.cookies["session"] = marks(here)[0]
    assert not is_in(thief)


@pytest.mark.parametrize(
    "sent", [{}, {"session": ""}, {"session": "x" * 5000}, {"session": "\x00"}, {"others": ""}]
)
def test_what_names_no_place_ends_none(writer, sent):
    here, phone = signed_in(), signed_in(browser=IPHONE)
    assert here.post(PLACES, sent).status_code == 302
    assert is_in(here) and is_in(phone)


def test_neither_address_nor_what_the_browser_sent_is_stored(writer):
    signed_in()
    stored = [session.get_decoded() for session in Session.objects.all()]
    assert "127.0.0.1" not in str(stored) and "AppleWebKit" not in str(stored)


def test_places_where_nobody_is_any_longer_are_not_shown(writer):
    here = signed_in()
    for values in (
        {"seen": time.time() - 3700},
        {"began": time.time() - 9 * 3600},
        {"_auth_user_hash": "old"},
    ):
        session = signed_in(browser=IPHONE).session
        session.update(values)
        session.save()
    assert marks(here) == []


def test_an_open_form_that_asks_by_itself_is_not_seen(writer):
    here = signed_in()
    session = here.session
    session["seen"] = int(time.time()) - 600
    session.save()
    here.get("/admin/session/")
    assert here.session["seen"] < time.time() - 500


def test_readers_pages_ask_nothing_for_it_and_staff_write_once_a_minute(writer, no_looks):
    here = signed_in()
    here.get("/guides/")
    with CaptureQueriesContext(connection) as reading:
        here.get("/guides/")
    assert "django_session" not in str(reading.captured_queries)
    with CaptureQueriesContext(connection) as working:
        here.get("/admin/"), here.get("/admin/guides/guide/")
    assert not [q for q in working.captured_queries if "UPDATE" in q["sql"] or "INSERT" in q["sql"]]


def test_clearsessions_leaves_nothing_of_what_has_ended(writer):
    signed_in()
    Session.objects.update(expire_date="2020-01-01T00:00:00Z")
    call_command("clearsessions")
    assert not Session.objects.exists()


def test_a_superuser_ends_all_of_somebody_from_their_page(writer):
    make_user("root", is_superuser=True)
    root, first, second = signed_in("root"), signed_in(), signed_in(browser=IPHONE)
    path = f"/admin/auth/user/{writer.pk}/end/"
    assert path in root.get(f"/admin/auth/user/{writer.pk}/change/").content.decode()
    page = root.get(path).content.decode()
    assert "Safari · iPhone" in page
    assert root.post(path).url == f"/admin/auth/user/{writer.pk}/change/"
    assert (is_in(root), is_in(first), is_in(second)) == (True, False, False)
    assert "모든 곳에서 로그아웃" in root.get(f"/admin/auth/user/{writer.pk}/history/").content.decode()


def test_nobody_else_ends_what_is_not_theirs(writer):
    make_writer("other")
    other = signed_in("other")
    client = signed_in()
    assert other.post(f"/admin/auth/user/{writer.pk}/end/").status_code == 403
    assert is_in(client)


def test_who_asks_again_after_a_quarter_of_an_hour_is_asked_first(writer, monkeypatch):
    make_user("root", is_superuser=True)
    root, first = signed_in("root"), signed_in()
    now = time.time()
    monkeypatch.setattr(adapters.time, "time", lambda: now + 16 * 60)
    assert "password-again" in root.get(f"/admin/auth/user/{User.objects.get(username='writer').pk}/end/").url
    assert is_in(first)
