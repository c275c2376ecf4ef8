"""deploy/nginx.conf before two processes on one data folder: what it keeps, what it never keeps, and restarts."""

import re
import socket
import subprocess
import time
from functools import partial
from http.client import HTTPConnection
from itertools import cycle
from urllib.parse import urlencode

import pytest

from tests.asking import Asking
from tests.proxy import NAME, Nginx, untrusting
from tests.site import LIGHT, ROOT, Site, environment

pytestmark = pytest.mark.xdist_group("setup")
BEHIND = {
    "KBHELP_SITE_URL": f"https://{NAME}",
    "KBHELP_HOSTS": NAME,
    "KBHELP_BEHIND_PROXY": "1",
    "KBHELP_TRUSTED_PROXIES": "127.0.0.1",
    "KBHELP_PAGE_CACHE": "64",
}
SAYS_WHERE_FROM = {"    gzip off;.*": "gzip off; add_header X-Cache-Status $upstream_cache_status always;"}
SEEN_SECONDS = 4.0  # two are promised; a machine that runs the suite may be late
GUIDE = "/guides/issuing-keeps-failing/"


@pytest.fixture(scope="module")
def sites(tmp_path_factory, after_first_start):
    data = after_first_start(tmp_path_factory.mktemp("behind") / "data")
    found = [Site(data, **LIGHT, **BEHIND).wait_until_serving() for _ in range(2)]
    yield found
    for site in found:
        site.stop()


@pytest.fixture(scope="module")
def nginx(sites, tmp_path_factory):
    folder = tmp_path_factory.mktemp("nginx") / "nginx"
    with Nginx(folder, [site.port for site in sites], SAYS_WHERE_FROM) as nginx:
        yield nginx


def kept(answer) -> str | None:
    return answer[1].get("x-cache-status")


def hit(ask):
    """An answer of nginx's own; on a slow machine the second may be over before the next request."""
    for _ in range(20):
        answer = ask()
        if kept(answer) == "HIT":
            return answer
    raise AssertionError(f"nginx keeps nothing: {answer[:2]}")


def manage(site, *arguments):
    command = [ROOT / ".venv" / "bin" / "python", ROOT / "manage.py", *arguments]
    return subprocess.run(
        command, env=environment(site.data, **LIGHT, **BEHIND), check=True, capture_output=True, text=True
    )


def test_a_page_is_kept_for_a_second_and_a_second_reader_gets_it_from_nginx(nginx):
    answer = hit(lambda: nginx.ask(GUIDE))
    assert answer[0] == 200
    assert answer[1]["cache-control"] == "public, no-cache"
    assert "x-accel-expires" not in answer[1]
    time.sleep(1.5)
    assert kept(nginx.ask(GUIDE)) == "EXPIRED"


def test_three_ways_of_accepting_make_three_copies(nginx):
    said = {
        "br": "gzip, deflate, br, zstd",
        "gzip": "gzip;q=1.0, deflate",
        None: "identity",
    }
    for encoding, accepted in said.items():
        others = cycle([accepted, f"{accepted}, x-other"])
        answer = hit(lambda others=others: nginx.ask(GUIDE, Accept_Encoding=next(others)))
        assert answer[1].get("content-encoding") == encoding
        assert answer[1]["vary"] == "Accept-Encoding"
    assert nginx.ask(GUIDE, Accept_Encoding="br;q=0, gzip;q=0")[1].get("content-encoding") is None


def test_a_copy_that_is_still_right_is_answered_without_a_body_by_nginx(nginx):
    etag = nginx.ask(GUIDE)[1]["etag"]
    status, headers, body = nginx.ask(GUIDE, If_None_Match=etag)
    assert (status, body) == (304, b"")


def test_the_headers_of_the_site_arrive_whole_and_https_is_kept_to(nginx):
    headers = nginx.ask(GUIDE)[1]
    assert headers["strict-transport-security"].startswith("max-age=31536000")
    assert f"script-src https://{NAME}/static/" in headers["content-security-policy"]
    assert headers["server"] == "nginx"


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/search/?q=%EC%9D%B8%EC%A6%9D", {}),
        ("/admin/login/", {}),
        ("/admin/moving/", {}),
        (GUIDE, {"Cookie": "a=b; __Host-session=c"}),
        (GUIDE, {"HX_Request": "true"}),
        ("/guides/there-is-no-such-page/", {}),
    ],
)
def test_what_hangs_on_who_asks_or_has_no_end_is_never_kept(nginx, path, headers):
    for _ in range(2):
        assert kept(nginx.ask(path, **headers)) in {None, "MISS", "BYPASS", "EXPIRED"}


def test_statics_are_kept_for_as_long_as_they_say(nginx):
    page = nginx.ask(GUIDE, Accept_Encoding="identity")[2].decode()
    path = re.search(r'href="(/static/[^"]+\.css)"', page)[1]
    assert "immutable" in hit(lambda: nginx.ask(path))[1]["cache-control"]


def test_what_is_not_as_it_should_be_is_said_to_the_machine_alone(nginx):
    assert nginx.ask("/readyz")[0] == 200
    assert nginx.ask("/readyz", reader="127.0.0.2")[0] == 403
    assert nginx.ask("/metrics")[0] == 404  # asked of the site, which has no token here
    assert nginx.ask("/metrics", reader="127.0.0.2")[0] == 403


def test_browsers_speak_http_2(nginx):
    context = untrusting()
    context.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection(("127.0.0.1", nginx.port)) as plain,
        context.wrap_socket(plain, server_hostname=NAME) as wrapped,
    ):
        assert wrapped.selected_alpn_protocol() == "h2"


def test_plain_http_is_sent_to_https_and_another_name_gets_nothing(nginx):
    connection = HTTPConnection("127.0.0.1", nginx.plain_port, timeout=10)
    connection.request("GET", "/guides/?category=1", headers={"Host": NAME})
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/guides/?category=1")
    with pytest.raises(OSError):  # http.client's RemoteDisconnected is one
        nginx.ask("/", Host="other.example.kr")


SIGN_IN = """
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
client = Client()
client.force_login(User.objects.get())
print(client.cookies[settings.SESSION_COOKIE_NAME].value)
"""


def test_a_body_may_be_as_large_as_what_it_is_sent_to_allows(nginx, sites):
    sizes = {"/search/opened/": 2_000_000, "/admin/guides/guide/add/": 13_000_000}
    for path, size in sizes.items():
        assert nginx.ask(path, "POST", b"x" * size)[0] == 413
    session = manage(sites[0], "shell", "--no-imports", "-c", SIGN_IN).stdout.strip()
    token = "c" * 32
    sent = {
        "Cookie": f"__Host-session={session}; __Host-csrf={token}",
        "X_CSRFToken": token,
        "Origin": f"https://{NAME}",
        "Content_Type": "multipart/form-data; boundary=b",
    }
    form = b'--b\r\nContent-Disposition: form-data; name="archive"; filename="a.zip"\r\n\r\n%b\r\n--b--\r\n'
    status, headers, body = nginx.ask("/admin/moving/preview/", "POST", form % (b"x" * 45_000_000), **sent)
    assert status < 500 and status not in {403, 413}, body.decode()


def test_the_desk_says_what_to_do_where_a_large_body_is_refused_while_it_is_sent(nginx):
    status, _, body = nginx.ask("/admin/moving/preview/", "POST", b"x" * 45_000_000)
    assert status in {403, 503}
    assert "로그인" in body.decode()


def test_the_log_names_no_query_and_no_reader(nginx):
    nginx.ask("/search/?q=secret-word", User_Agent="secret-browser", Referer="https://secret.example/")
    while not re.search(
        r" GET 200 .* /search/$", nginx.log(), re.MULTILINE
    ):  # it is written after the answer
        time.sleep(0.05)
    assert "secret" not in nginx.log()
    assert "127.0.0.1" not in nginx.log()


VOTERS = "from kbhelp.feedback.models import Vote; print(Vote.objects.values('reader').distinct().count())"


def test_readers_behind_the_proxy_are_told_apart_by_their_own_address_alone(nginx, sites):
    page = nginx.ask(GUIDE, Accept_Encoding="identity")[2].decode()
    edition = re.findall(r'name="edition" value="(\d+)"', page)[-1]  # of the guide itself, below its tables
    fields = {"edition": edition, "answer": "yes"}
    sent = {"Content_Type": "application/x-www-form-urlencoded", "Origin": f"https://{NAME}"}
    for reader, forged in [("127.0.0.1", "1"), ("127.0.0.2", "1"), ("127.0.0.2", "2"), ("127.0.0.2", "3")]:
        forwarded = {"X_Forwarded_For": f"203.0.113.{forged}"}
        assert nginx.ask("/feedback/", "POST", urlencode(fields), reader, **sent, **forwarded)[0] == 200
    assert manage(sites[0], "shell", "--no-imports", "-c", VOTERS).stdout == "2\n"


PUBLISH = """
from guides.models import Guide
from kbhelp import live
guide = Guide.objects.get(slug="app-does-not-open")
guide.title = "바뀐 제목"
guide.save()
live.publish(guide)
"""


def test_what_is_published_is_seen_within_two_seconds_while_readers_read(nginx, sites):
    """Whichever process answers and whatever the browser accepts; each way has a copy beforehand."""
    page, ways = "/guides/app-does-not-open/", ["br", "gzip", "identity"]
    ask = partial(nginx.ask, page)
    etags = {way: ask(Accept_Encoding=way)[1]["etag"] for way in ways}
    with Asking(lambda way: ask(Accept_Encoding=way), cycle([(way,) for way in ways])) as readers:
        manage(sites[0], "shell", "--no-imports", "-c", PUBLISH)
        end = time.monotonic() + SEEN_SECONDS
        while any(ask(Accept_Encoding=way)[1]["etag"] == etags[way] for way in ways):
            assert time.monotonic() < end
    assert readers.failed == []


def test_both_processes_are_started_anew_one_after_the_other_without_a_failed_request(nginx, sites):
    questions = cycle(
        [(GUIDE,), ("/",), ("/search/?q=a",), ("/diagnose/?stage=issue",), ("/guides/?page=1",)]
    )
    with Asking(nginx.ask, questions) as readers:
        for number, site in enumerate(sites):
            assert site.stop() == 0
            sites[number] = Site(site.data, site.port, **LIGHT, **BEHIND).wait_until_serving()
            time.sleep(0.5)
    assert readers.failed == []
    assert readers.asked > 50


def test_while_no_process_answers_lately_read_pages_stay_open_and_others_say_so_in_korean(nginx, sites):
    """The last test: the site is away from here on."""
    nginx.ask(GUIDE)
    for site in sites:
        site.stop()
    time.sleep(1.5)
    assert nginx.ask(GUIDE)[0] == 200
    status, headers, body = nginx.ask("/search/?q=a")
    assert (status, headers["retry-after"]) == (503, "5")
    assert "잠시 뒤에 다시 열어 주세요" in body.decode()
