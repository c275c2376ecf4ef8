"""The endpoint for assistants as an operator starts it (bin/mcp), before a whole site, by the SDK's own client."""

import http.client
import json
import os
import socket
import subprocess
import time
from urllib.parse import quote

import pytest

from tests.loops import finished
from tests.site import LIGHT, ROOT, Site, free_port

pytestmark = [
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="a site of its own, on SQLite's file"),
    pytest.mark.xdist_group("setup"),
]
MODES = ["auto", "legacy"]  # today's protocol, and the one with a handshake
START_SECONDS = 60
INVALID_REQUEST, NO_METHOD, INVALID_PARAMS, INTERNAL = -32600, -32601, -32602, -32603
NOT_JSON, OTHER_VERSION, OTHER_HEADERS = -32700, -32022, -32020
OLD = {"MCP_Protocol_Version": "1999-01-01"}
SECRET = ("비밀", quote("비밀"), json.dumps("비밀")[1:-1], "hidden-word")  # as it is, and as it travels
POST = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}


class Endpoint:
    """Nothing of this environment reaches it but the addresses."""

    def __init__(self, site: str, log, **variables: str):
        self.port, self.log = free_port(), log
        self.url = f"http://127.0.0.1:{self.port}/mcp"
        given = {"KBHELP_MCP_SITE": site, "KBHELP_MCP_PORT": str(self.port)}
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                [ROOT / "bin" / "mcp"],
                env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1"} | given | variables,
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        self.wait_until_it_listens()

    def wait_until_it_listens(self):
        end = time.monotonic() + START_SECONDS
        while self.process.poll() is None and time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"it did not come up:\n{self.printed()}")

    def printed(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def post(self, body, method="POST", path="/mcp", **headers: str) -> tuple[int, dict]:
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        named = POST | {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, sent, named)
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        finally:
            connection.close()

    def end(self):
        self.process.terminate()
        self.process.wait(20)


@pytest.fixture(scope="module")
def desk(after_first_start, tmp_path_factory):
    site = Site(after_first_start(tmp_path_factory.mktemp("mcp") / "data"), **LIGHT).wait_until_serving()
    yield site
    site.stop()


@pytest.fixture(scope="module")
def endpoint(desk, tmp_path_factory):
    running = Endpoint(desk.url, tmp_path_factory.mktemp("endpoint") / "log")
    yield running
    running.end()


def asked(endpoint: Endpoint, questions, mode: str = "auto"):
    """What `questions(client)` gives, with the SDK's own client."""
    from mcp.client.client import Client  # noqa: PLC0415 (it is not always there)

    async def ask():
        async with Client(endpoint.url, mode=mode) as client:
            return await questions(client)

    return finished(ask())


def call(endpoint: Endpoint, name: str, given: dict, mode: str = "auto"):
    return asked(endpoint, lambda client: client.call_tool(name, given), mode)


def refusal(endpoint: Endpoint, questions, mode: str):
    from mcp.shared.exceptions import MCPError  # noqa: PLC0415

    async def ask(client):
        try:
            return await questions(client)
        except MCPError as error:
            return error

    said = asked(endpoint, ask, mode)
    assert isinstance(said, MCPError), said
    return said


@pytest.mark.parametrize("mode", MODES)
def test_a_client_is_told_of_four_tools_and_of_every_document(endpoint, mode):
    async def questions(client):
        return (
            [tool.name for tool in (await client.list_tools()).tools],
            await client.list_resources(),
            [one.uri_template for one in (await client.list_resource_templates()).resource_templates],
            client.instructions,
        )

    tools, documents, templates, instructions = asked(endpoint, questions, mode)
    assert tools == ["search", "get_document", "diagnose", "open_notices"]
    assert len(documents.resources) > 20
    assert templates == ["kbhelp://documents/{kind}/{slug}"]
    assert "모름" in instructions


@pytest.mark.parametrize("mode", MODES)
def test_every_tool_answers_as_text_and_as_data_with_the_unofficial_sentence_and_an_address(
    endpoint, desk, mode
):
    for name, given in [
        ("search", {"query": "본인확인에 실패했습니다"}),
        ("get_document", {"kind": "guide", "slug": "code-not-arriving"}),
        ("diagnose", {}),
        ("diagnose", {"query": "stage=issue&said=none"}),
        ("open_notices", {}),
    ]:
        result = call(endpoint, name, given, mode)
        data, text = result.structured_content, result.content[0].text
        assert not result.is_error
        assert data["unofficial"] in text and data["url"] in text and data["url"].startswith(desk.url)


def test_a_document_that_search_names_is_read_as_a_resource_and_as_a_tool(endpoint):
    first = call(endpoint, "search", {"query": "인증번호가 오지 않아요"}).structured_content["answers"][0]
    read = asked(endpoint, lambda client: client.read_resource(first["resource"])).contents[0]
    _, kind, slug = first["resource"].removeprefix("kbhelp:/").rsplit("/", 2)
    told = call(endpoint, "get_document", {"kind": kind, "slug": slug})
    assert (read.mime_type, read.text) == ("text/markdown", told.content[0].text)
    number = told.structured_content["number"]
    assert call(endpoint, "get_document", {"number": number}).content[0].text == read.text


def test_what_nothing_answers_is_not_known(endpoint):
    result = call(endpoint, "search", {"query": "김치찌개 끓이기"})
    assert (result.structured_content["said"], result.is_error) == ("모름", False)
    (phone,) = result.structured_content["phones"]
    assert phone["number"] in result.content[0].text


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("name", "given", "field"),
    [
        ("delete", {}, "name"),
        ("search", {"query": 3}, "query"),
        ("search", {"query": "가" * 201}, "query"),
        ("search", {"query": "명의", "kind": "비밀"}, "kind"),
        ("diagnose", {"query": "없는이름=1"}, "없는이름"),
        ("diagnose", {"query": "stage=비밀 말\n#"}, "stage"),
    ],
)
def test_what_cannot_be_asked_is_an_error_of_the_protocol(endpoint, name, given, field, mode):
    error = refusal(endpoint, lambda client: client.call_tool(name, given), mode)
    assert (error.code, error.data["field"]) == (INVALID_PARAMS, field)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("uri", ["kbhelp://documents/guide/nobody", "file:///etc/passwd"])
def test_a_resource_that_is_not_there_is_an_error_of_the_protocol(endpoint, uri, mode):
    assert refusal(endpoint, lambda client: client.read_resource(uri), mode).code == INVALID_PARAMS


def test_a_document_that_is_not_there_is_told_to_the_model(endpoint):
    result = call(endpoint, "get_document", {"kind": "guide", "slug": "nobody"})
    assert (result.is_error, result.content[0].text) == (True, "그런 글이나 주소가 없습니다.")


def request(method: str = "tools/list", **params) -> dict:
    return {"jsonrpc": "2.0", "id": 7, "method": method, "params": params}


def of_version(version: str) -> dict:
    names = {
        "protocolVersion": version,
        "clientCapabilities": {},
        "clientInfo": {"name": "x", "version": "1"},
    }
    meta = {f"io.modelcontextprotocol/{name}": value for name, value in names.items()}
    return request(_meta=meta)


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        (request(), {"Origin": "https://evil.example"}, 403, INVALID_REQUEST),
        (request(), {"Origin": "null"}, 403, INVALID_REQUEST),
        (request(), {"Host": "evil.example"}, 421, INVALID_REQUEST),
        (request(), {"Content_Type": "text/plain"}, 400, INVALID_REQUEST),
        (request(), {"Accept": "text/html"}, 406, INVALID_REQUEST),
        (request(), {"method": "GET"}, 405, INVALID_REQUEST),
        (request(), {"method": "DELETE"}, 405, INVALID_REQUEST),
        (request(), {"path": "/"}, 404, INVALID_REQUEST),
        (request(), {"path": "/mcp/"}, 404, INVALID_REQUEST),
        (request(), {"Host": "127.0.0.1:x.evil.example"}, 421, INVALID_REQUEST),
        (request(), {"Host": "127.0.0.1:1.evil.example"}, 421, INVALID_REQUEST),
        (request(), {"Origin": "http://127.0.0.1:x.evil.example"}, 403, INVALID_REQUEST),
        (of_version("1999-01-01"), OLD | {"Mcp_Method": "tools/list"}, 400, OTHER_VERSION),
        (of_version("1999-01-01"), OLD, 400, OTHER_HEADERS),
        (request(), OLD, 400, INVALID_PARAMS),
        (request("nothing"), {}, 200, NO_METHOD),
        (request("tools/call", name=3), {}, 200, INVALID_PARAMS),
        (request("tools/call", name="search", arguments=["비밀말"]), {}, 200, INVALID_PARAMS),
        (b'{"jsonrpc"', {}, 400, NOT_JSON),
        (b"[" * 50_000, {}, 400, NOT_JSON),
        (b"\xff", {}, 400, NOT_JSON),
        (b"a" * 100_001, {}, 413, INVALID_REQUEST),
        (b"a" * 10_000_000, {}, 413, INVALID_REQUEST),
    ],
)
def test_bad_input_is_refused_in_the_protocols_own_form(endpoint, body, headers, status, code):
    told, said = endpoint.post(body, **headers)
    assert (told, said["jsonrpc"], said["error"]["code"]) == (status, "2.0", code)
    assert said["error"]["message"]


def test_a_version_that_nobody_speaks_is_answered_with_those_that_are_spoken(endpoint):
    _, said = endpoint.post(of_version("1999-01-01"), Mcp_Method="tools/list", **OLD)
    assert "2026-07-28" in said["error"]["data"]["supported"]


def test_the_log_says_the_kind_and_nothing_that_was_sent(endpoint, desk):
    endpoint.post(request("tools/call", name="hidden-word", arguments={"query": ["비밀말", "hidden-word"]}))
    endpoint.post(request(), Origin="https://secret.example")
    call(endpoint, "search", {"query": "비밀말을 찾아요 hidden-word"})
    printed = endpoint.printed()
    assert "mcp.server.transport_security" in printed
    for said in (*SECRET, "secret.example", "evil.example", "Traceback"):
        assert said not in printed
    assert not any(said in desk.printed() for said in SECRET)


def test_a_port_that_is_taken_is_said_in_one_line_and_it_does_not_say_that_it_listens(endpoint):
    given = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1", "KBHELP_MCP_PORT": str(endpoint.port)}
    run = subprocess.run(
        [ROOT / "bin" / "mcp"], check=False, env=given, capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 3
    assert f"('127.0.0.1', {endpoint.port}): address already in use" in run.stderr
    assert "listens" not in run.stderr and "Traceback" not in run.stderr
    assert f"listens on 127.0.0.1 port {endpoint.port}" in endpoint.printed()


def test_silent_connections_are_closed_and_do_not_take_it_away(endpoint):
    silent = [socket.create_connection(("127.0.0.1", endpoint.port), 30) for _ in range(100)]
    try:
        silent[0].sendall(b"POST /mcp HTTP/1.1\r\nHost: 127")
        assert [one.recv(1) for one in silent] == [b""] * len(silent)
        assert endpoint.post(request("nothing"))[0] == 200
    finally:
        for one in silent:
            one.close()
