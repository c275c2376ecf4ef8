"""Who gets the script of the widget, and how it may be kept."""

import pytest

from kbhelp import profile
from tests.site import ROOT

pytestmark = pytest.mark.django_db
NAMED = "https://www.example.org"


@pytest.fixture
def named(settings):
    settings.WIDGET_HOSTS = ["www.example.org", "localhost:3000"]


def asked(client, origin: str):
    return client.get("/widget.js", headers={"origin": origin} if origin else {})


@pytest.mark.parametrize("origin", [NAMED, "http://localhost:3000"])
def test_a_named_site_may_use_it(client, named, origin):
    headers = asked(client, origin).headers
    assert headers["Access-Control-Allow-Origin"] == origin
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "Access-Control-Allow-Credentials" not in headers


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "https://evil.example",
        f"{NAMED}.evil.example",
        f"{NAMED}:8443",
        f"{NAMED}/",
        "https://x@www.example.org",
        "http://localhost",
        "javascript://www.example.org",
        "https://[",
    ],
)
def test_no_other_site_may(client, named, origin):
    response = asked(client, origin)
    assert response.status_code == 200
    assert "Access-Control-Allow-Origin" not in response.headers
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_what_is_kept_is_kept_by_origin_and_not_sent_again(client, named):
    first = asked(client, NAMED)
    assert first.headers["Vary"] == "Origin, Accept-Encoding"
    assert first.headers["Cache-Control"] == "public, max-age=600"
    again = client.get("/widget.js", headers={"origin": NAMED, "if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.headers["Access-Control-Allow-Origin"]) == (304, NAMED)
    assert not first.cookies


def test_without_a_named_site_there_is_none(client):
    assert asked(client, NAMED).status_code == 404


def test_the_phone_stands_in_the_script_and_nothing_of_it_ends_a_script(client, named):
    first = asked(client, NAMED)
    assert b"(tel:1588-9999)" in first.content and b'"URGENT"' not in first.content
    with profile.speaking(profile.current() | {"urgent": '</script>"`\u2028{bank}'}):
        other = asked(client, NAMED)
    assert b"</script" not in other.content.partition(b"const URGENT")[2]
    assert first.headers["ETag"] != other.headers["ETag"]


def test_the_script_stays_small():
    assert (ROOT / "static/widget/widget.js").stat().st_size < 12_000
