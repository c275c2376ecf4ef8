"""Readers get no cookie, and every page asks the database a small, fixed number of questions."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guides.models import ChecklistItem
from kbhelp import live
from kbhelp.notices.models import Notice
from tests.crawl import crawl, said
from tests.making import (
    make_category,
    make_checklist,
    make_entry,
    make_guide,
    make_row,
    make_source,
    make_table,
    make_writer,
    published,
)
from tests.routes import public_routes

pytestmark = pytest.mark.django_db
METHODS = ["get", "head", "post", "put", "delete", "options", "patch", "trace"]


def make_site(size: int):
    """A site with `size` of everything: documents, their parts, sources, relations, embedded documents."""
    embedded = [
        published(make(slug=f"{name}-{n}", home_position=n)) for n in range(size) for name, make in KINDS
    ]
    links = "\n\n".join(f"[[{document.EMBED_LABEL}:{document.slug}]]" for document in embedded)
    main = [make(slug="main", body=f"본문\n\n{links}", home_position=99) for _, make in KINDS]
    for document in main:
        document.related.set(embedded)
        document.sources.set([make_source(key=f"source-{n}", name=f"출처 {n}") for n in range(size)])
    for n in range(1, size):
        make_row(main[1], item=f"항목 {n}", position=n)
        ChecklistItem.objects.create(checklist=main[2], text=f"확인 {n}", remedy="이렇게", position=n)
        published(make_entry(category=make_category(slug=f"group-{n}", name=f"갈래 {n}")))
    for document in main:
        published(document)
    for n in range(size):
        notice = Notice.objects.create(pk=n + 1, title=f"점검 {n}", institution="bank")
        notice.documents.set(main)
        notice.updates.create(text="확인하고 있습니다.")
        notice.publish()
    live.withdraw(published(make_guide(slug="gone")))


KINDS = [("guide", make_guide), ("table", make_table), ("checklist", make_checklist), ("faq", make_entry)]


# Cookies


def test_no_page_that_readers_can_reach_sets_a_cookie():
    make_site(1)
    pages = crawl()
    assert len(pages) > 15
    assert [url for url, answer in pages.items() if "set-cookie" in answer.lower()] == []
    client = Client()
    for url in pages:
        client.get(url)
    assert not client.cookies


@pytest.mark.parametrize(
    "url", ["/", "/guides/main/", "/guides/gone/", "/guides/none/", "/faq/?q=글", "/media/x", "/sitemap.xml"]
)
def test_no_method_gets_a_cookie(url):
    make_site(1)
    for client in (Client(), Client(enforce_csrf_checks=True)):
        for method in METHODS:
            response = getattr(client, method)(url, {"q": "글"} if method == "post" else None)
            assert (method, response.cookies.output()) == (method, "")


def test_a_refused_body_and_a_forged_host_get_no_cookie():
    assert not Client().post("/", CONTENT_LENGTH="150000000").cookies
    assert not Client().get("/", HTTP_HOST="evil.example").cookies


@pytest.mark.parametrize("name", ["csrf", "session", "messages", "sessionid", "csrftoken"])
def test_a_broken_cookie_is_not_answered_with_a_new_one(name):
    client = Client(enforce_csrf_checks=True)
    for method in METHODS:
        client.cookies[name] = "broken"
        assert (method, getattr(client, method)("/").cookies.output()) == (method, "")


def test_readers_pages_are_the_same_for_staff_and_touch_no_session(client):
    make_site(1)
    client.force_login(make_writer())
    for url in ("/", "/guides/", "/guides/main/", "/faq/", "/notices/"):
        with CaptureQueriesContext(connection) as queries:
            page = said(url, client)
        assert page == said(url)
        assert not any("django_session" in query["sql"] or "auth_user" in query["sql"] for query in queries)
        assert "cookie" not in page.lower()


# Queries

# SQLite is asked for the candidates of a search one wish after the other, PostgreSQL for all of them at once.
FEWER = connection.vendor == "postgresql"
PINNED = {
    "/": 7,
    "/guides/": 2,
    "/guides/?group=name": 2,
    "/guides/main/": 4,
    "/guides/gone/": 1,
    "/guides/none/": 1,
    "/tables/main/": 4,
    "/guides/main/steps/?at=end": 3,
    "/tables/main/steps/row/?failed=1": 3,
    "/call-note/": 0,
    "/slip/": 0,
    "/slip/?stage=issue&said=none": 3,
    "/handover/": 0,
    "/diagnose/": 4,
    "/diagnose/?stage=issue&said=none": 3,
    "/diagnose/?stage=issue&done=1": 4,
    "/checklists/": 2,
    "/checklists/main/": 4,
    "/faq/": 5,
    "/faq/?q=글": 12 - FEWER,
    "/search/": 0,
    "/search/?q=글": 8 - FEWER,
    "/faq/?stage=any": 5,
    "/faq/main/": 4,
    "/notices/": 3,
    "/notices/1/": 3,
    "/sources/": 2,
    "/terms/": 2,
    "/about/": 0,
    "/privacy/": 0,
    "/accessibility/": 0,
    "/sitemap.xml": 2,
    "/sitemap-documents.xml": 2,
    "/sitemap-lists.xml": 0,
    "/robots.txt": 0,
    "/llms.txt": 2,
    "/feed/": 1,
    "/.well-known/security.txt": 0,
    "/guides/main.md": 4,
    "/tables/main.md": 4,
    "/checklists/main.md": 4,
    "/faq/main.md": 4,
    "/api/v1/": 0,
    "/api/v1/documents/": 2,
    "/api/v1/documents/?kind=guide&changed_since=2026-01-01": 2,
    "/api/v1/documents/?limit=1": 2,
    "/api/v1/documents/?kind=none": 0,
    "/api/v1/documents/guide/main/": 6,
    "/api/v1/documents/table/main/": 6,
    "/api/v1/documents/faq/main/": 6,
    "/api/v1/documents/guide/gone/": 1,
    "/api/v1/search/?q=글": 10 - FEWER,
    "/api/v1/notices/": 2,
    "/api/v1/openapi.json": 0,
    "/api/v1/diagnosis/": 3,
    "/api/v1/diagnosis/?stage=issue&said=none": 3,
    "/offline/": 1,
    "/nothing/": 0,
}


# For what has fallen due, for a changed vocabulary.
ALL_TERMS = 'SELECT COUNT(*) AS "__count" FROM "search_term"'
LOOKS = [
    "publishing_siteversion",
    'ORDER BY "search_term"."changed_at" DESC',
]
NO_PAGES = {
    "readyz",
    "metrics",
    "media",
    "look",
    "feedback",
    "preview",
    "offline.js",
    "widget.js",
    "favicon.ico",
    "apple-touch-icon.png",
}  # a file, what only takes votes, a draft that is rendered each time, a script


def queries_of(url: str) -> list[str]:
    """What the page itself asks; a look happens at most once a second, whatever the page."""
    client = Client()
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    asked = [query["sql"] for query in queries if query["sql"] != ALL_TERMS]
    return [sql for sql in asked if not any(look in sql for look in LOOKS)]


@pytest.mark.parametrize("size", [1, 3])
def test_each_page_asks_the_same_few_questions_however_large_the_site(size):
    make_site(size)
    assert {url: len(queries_of(url)) for url in PINNED} == PINNED


def test_every_public_page_is_counted():
    counted = {url.partition("?")[0].strip("/").partition("/")[0] for url in PINNED}
    parts = {route.pattern.replace("<slug:section>", "lists").partition("/")[0] for route in public_routes()}
    assert parts - counted == NO_PAGES
