"""What is said without Django, when no thread is there to answer."""

import json
from types import SimpleNamespace

from kbhelp.serving import Server


class Client:
    """What granian hands an answer to."""

    def response_bytes(self, status, headers, body):
        self.status, self.headers, self.body = status, dict(headers), body.decode()


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
