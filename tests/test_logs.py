"""What operators read says when, where and in which request, and holds nothing of a person."""

import json
import logging
import os
import re
from io import StringIO

import pytest
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string

from kbhelp import logs

pytestmark = pytest.mark.django_db
ABOUT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+09:00) ([A-Z]+) (\d+) ([0-9a-f]{8}|-) ([\w.]+): ")
PATHS = {
    "/guides/010-1234-5678/": "Not Found: /guides/[휴대폰]/\n",
    "/guides/010%E2%80%931234%E2%80%935678/": "Not Found: /guides/[휴대폰]/\n",
    "/nothing/010/1234/5678": "Not Found: /nothing/[휴대폰]\n",
    "/nothing/kim%40naver.com/": "Not Found: /nothing/[이메일]/\n",
    "/nothing/kim%2540naver.com/": "Not Found: /nothing/[이메일]/\n",
    "/nothing/901010-1234567/": "Not Found: /nothing/[주민번호]/\n",
    "/nothing/%ED%99%8D@%EC%98%88.%ED%95%9C%EA%B5%AD/": "Not Found: /nothing/[이메일]/\n",
    "/nothing/a%0Ab%E2%80%AEc%E2%80%A8d/": "Not Found: /nothing/a\\nb\\u202ec\\u2028d/\n",
    "/nothing/0x80070035/": "Not Found: /nothing/0x80070035/\n",
}


def written_by(formatter: str):
    """A handler as the settings make it, with one of their formatters; what it writes is its stream."""
    ((_, handler),) = settings.LOGGING["handlers"].items()
    stream = import_string(handler["class"])(StringIO())
    stream.setFormatter(import_string(settings.LOGGING["formatters"][formatter]["()"])())
    return stream


@pytest.fixture(params=["text"])
def log(request):
    handler = written_by(request.param)
    logging.root.addHandler(handler)
    yield handler.stream.getvalue
    logging.root.removeHandler(handler)


def said(line: str) -> str:
    """Behind what stands in front of every line."""
    found = ABOUT.match(line)
    assert found, line
    return line[found.end() :]


def fail(words="a check failed", error=ValueError, value="x"):
    try:
        raise error(value)
    except error:
        logging.getLogger("kbhelp.test").exception(words)


@pytest.mark.parametrize("path", PATHS)
def test_a_path_is_logged_without_personal_data(client, log, path):
    client.get(path)
    assert said(log()) == PATHS[path]


def test_what_a_fault_says_of_its_values_is_masked_too_and_not_cut(log):
    fail("a check failed for kim@naver.com", value="가" * 400 + " 010-1234-5678")
    assert said(log()).startswith("a check failed for [이메일]\nTraceback")
    assert log().endswith("가" * 400 + " [휴대폰]\n")


def test_a_line_says_when_how_bad_in_which_process_and_in_which_request(client, log):
    client.get("/nothing/")
    client.get("/nothing/")
    logging.getLogger("kbhelp.test").warning("beside the requests")
    first, second, beside = map(ABOUT.match, log().splitlines())
    assert first.group(2, 3, 5) == ("WARNING", str(os.getpid()), "django.request")
    assert first[4] != second[4]
    assert beside.group(4, 5) == ("-", "kbhelp.test")


@pytest.fixture
def broken(monkeypatch):
    """A site whose first page breaks."""

    def breaks(*args, **kwargs):
        raise ZeroDivisionError("nothing to divide by")

    monkeypatch.setattr("kbhelp.site.views.parts_at_home", breaks)
    return Client(raise_request_exception=False)


def test_what_broke_says_the_number_that_stands_in_the_log(broken, log):
    answer = broken.get("/")
    number = ABOUT.match(log())[4]
    assert (answer.status_code, answer["X-Request-ID"]) == (500, number)
    assert f"오류 번호 {number}" in answer.content.decode()
    assert "X-Request-ID" not in Client().get("/about/")


def test_a_fault_that_repeats_is_told_whole_once_and_then_in_a_line(broken, log):
    for _ in range(3):
        broken.get("/")
    assert log().count("Traceback (most recent call last)") == 1
    last = log().splitlines()[-1]
    assert said(last) == (
        "Internal Server Error: / – the same ZeroDivisionError as before, 2 since it was told whole"
    )


def test_another_fault_and_one_in_another_place_are_told_whole(log):
    fail()
    fail(error=KeyError)
    try:
        raise ValueError("in another place")
    except ValueError:
        logging.getLogger("kbhelp.test").exception("another")
    assert log().count("Traceback (most recent call last)") == 3


def test_after_ten_minutes_it_is_told_whole_again(log, monkeypatch):
    fail()
    now = logs.time.monotonic()
    monkeypatch.setattr(logs.time, "monotonic", lambda: now + logs.WHOLE_AGAIN_SECONDS + 1)
    fail()
    assert log().count("Traceback (most recent call last)") == 2


def test_other_handlers_get_every_fault_whole(log, caplog):
    fail()
    fail()
    assert [bool(record.exc_info) for record in caplog.records] == [True, True]


@pytest.mark.parametrize("log", ["json"], indirect=True)
def test_as_json_each_line_is_one_object_however_long_its_traceback(client, log):
    client.get("/nothing/kim%40naver.com/")
    fail(value="two\nlines")
    first, second = (json.loads(line) for line in log().splitlines())
    assert list(first) == ["time", "level", "process", "request", "logger", "message"]
    assert first["message"] == "Not Found: /nothing/[이메일]/"
    assert second["message"].startswith("a check failed\nTraceback")
