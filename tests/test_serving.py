"""The server as bin/serve starts it: slow clients hold nobody up, and two processes show the same site."""

import re
import socket
import subprocess
import time
from contextlib import ExitStack
from http.client import HTTPConnection
from types import SimpleNamespace

import pytest

from kbhelp.serving.requests import environ_of
from tests.site import LIGHT, ROOT, Site, environment

FROM_MEMORY = {"KBHELP_PAGE_CACHE": "64"}
HALF = b"POST /search/opened/?q=a HTTP/1.1\r\nHost: %b\r\nContent-Length: 100\r\n\r\nhalf"


@pytest.fixture(scope="module")
def site(tmp_path_factory, after_first_start):
    data = after_first_start(tmp_path_factory.mktemp("serving") / "data")
    site = Site(data, **LIGHT, **FROM_MEMORY)
    yield site.wait_until_serving()
    site.stop()


def get(site, path, **headers):
    """(status, headers in lower case, text); the site's own server is asked, without a proxy between."""
    connection = HTTPConnection("127.0.0.1", site.port, timeout=20)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text


def opened(site, stack: ExitStack, number: int, sent=b"") -> list[socket.socket]:
    found = [stack.enter_context(socket.create_connection(("127.0.0.1", site.port))) for _ in range(number)]
    for one in found:
        one.sendall(sent)
    return found


def host(site) -> bytes:
    return f"127.0.0.1:{site.port}".encode()


def test_half_sent_bodies_and_silent_clients_hold_nobody_up(site):
    with ExitStack() as stack:
        half = opened(site, stack, 50, HALF % host(site))
        opened(site, stack, 900)
        for path in ("/guides/", "/search/?q=a", "/diagnose/?stage=issue"):
            assert get(site, path)[0] == 200
        for one in half:
            one.setblocking(False)
            with pytest.raises(BlockingIOError):  # still waited for: neither answered nor dropped
                one.recv(1)


def test_a_body_that_does_not_come_is_answered_in_korean_and_dropped(site):
    with ExitStack() as stack:
        (half,) = opened(site, stack, 1, HALF % host(site))
        half.settimeout(30)
        answer = b"".join(iter(lambda: half.recv(4096), b"")).decode()
    assert answer.startswith("HTTP/1.1 408 ")
    assert "보내신 내용이 끝까지 오지 않았습니다." in answer


def test_large_bodies_of_strangers_are_refused_before_they_are_sent(site):
    head = b"POST /admin/guides/guide/add/ HTTP/1.1\r\nHost: %b\r\nContent-Length: 9000000\r\n\r\n"
    with ExitStack() as stack:
        clients = opened(site, stack, 20, head % host(site))
        for client in clients:
            client.settimeout(20)
            assert client.recv(4096).startswith(b"HTTP/1.1 403 ")


def test_readers_who_take_a_page_slowly_hold_nobody_up(site):
    asked = b"GET /guides/cannot-issue-or-use/ HTTP/1.1\r\nHost: %b\r\n\r\n" % host(site)
    with ExitStack() as stack:
        opened(site, stack, 100, asked)  # nobody reads what comes
        assert get(site, "/search/?q=a")[0] == 200


def scope(**changes):
    headers = changes.pop(
        "headers", [("host", "a"), ("cookie", "a=1"), ("cookie", "b=2"), ("x_forwarded_for", "1.2.3.4")]
    )
    known = {"method": "GET", "path": "/가", "query_string": "q=1", "http_version": "1.1", "scheme": "http"}
    known |= {"server": "[::1]:8000", "client": "[::1]:50000", "authority": None}
    return SimpleNamespace(**known | changes, headers=dict_of(headers))


def dict_of(headers):
    return SimpleNamespace(items=lambda: headers)


def test_an_address_goes_to_django_as_it_was_sent_and_a_header_with_an_underscore_does_not():
    environ = environ_of(scope(), None)
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/가"
    assert (environ["SERVER_NAME"], environ["SERVER_PORT"], environ["REMOTE_ADDR"]) == ("::1", "8000", "::1")
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert "HTTP_X_FORWARDED_FOR" not in environ


@pytest.mark.parametrize("query", ["q=인증서", "q=\udcff", "q=%EC%9D%B8"])
def test_a_query_goes_to_django_as_it_was_sent(query):
    environ = environ_of(scope(query_string=query), None)
    assert environ["QUERY_STRING"].encode("latin-1") == query.encode("utf-8", "surrogateescape")


@pytest.mark.parametrize("query", ["인증서".encode(), b"\xff\xfe", b"\xed\xa0\x80", b"%ff"])
def test_bytes_in_an_address_that_a_browser_would_have_escaped_break_nothing(site, query):
    asked = b"GET /search/?q=%b HTTP/1.1\r\nHost: %b\r\nConnection: close\r\n\r\n" % (query, host(site))
    with ExitStack() as stack:
        (client,) = opened(site, stack, 1, asked)
        client.settimeout(20)
        answer = client.recv(4096)
    assert answer.split()[1] in {b"200", b"400"}, answer


def test_two_processes_show_what_is_published_beside_them(site, tmp_path):
    other = Site(site.data, **LIGHT, **FROM_MEMORY).wait_until_serving()
    try:
        for one in (site, other):
            assert [get(one, "/guides/from-beside/")[0] for _ in range(2)] == [404, 404]
        folder = tmp_path / "content"
        (folder / "guides").mkdir(parents=True)
        text = (ROOT / "content" / "guides" / "app-does-not-open.md").read_text(encoding="utf-8")
        text = re.sub("^title: .*", "title: 옆에서 온 글", text, flags=re.M)
        (folder / "guides" / "from-beside.md").write_text(text, encoding="utf-8")
        manage(site, "import_content", str(folder))
        for one in (site, other):
            assert "옆에서 온 글" in until_found(one, "/guides/from-beside/")
    finally:
        other.stop()


def manage(site, *arguments):
    command = [ROOT / ".venv" / "bin" / "python", ROOT / "manage.py", *arguments]
    subprocess.run(command, env=environment(site.data, **LIGHT), check=True, capture_output=True)


def until_found(site, path) -> str:
    for _ in range(100):
        status, _, text = get(site, path)
        if status == 200:
            return text
        time.sleep(0.1)
    raise AssertionError(f"{path} was not seen within ten seconds")
