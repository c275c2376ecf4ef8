"""What every answer of the API has: one form of errors, who may read it, how it is kept, and how often it is given."""

import json

import pytest
from django.conf import settings as site
from django.test import Client

from kbhelp.api import limits
from kbhelp.api.cursors import cursor, list_name
from kbhelp.api.limits import Minute
from tests.making import make_guide, published

pytestmark = pytest.mark.django_db
LIST = "/api/v1/documents/"


def problem(response) -> dict:
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    told = response.json()
    assert told["status"] == response.status_code
    assert told["type"] == f"{site.SITE_URL}/api/v1/openapi.json#/x-problems/{told['code']}"
    return told


BAD = {
    "kinds=guide": ("unknown_field", "kinds"),
    "Kind=guide": ("unknown_field", "Kind"),
    "kind=guide&kind=faq": ("repeated_field", "kind"),
    "kind=": ("bad_value", "kind"),
    "kind=none": ("bad_value", "kind"),
    "kind=%00": ("bad_value", "kind"),
    "stage=%FF": ("bad_value", "stage"),
    "limit=0": ("bad_value", "limit"),
    "limit=101": ("bad_value", "limit"),
    "limit=-1": ("bad_value", "limit"),
    "limit=%D9%A1": ("bad_value", "limit"),  # a digit of another script
    f"limit={'9' * 5_000}": ("bad_value", "limit"),
    "changed_since=yesterday": ("bad_value", "changed_since"),
    "changed_since=2026-02-30": ("bad_value", "changed_since"),
    "changed_since=2026-11-28T25:00:00": ("bad_value", "changed_since"),
    "changed_since=0001-01-01": ("bad_value", "changed_since"),
    f"changed_since={'2' * 500}": ("too_long", "changed_since"),
    f"topic={'a' * 81}": ("too_long", "topic"),
    "topic=%00": ("bad_value", "topic"),
    "topic=%EA%B0%80": ("bad_value", "topic"),
    f"cursor={'a' * 5_000}": ("too_long", "cursor"),
    "cursor=x": ("bad_cursor", "cursor"),
    "cursor=W10:x": ("bad_cursor", "cursor"),
    f"{'x' * 20_000}=1": ("too_long", "query"),
    "&".join(f"a{number}=" for number in range(600)): ("bad_request", None),
}


@pytest.mark.parametrize("query", BAD, ids=[query[:30] for query in BAD])
def test_a_query_that_cannot_be_meant_is_refused_and_the_field_named(client, query):
    told = problem(client.get(f"{LIST}?{query}"))
    assert (told["status"], told["code"], told.get("field")) == (400, *BAD[query])


def test_a_cursor_of_another_list_of_another_site_or_changed_by_hand_is_refused(client, settings):
    for number in range(3):
        published(make_guide(slug=f"g{number}"))
    own = client.get(LIST, {"kind": "guide", "limit": "1"}).json()["next_cursor"]
    assert client.get(LIST, {"kind": "guide", "limit": "2", "cursor": own}).status_code == 200
    others = [
        {"cursor": own},
        {"kind": "guide", "stage": "any", "cursor": own},
        {"kind": "guide", "changed_since": "2026-01-01", "cursor": own},
        {"kind": "guide", "cursor": f"x{own}"},
        {"kind": "guide", "cursor": own[:-1]},
    ]
    ours, settings.SECRET_KEY = settings.SECRET_KEY, "another" * 10
    others.append({"kind": "guide", "cursor": cursor(list_name({"kind": "guide"}), 1, None)})
    settings.SECRET_KEY = ours
    told = [problem(client.get(LIST, query)) for query in others]
    assert {(one["code"], one["field"]) for one in told} == {("bad_cursor", "cursor")}


@pytest.mark.parametrize(
    "url", ["/api/", "/api/v1/none/", "/api/v2/documents/", f"{LIST}guide/none/", "/api/%00"]
)
def test_an_address_that_is_none_is_answered_in_the_same_form(client, url):
    assert problem(client.get(url))["code"] == "not_found"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("url", [LIST, "/api/none/"])
def test_nothing_but_reading_is_allowed_token_or_not(method, url):
    response = getattr(Client(enforce_csrf_checks=True), method)(url)
    assert problem(response)["code"] == "method_not_allowed"
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_a_body_of_ten_megabytes_is_refused_unread(client):
    response = client.generic("GET", LIST, CONTENT_LENGTH="10000000")
    assert problem(response)["code"] == "too_large"
    assert (response.status_code, response.headers["Connection"]) == (413, "close")


def test_a_fault_says_nothing_of_its_cause(monkeypatch, caplog):
    monkeypatch.setattr("kbhelp.api.views.listing.page_of", lambda *asked: 1 / 0)
    response = Client(raise_request_exception=False).get(LIST)
    assert (response.status_code, problem(response)["code"]) == (500, "broken")
    assert "division" not in response.content.decode()


def test_any_site_may_ask_and_no_credentials_are_taken(client):
    published(make_guide(slug="one"))
    for url in (
        LIST,
        "/api/v1/",
        f"{LIST}guide/one/",
        f"{LIST}guide/none/",
        f"{LIST}?kind=x",
        "/api/v1/documents",
    ):
        headers = client.get(url, headers={"origin": "https://other.example"}).headers
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in headers
        assert "Origin" not in headers.get("Vary", "")
    assert "Access-Control-Allow-Origin" not in client.get("/").headers


def test_a_browser_that_asks_first_is_told_so(client):
    response = client.options(LIST, headers={"access-control-request-method": "GET"})
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert response.headers["Access-Control-Allow-Headers"] == "Accept, If-None-Match"


def test_what_hangs_on_the_address_alone_is_kept_like_a_page(client):
    published(make_guide(slug="one"))
    for url in ("/api/v1/", LIST, f"{LIST}guide/one/", f"{LIST}guide/none/"):
        assert client.get(url).headers["Cache-Control"] == "public, no-cache"
    assert client.get(f"{LIST}?limit=5").headers["Cache-Control"] == "public, no-cache"
    assert client.get(f"{LIST}?limit=x").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("url", [LIST, f"{LIST}?limit=5", f"{LIST}guide/one/"])
def test_what_has_not_changed_is_not_sent_again(client, url):
    guide = published(make_guide(slug="one"))
    etag = client.get(url).headers["ETag"]
    again = client.get(url, headers={"if-none-match": etag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    guide.title = "새 제목"
    guide.save()
    published(guide)
    assert client.get(url, headers={"if-none-match": etag}).status_code == 200


def test_nothing_in_an_answer_begins_an_element(client):
    published(make_guide(slug="one", title="<script>&"))
    text = client.get(LIST).content.decode()
    assert "<" not in text
    assert json.loads(text)["documents"][0]["title"] == "<script>&"


# Limits


def test_who_asks_too_often_is_told_when_to_come_again(client, settings):
    settings.API_A_MINUTE = 3
    answers = [client.get(LIST) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert problem(answers[-1])["code"] == "too_many_requests"
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
    assert answers[-1].headers["Cache-Control"] == "no-store"
    assert client.get(LIST, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_a_forwarded_address_counts_only_from_a_trusted_proxy(client, settings):
    settings.API_A_MINUTE = 1

    def ask(address):
        return client.get(LIST, headers={"x-forwarded-for": address}).status_code

    assert [ask("192.0.2.1"), ask("192.0.2.2")] == [200, 429]
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    assert [ask("192.0.2.1"), ask("192.0.2.2"), ask("192.0.2.1")] == [200, 200, 429]


def test_a_minute_forgets_the_one_before_and_is_bounded(monkeypatch):
    monkeypatch.setattr(limits, "MOST_NETWORKS", 2)
    minute = Minute()
    assert [minute.take("a", 60.0, 2), minute.take("a", 61.0, 2), minute.take("a", 62.0, 2)] == [0, 0, 58]
    assert [minute.take(name, 62.0, 1) for name in ("b", "c", "c")] == [0, 0, 0]
    assert len(minute.asked) == 2
    assert (minute.take("a", 120.0, 2), dict(minute.asked)) == (0, {"a": 1})


def test_without_a_limit_nobody_is_counted(client, settings, monkeypatch):
    settings.API_A_MINUTE = 0
    monkeypatch.setattr(limits.minute, "take", lambda *asked: pytest.fail("counted"))
    assert client.get(LIST).status_code == 200
