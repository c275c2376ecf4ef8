"""The database of a running site damaged or away: readers are told in Korean, and all is well once it is back."""

import re
import sqlite3
from contextlib import closing
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.site import LIGHT, Site

LOGIN = "/admin/login/"
PAGES = ("/guides/new-phone/", "/search/?q=%EB%B0%9C%EA%B8%89", "/diagnose/", "/faq/", LOGIN)


@pytest.fixture(scope="module")
def site(tmp_path_factory, after_first_start):
    site = Site(after_first_start(tmp_path_factory.mktemp("broken") / "data"), **LIGHT)
    yield site.wait_until_serving()
    site.stop()


@pytest.fixture
def file(site):
    """The database, with nothing of it in another file."""
    with closing(sqlite3.connect(site.data / "kbhelp.sqlite3")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return site.data / "kbhelp.sqlite3"


def answer(site, path, data=None, opener=None) -> tuple[int, dict, str]:
    body = urlencode(data).encode() if data else None
    try:
        with (opener or build_opener()).open(site.url + path, body, timeout=60) as response:
            return response.status, response.headers, response.read().decode()
    except HTTPError as error:
        return error.code, error.headers, error.read().decode()


def sign_in(site, opener, token: str):
    return answer(site, LOGIN, {"csrfmiddlewaretoken": token, "username": "a", "password": "b"}, opener)


def assert_all_is_well(site):
    assert [answer(site, path)[0] for path in PAGES] == [200] * len(PAGES)


def assert_is_away(site, path):
    status, headers, text = answer(site, path)
    assert (status, headers["Retry-After"], headers["Cache-Control"]) == (503, "10", "no-store")
    assert "지금은 내용을 불러오지 못합니다" in text
    assert "1588" in text


def test_a_damaged_file_breaks_no_page_and_is_forgotten_when_it_is_whole_again(site, file):
    """What a connection has in memory it may still tell."""
    assert_all_is_well(site)
    with file.open("r+b") as database:
        beginning = database.read(4096)
        database.seek(0)
        database.write(b"x" * 4096)
    try:
        told = {answer(site, path)[0] for path in PAGES * 3}
    finally:
        with file.open("r+b") as database:
            database.write(beginning)
    assert told <= {200, 503}
    for _ in range(3):
        assert_all_is_well(site)


def test_a_file_that_was_moved_away_is_said_and_found_again(site, file):
    aside, opener = file.with_name("aside"), build_opener(HTTPCookieProcessor())
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)', answer(site, LOGIN, opener=opener)[2])[1]
    file.rename(aside)
    try:
        for path in PAGES[:4]:
            assert_is_away(site, path)
        assert "지금은 저장하지 못했습니다" in sign_in(site, opener, token)[2]
        assert not file.exists()
    finally:
        aside.rename(file)
    assert_all_is_well(site)
