"""The client of the API, before servers of the test's own that say what no site should, or nothing."""

import json
import logging
import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kbhelp.mcp import site as client
from kbhelp.mcp.given import read
from kbhelp.mcp.quiet import OWN, Kinds
from kbhelp.mcp.site import AWAY, BUSY, NoAnswer, Phones, Refused, Site, through

INDEX = {"name": "도움말"}


@contextmanager
def saying(*answers):
    """(status, headers, body) one after the other, the last one for ever; yields the address and what was asked."""
    heard, left = [], list(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            heard.append((self.path, dict(self.headers)))
            status, headers, body = left.pop(0) if len(left) > 1 else left[0]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *said):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def of(address: str, **options) -> Site:
    return Site(read({"KBHELP_MCP_SITE": address}), **options)


def body(data) -> bytes:
    return json.dumps(data).encode()


def test_it_asks_under_the_name_that_the_site_has_outside_and_says_who_asked():
    with saying((200, {}, body(INDEX))) as (address, heard):
        given = read({"KBHELP_MCP_SITE": address, "KBHELP_SITE_URL": "https://help.example.kr"})
        assert Site(given, reader="203.0.113.5, 127.0.0.1").search(q="명의 찾기") == INDEX
    ((path, headers),) = heard
    assert path == "/api/v1/search/?q=%EB%AA%85%EC%9D%98+%EC%B0%BE%EA%B8%B0"
    assert (headers["Host"], headers["X-Forwarded-Proto"]) == ("help.example.kr", "https")
    assert headers["X-Forwarded-For"] == "203.0.113.5, 127.0.0.1"


def test_a_document_that_has_moved_is_read_at_its_new_address():
    moved = (301, {"Location": "/api/v1/documents/guide/new/"}, b"")
    with saying(moved, (200, {}, body(INDEX))) as (address, heard):
        assert of(address).document("guide", "old") == INDEX
    assert [path for path, _ in heard] == ["/api/v1/documents/guide/old/", "/api/v1/documents/guide/new/"]


@pytest.mark.parametrize(
    "where",
    [
        "http://169.254.169.254/api/v1/",
        "/admin/",
        "//evil.example/api/v1/",
        "file:///etc/passwd",
        "http://[",
        "",
    ],
)
def test_it_follows_to_no_other_place(where):
    with saying((301, {"Location": where}, b"")) as (address, heard), pytest.raises(NoAnswer):
        of(address).notices()
    assert len(heard) == 1


def test_it_does_not_go_round_in_a_circle():
    with saying((301, {"Location": "/api/v1/"}, b"")) as (address, heard), pytest.raises(NoAnswer):
        of(address).notices()
    assert len(heard) == client.MOST_MOVES


@pytest.mark.parametrize(
    ("status", "said", "why"),
    [
        (200, b"<html>", AWAY),
        (200, b"[]", AWAY),
        (200, b"[" * 100_000, AWAY),
        (200, b"\xff", AWAY),
        (500, b"{}", AWAY),
        (503, b"{}", AWAY),
        (429, b"{}", BUSY),
        (404, b"<html>", AWAY),
        (200, b" " * (client.BYTES + 1), AWAY),
    ],
)
def test_what_is_no_answer_is_none(status, said, why):
    with saying((status, {}, said)) as (address, _), pytest.raises(NoAnswer) as none:
        of(address).notices()
    assert (none.value.why, none.value.detail) == (why, client.SAID[why])


def test_what_the_site_refuses_is_told_with_its_own_words():
    problem = {"code": "bad_value", "detail": "‘kind’의 값이 맞지 않습니다.", "field": "kind"}
    with saying((400, {}, body(problem))) as (address, _), pytest.raises(Refused) as refused:
        of(address).search(q="명의")
    assert vars(refused.value) == problem


def test_a_site_that_is_away_or_silent_is_no_answer():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(NoAnswer):
            of(address).notices()  # nobody listens yet
        silent.listen()
        with pytest.raises(NoAnswer):
            of(address, seconds=0.2).notices()


@pytest.mark.parametrize(
    ("phones", "said"),
    [
        (
            [{"name": "은행", "number": "1588-9999"}, {"name": "경찰", "number": "112"}],
            "은행 1588-9999, 경찰 112",
        ),
        ([{"name": "은행" * 200, "number": "1588-9999"}], ""),
        ([{"name": "은행"}], "before"),
        (None, "before"),
    ],
)
def test_the_phones_that_were_named_last_are_kept_whole_or_not_at_all(phones, said):
    kept = Phones()
    kept.said = "before"
    assert kept.hear({"phones": phones}) == {"phones": phones}
    assert kept.said == said


@pytest.mark.parametrize(
    ("before", "forwarded"),
    [
        ("", "127.0.0.1"),
        ("203.0.113.5", "203.0.113.5, 127.0.0.1"),
        ("203.0.113.5, 2001:db8::1", "203.0.113.5, 2001:db8::1, 127.0.0.1"),
        ("<script>", "127.0.0.1"),
        ("203.0.113.5\r\nX-Evil: 1", "127.0.0.1"),
        ("1," * 300 + "1", "127.0.0.1"),
    ],
)
def test_who_asked_is_told_on_as_far_as_it_is_a_list_of_addresses(before, forwarded):
    assert through(before, "127.0.0.1") == forwarded


def test_the_log_has_the_kind_of_what_happened_and_nothing_that_was_said():
    def line(name, text, *values, fault=None):
        exc_info = (type(fault), fault, None) if fault else None
        record = logging.LogRecord(name, logging.WARNING, "x.py", 1, text, values, exc_info)
        return Kinds().format(record).split(" ", 2)[2]

    assert line("mcp.server", "Invalid Origin header: https://비밀.example") == "WARNING mcp.server"
    assert line("mcp.server", "%s", "비밀", fault=ValueError("비밀")) == "WARNING mcp.server ValueError"
    assert (
        line(OWN, "the site gave no answer: %s", AWAY) == "WARNING kbhelp.mcp: the site gave no answer: away"
    )
