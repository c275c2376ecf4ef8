"""How long who waits: a database that stands still must not hold up a browser for ever."""

import pytest

from kbhelp.serving.server import PATIENCE, patience


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "path", ["/", "/guides/a/", "/readyz", "/admin/", "/admin/guides/guide/1/change/", "/desk/"]
)
def test_every_page_has_an_end_those_of_the_desk_too(method, path):
    assert patience(method, path) == PATIENCE


def test_what_readers_send_has_one():
    assert patience("POST", "/feedback/") == PATIENCE


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/admin/moving/import/"), ("POST", "/desk/upload/"), ("GET", "/admin/moving/export/")],
)
def test_what_editors_send_and_take_away_may_take_its_time(method, path):
    assert patience(method, path) is None
