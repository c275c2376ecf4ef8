"""A page is made once for everybody, and what is not for everybody passes by."""

import gzip

import brotli
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kbhelp.pagecache.tests.making import HOST, Pages, ask, make_layer
from tests.making import make_guide, make_publisher, published

pytestmark = pytest.mark.django_db
WORDS = " ".join(f"{n * 7919 % 10007}번째 낱말" for n in range(500)).encode()


def test_the_second_reader_asks_neither_django_nor_the_database():
    published(make_guide(slug="a"))
    layer = make_layer()
    first = ask(layer, "/guides/a/")
    with CaptureQueriesContext(connection) as queries:
        second = ask(layer, "/guides/a/")
    assert (second, len(queries)) == (first, 0)
    assert (first.status, first.headers["cache-control"]) == (200, "public, no-cache")
    assert first.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    "accepted, encoding, read",
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip;q=1.0, br;q=0", "gzip", gzip.decompress),
        ("*", "br", brotli.decompress),
        ("", None, bytes),
        ("identity, br;q=x", None, bytes),
    ],
)
def test_each_encoding_holds_the_same_page_and_names_itself(accepted, encoding, read):
    published(make_guide(slug="a"))
    layer = make_layer()
    plain = ask(layer, "/guides/a/")
    for _ in range(2):
        answer = ask(layer, "/guides/a/", HTTP_ACCEPT_ENCODING=accepted)
        assert (answer.headers.get("content-encoding"), read(answer.body)) == (encoding, plain.body)
        assert answer.headers["content-length"] == str(len(answer.body))
        assert answer.headers["vary"] == "Accept-Encoding"
        assert (answer.headers["etag"] == plain.headers["etag"]) == (encoding is None)


def test_what_a_browser_has_is_not_sent_again_in_whatever_encoding_it_came():
    layer = make_layer(Pages(body=WORDS))
    tags = [ask(layer, HTTP_ACCEPT_ENCODING=one).headers["etag"] for one in ("br", "gzip", "")]
    layer.shelf.compress_better()
    assert ask(layer, HTTP_ACCEPT_ENCODING="br").headers["etag"] not in tags
    for tag in [*tags, f'W/{tags[0]}, "other"', "*"]:
        answer = ask(layer, HTTP_IF_NONE_MATCH=tag, HTTP_ACCEPT_ENCODING="br")
        assert (answer.status, answer.body, answer.headers["vary"]) == (304, b"", "Accept-Encoding")
        assert {"content-length", "content-encoding", "content-type"}.isdisjoint(answer.headers)
    assert ask(layer, HTTP_IF_NONE_MATCH='"other"').status == 200


def test_a_page_asked_for_again_is_compressed_as_small_as_it_gets_and_says_the_same():
    layer = make_layer(Pages(body=WORDS))
    quick = [ask(layer, HTTP_ACCEPT_ENCODING="br") for _ in range(2)][1]
    taken = dict(layer.shelf.taken)
    layer.shelf.compress_better()
    best = ask(layer, HTTP_ACCEPT_ENCODING="br")
    assert len(best.body) < len(quick.body)
    assert brotli.decompress(best.body) == brotli.decompress(quick.body)
    assert taken[True] - layer.shelf.taken[True] == len(quick.body) - len(best.body)


def test_head_answers_as_get_does_without_the_page():
    layer = make_layer(Pages())
    for _ in range(2):
        head, get = ask(layer, method="HEAD"), ask(layer)
        assert (head.status, head.headers, head.body) == (200, get.headers, b"")


@pytest.mark.parametrize(
    "asked",
    [
        {"path": "/?q=1"},
        {"method": "POST"},
        {"method": "OPTIONS"},
        {"HTTP_HX_REQUEST": "true"},
        {"HTTP_COOKIE": "a=b; session=x"},
        {"HTTP_HOST": "evil.example"},
        {"HTTP_HOST": "127.0.0.1:81"},
        {"wsgi.url_scheme": "https"},
        {"path": "/admin/"},
        {"path": "/desk/x"},
        {"path": "/static/x.css"},
        {"path": "/media/x.png"},
        {"path": "/" + "a" * 300},
    ],
)
def test_what_may_hang_on_who_asks_is_neither_kept_nor_answered_from_memory(asked):
    pages = Pages()
    layer = make_layer(pages)
    ask(layer, "/")
    answers = [ask(layer, **asked).body for _ in range(2)]
    assert answers == [b"page 2", b"page 3"]
    assert set(layer.shelf.copies) == {(HOST, "/")}


@pytest.mark.parametrize(
    "pages",
    [
        Pages(status="500 Server Error"),
        Pages(status="302 Found"),
        Pages(status="403 Forbidden"),
        Pages(Set_Cookie="a=b"),
        Pages(Vary="Cookie"),
        Pages(Vary="Accept-Encoding, HX-Request"),
        Pages(Cache_Control="private, no-store"),
        Pages(Cache_Control="public, max-age=60"),
    ],
)
def test_an_answer_that_does_not_say_it_is_for_everybody_is_made_anew(pages):
    layer = make_layer(pages)
    assert ask(layer).body != ask(layer).body
    assert layer.shelf.copies == {}


def test_addresses_that_moved_ended_or_never_were_are_kept_too():
    guide = published(make_guide(slug="a"))
    guide.slug = "b"
    guide.save()
    published(guide)
    layer = make_layer()
    answers = [ask(layer, path) for path in ("/guides/a/", "/guides/none/") * 2]
    assert [answer.status for answer in answers] == [301, 404, 301, 404]
    assert answers[0].headers["location"] == "/guides/b/"
    assert [copy.is_page for copy in layer.shelf.copies.values()] == [False, False]


def test_nothing_of_a_person_who_is_signed_in_reaches_anybody_else(client):
    published(make_guide(slug="a"))
    client.force_login(make_publisher("비밀스러운 이름"))
    cookie = client.cookies.output(header="", attrs=[]).strip()
    layer = make_layer()
    desk = ask(layer, "/admin/", HTTP_COOKIE=cookie)
    assert "비밀스러운 이름" in desk.body.decode()
    assert "set-cookie" not in ask(layer, "/guides/a/", HTTP_COOKIE=cookie).headers
    assert layer.shelf.copies == {}
    assert ask(layer, "/admin/").status == 302
    assert "비밀스러운 이름" not in ask(layer, "/guides/a/").body.decode()


def test_other_cookies_of_the_browser_change_nothing():
    pages = Pages()
    layer = make_layer(pages)
    assert ask(layer).body == ask(layer, HTTP_COOKIE="_ga=1; csrf=x").body


def test_a_preview_for_one_person_is_never_kept():
    layer = make_layer()
    assert ask(layer, "/preview/abc/").status == 404
    assert [path for _, path in layer.shelf.copies if path.startswith("/preview/")] == []
