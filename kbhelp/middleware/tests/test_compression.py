"""Text goes compressed to whoever can read it; everything else goes as it is."""

from gzip import decompress

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from kbhelp.middleware.compression import CompressText

WORDS = "인증서가 안 될 때 " * 100


def answer(content_type, **headers):
    request = RequestFactory().get("/", headers=headers)
    return CompressText(lambda _: HttpResponse(WORDS, content_type=content_type))(request)


@pytest.mark.parametrize("content_type", ["text/html; charset=utf-8", "application/json"])
def test_text_is_a_tenth_of_its_size(content_type):
    response = answer(content_type, accept_encoding="gzip, br")
    assert (response["Content-Encoding"], response["Vary"]) == ("gzip", "Accept-Encoding")
    assert len(response.content) < len(WORDS.encode()) / 10
    assert decompress(response.content).decode() == WORDS


@pytest.mark.parametrize(
    ("content_type", "accepted"), [("text/html", "identity"), ("text/html", ""), ("image/png", "gzip")]
)
def test_all_else_goes_as_it_is(content_type, accepted):
    response = answer(content_type, accept_encoding=accepted)
    assert "Content-Encoding" not in response
    assert response.content.decode() == WORDS


def test_the_site_compresses_its_pages(db):
    page = Client().get("/about/", headers={"accept-encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    assert "비공식 도움말" in decompress(page.content).decode()
