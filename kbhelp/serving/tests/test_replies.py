"""How an answer goes to the client, and what is said without Django when no thread is there to make one."""

import asyncio
import json
import threading
from types import SimpleNamespace

import pytest

from kbhelp.serving import Server
from kbhelp.serving.replies import WHOLE, Reply
from tests.loops import finished


class Client:
    """What granian hands an answer to."""

    def response_bytes(self, status, headers, body):
        self.status, self.headers, self.body = status, dict(headers), body.decode()

    def response_stream(self, status, headers):
        self.status, self.headers, self.sent = status, dict(headers), []
        return self

    async def send_bytes(self, part):
        self.sent.append(part)


class Body:
    """What an application answers, and in which thread it was closed."""

    def __init__(self, *parts):
        self.parts, self.closed_in = iter(parts), None

    def __iter__(self):
        return self

    def __next__(self):
        part = next(self.parts)
        if isinstance(part, Exception):
            raise part
        return part

    def close(self):
        self.closed_in = threading.current_thread()


def reply_of(body: Body, method="GET") -> Reply:
    def application(environ, start_response):
        start_response("200 OK", [])
        return body

    return Reply(application, {"REQUEST_METHOD": method})


def sent(reply: Reply) -> Client:
    client = Client()

    async def in_thread(function, *arguments):
        return await asyncio.to_thread(function, *arguments)

    finished(reply.send(client, in_thread))
    return client


def test_a_page_of_many_parts_is_whole_and_closed_by_the_thread_that_made_it():
    body = Body(*[b"ab"] * 500)
    reply = reply_of(body)
    assert body.closed_in is threading.current_thread()  # its connections to the database are this thread's
    assert sent(reply).body == "ab" * 500


def test_a_long_answer_comes_in_parts_and_is_closed_at_its_end():
    body = Body(b"a" * (WHOLE // 2), b"b" * WHOLE, b"c", b"d")
    reply = reply_of(body)
    assert body.closed_in is None
    assert [len(part) for part in sent(reply).sent] == [WHOLE // 2 + WHOLE, 1, 1]
    assert body.closed_in


def test_who_asks_for_the_head_gets_no_body_and_nothing_is_left_open():
    body = Body(b"a" * 2 * WHOLE)
    assert sent(reply_of(body, "HEAD")).body == ""
    assert body.closed_in


def test_what_fails_on_the_way_is_closed():
    body = Body(b"a", ValueError("on the way"))
    with pytest.raises(ValueError, match="on the way"):
        reply_of(body)
    assert body.closed_in


def test_a_long_answer_for_which_nobody_waits_any_more_is_closed():
    body = Body(b"a" * 2 * WHOLE, b"b")
    reply_of(body).drop()
    assert body.closed_in


def turned_away(path: str) -> Client:
    client = Client()
    scope = SimpleNamespace(method="GET", path=path, query_string="q=1", headers={})
    Server(None, threads=1).answer_without_thread(scope, client)
    return client


def test_a_reader_gets_a_page():
    told = turned_away("/search/")
    assert (told.status, told.headers["retry-after"]) == (503, "5")
    assert told.headers["content-type"] == "text/html; charset=utf-8"
    assert "<p>지금은 찾는 분이 많습니다." in told.body


def test_a_program_gets_the_form_of_the_api():
    told = turned_away("/api/v1/search/")
    assert (told.status, told.headers["retry-after"]) == (503, "5")
    assert told.headers["content-type"] == "application/problem+json"
    assert told.headers["access-control-allow-origin"] == "*"
    problem = json.loads(told.body)
    assert (problem["status"], problem["code"]) == (503, "unavailable")
    assert problem["detail"].startswith("지금은 찾는 분이 많습니다.")
