"""What is refused before the protocol has read it is said in the protocol's own form, and no stream is held open."""

import json

import pytest

from kbhelp.mcp.refusals import SAID, in_protocol
from tests.loops import finished


def answered(method: str, status: int, kind: str, *parts: bytes) -> tuple[int, dict, bytes]:
    """Of an app that gives this answer."""

    async def app(scope, receive, send):
        headers = [(b"content-type", kind.encode())] if kind else []
        await send({"type": "http.response.start", "status": status, "headers": headers})
        for part in parts:
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    sent = []

    async def send(message):
        sent.append(message)

    finished(in_protocol(app)({"type": "http", "method": method, "path": "/mcp", "headers": []}, None, send))
    start, *bodies = sent
    return start["status"], dict(start["headers"]), b"".join(one["body"] for one in bodies)


@pytest.mark.parametrize("status", [*SAID, 418, 500])
@pytest.mark.parametrize("kind", ["text/plain; charset=utf-8", ""])
def test_a_refusal_in_plain_text_becomes_an_error_of_the_protocol(status, kind):
    code, headers, body = answered("POST", status, kind, b"Invalid", b" Host header")
    said = json.loads(body)
    assert (code, said["jsonrpc"], said["id"], said["error"]["code"]) == (status, "2.0", None, -32600)
    assert said["error"]["message"] == SAID.get(status, "The request could not be answered")
    assert (headers[b"content-type"], headers[b"content-length"]) == (b"application/json", b"%d" % len(body))


@pytest.mark.parametrize(
    ("status", "kind"), [(200, "application/json"), (202, ""), (400, "application/json")]
)
def test_what_has_the_form_already_stays(status, kind):
    code, _, body = answered("POST", status, kind, b"{", b"}")
    assert (code, body) == (status, b"{}")


@pytest.mark.parametrize("method", ["GET", "DELETE", "OPTIONS", "PUT"])
def test_only_a_post_is_taken(method):
    code, headers, body = answered(method, 200, "text/event-stream", b"data")
    assert (code, headers[b"allow"]) == (405, b"POST")
    assert json.loads(body)["error"]["message"] == SAID[405]
