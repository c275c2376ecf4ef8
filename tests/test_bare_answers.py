"""Whoever sends what a page does not take is answered in Korean, with all headers, never with nothing."""

import pytest

from tests.making import make_guide, published
from tests.test_headers import OTHERS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path", ["/", "/guides/", "/guides/here/", "/search/", "/robots.txt", "/sitemap.xml"]
)
@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "patch"])
def test_a_method_that_a_page_does_not_take_is_answered_in_korean(client, method, path):
    published(make_guide(slug="here"))
    response = getattr(client, method)(path)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert "이 주소는 이렇게 열 수 없습니다" in response.content.decode()
    assert {name: response.headers.get(name) for name in OTHERS} == OTHERS
    assert not response.cookies


def test_what_only_takes_what_is_sent_says_so_too(client):
    response = client.get("/search/opened/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "이 주소는 이렇게 열 수 없습니다" in response.content.decode()
