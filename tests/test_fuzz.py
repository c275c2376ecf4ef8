"""Whatever comes from outside, the answer is never an error of the server: addresses, headers, cookies, bodies, taken
to WSGI as in the running server."""

import json
import re
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kbhelp.pagecache.tests.making import connection_kept
from kbhelp.serving.requests import environ_of
from tests.making import make_checklist, make_entry, make_guide, make_table, published
from tests.routes import public_routes

pytestmark = pytest.mark.django_db

# As granian hands them over: addresses as text, in which what is no UTF-8 was replaced (path) or refused (query); of
# headers only those of visible ASCII.
ANY = st.text(st.characters(blacklist_characters="\r\n", blacklist_categories=["Cs"]), max_size=60)
ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60)
ODD = st.sampled_from(
    ["\x00", "가", "'\"><svg>", "", *"0 -1 %00 %ff % .. ../../etc/passwd 1e999 [] {}".split(), "9" * 40]
)
VALUE = ODD | ANY
PLACES = ["sample", "lists", "1"]
PATHS = sorted({f"/{route.pattern}" for route in public_routes()})
NAMES = (
    "q kind stage page t topic category term at failed stuck read url to row x next limit cursor changed_since"
).split()
HEADERS = (
    "accept-encoding accept-language authorization content-type cookie hx-request if-modified-since if-none-match"
    " origin range referer sec-fetch-site user-agent x-forwarded-for x-forwarded-host x-forwarded-proto"
    " content-length transfer-encoding"
).split()
FORM = "application/x-www-form-urlencoded"
TYPES = [
    FORM,
    "application/json",
    "multipart/form-data; boundary=b",
    "multipart/form-data",
    "text/plain; charset=utf-99",
    "",
]


def filled(path: str, value: str) -> str:
    """The route with `value` wherever it takes something; the value may look like such a place itself."""
    return re.sub("<[^>]*>", lambda _: value, path)


address = st.builds(filled, st.sampled_from(PATHS), VALUE | st.sampled_from(PLACES)) | st.builds(
    "/{}".format, ANY
)
query = st.lists(st.builds("{}={}".format, st.sampled_from(NAMES), VALUE), max_size=4).map("&".join) | ANY
headers = st.dictionaries(st.sampled_from(HEADERS), ASCII | st.sampled_from(TYPES), max_size=5)
body = (
    st.binary(max_size=200)
    | st.builds(lambda q: q.encode("utf-8", "replace"), query)
    | st.just(json.dumps({"a": [{}]}).encode())
)
methods = st.sampled_from(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "가"])


@pytest.fixture(scope="module")
def application():
    return get_wsgi_application()


@pytest.fixture
def content(db):
    for make in (make_guide, make_table, make_checklist, make_entry):
        published(make(slug="sample"))


def scope_of(method, path, query_string, headers):
    all_of_them = [("host", "127.0.0.1:8000"), *headers.items()]
    return SimpleNamespace(
        method=method, path=path, query_string=query_string, http_version="1.1", scheme="http", authority=None,
        server="127.0.0.1:8000", client="203.0.113.7:50000", headers=SimpleNamespace(items=lambda: all_of_them),
    )  # fmt: skip


def status_of(application, scope, sent: bytes) -> str:
    said = []
    environ = environ_of(scope, BytesIO(sent))
    environ.setdefault("CONTENT_LENGTH", str(len(sent)))
    with connection_kept():
        parts = application(environ, lambda status, headers, exc_info=None: said.append(status))
        try:
            b"".join(parts)
        finally:
            parts.close()
    return said[0]


@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(methods, address, query, headers, body)
@example("GET", "/search/", "q=인증서", {}, b"")
@example("GET", "/guides/\ufffd/", "\ufffd", {"cookie": "session=;;="}, b"")
@example(
    "POST",
    "/feedback/",
    "",
    {"origin": "http://127.0.0.1:8000", "content-type": FORM},
    b"edition=%00&answer=yes",
)
@example(
    "POST",
    "/feedback/",
    "",
    {"origin": "http://127.0.0.1:8000", "content-type": FORM},
    b"edition=" + b"9" * 60,
)
def test_nothing_that_is_sent_breaks_the_site(application, content, method, path, query, headers, body):
    status = status_of(application, scope_of(method, path, query, headers), body)
    assert status < "500", status
