"""Lists that are longer than a page: whole while they are short, then by group, then in numbered pages."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings

from kbhelp.search.models import Term
from kbhelp.search.vocabulary import glossary
from tests.growing import GrowingSite
from tests.making import (
    copied,
    make_category,
    make_checklist,
    make_entry,
    make_guide,
    make_table,
    published,
)

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


def links_in(response) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="([^"#]*)[^"]*"', text_of(response))]


def walked(client, address: str) -> list[list[str]]:
    """The titles on each page of a list, by its own links to the next one."""
    pages = []
    while address:
        response = client.get(address)
        pages.append(
            re.findall('(?:card__title|faq__question|log__title)">(?:<a[^>]*>)?(.*?)</', text_of(response))
        )
        onward = re.search('rel="next" href="([^"#]*)', text_of(response))
        address = onward and urljoin(f"{settings.SITE_URL}{address}", unescape(onward[1])).removeprefix(
            settings.SITE_URL
        )
    return pages


@pytest.mark.parametrize("number", [1, 3, 50])
def test_up_to_fifty_questions_stand_whole_on_one_page(client, number):
    copied(published(make_entry(body="설명하는 글")), number - 1)
    response = client.get("/faq/")
    assert (text_of(response).count("설명하는 글"), "쪽 고르기" in text_of(response)) == (number, False)


def test_more_than_fifty_show_the_first_of_each_category_and_lead_to_the_others(client):
    reason, money = make_category("reason", "왜 안 되나요"), make_category("money", "비용")
    copied(published(make_entry(title="까닭", category=reason, body="설명하는 글")), 59)
    copied(published(make_entry(title="돈", category=money, home_position=1)), 2)
    response = client.get("/faq/")
    assert "설명하는 글" not in text_of(response)
    assert [
        (group["key"], len(group["entries"]), group["count"]) for group in response.context["groups"]
    ] == [
        ("money", 3, 3),
        ("reason", 5, 60),
    ]
    assert "‘왜 안 되나요’ 질문 60개 모두 보기" in text_of(response)
    assert "‘비용’ 질문" not in text_of(response)
    assert "?group=reason" in links_in(response)


@pytest.mark.parametrize(
    ("make", "address"),
    [
        (make_guide, "/guides/"),
        (make_guide, "/guides/?stage=any&group=name"),
        (make_entry, "/faq/?group=reason"),
        (make_entry, "/faq/?group=reason&stage=any"),
        (make_table, "/checklists/?kind=table"),
        (make_checklist, "/checklists/"),
    ],
)
def test_numbered_pages_hold_every_document_once(client, make, address):
    first = published(make())
    everything = {first.title, *(one.live.title for one in copied(first, 54))}
    pages = walked(client, address)
    assert [len(page) for page in pages] == [20, 20, 15]
    assert sorted(sum(pages, [])) == sorted(everything)


def test_notices_sources_and_terms_are_numbered_too(client):
    GrowingSite().grow(60)
    assert [len(page) for page in walked(client, "/notices/")] == [20, 20, 19]
    for address, a_page, most in [("/sources/", "sources__note", 50), ("/terms/", "<dt>", 100)]:
        assert [text_of(client.get(f"{address}?page={n}")).count(a_page) for n in (1, 2)][0] == most
        assert "2쪽 가운데 <strong>1쪽</strong>" in text_of(client.get(address))


def test_a_page_says_which_it_is_and_keeps_what_was_chosen(client):
    copied(published(make_guide(stage="issue")), 89)
    response = client.get("/guides/?stage=issue&group=name&page=3")
    page = text_of(response)
    assert "5쪽 가운데 <strong>3쪽</strong>입니다." in page
    assert "안내 90개 가운데 41번째부터 60번째까지입니다." in " ".join(page.split())
    assert re.findall('aria-current="page">(.)', page) == ["3"]
    numbered = [link for link in links_in(response) if link.startswith("?")]
    assert numbered == [f"?stage=issue&group=name&page={n}" for n in (2, 4, 1, 2, 4, 5)]
    assert "<title>안내 3쪽 – " in page


def test_the_canonical_address_of_a_numbered_page_is_its_own(client):
    copied(published(make_guide(stage="issue")), 59)
    copied(published(make_entry()), 59)
    canonical = {
        "/guides/?utm=x": "/guides/?stage=issue",
        "/guides/?page=2&utm=x&stage=issue": "/guides/?stage=issue&page=2",
        "/guides/?page=2&group=name": "/guides/?stage=issue&group=name&page=2",
        "/faq/?page=3": "/faq/?group=reason&page=3",
        "/terms/?page=1": "/terms/",
    }
    for address, expected in canonical.items():
        found = re.search('rel="canonical" href="(.*?)"', text_of(client.get(address)))[1]
        assert unescape(found) == f"{settings.SITE_URL}{expected}"


def test_editors_order_comes_before_the_alphabet_on_every_database(client):
    for title, position in [("가", None), ("하", 2), ("나", None), ("다", 1)]:
        published(make_guide(title=title, home_position=position))
    assert walked(client, "/guides/") == [["다", "하", "가", "나"]]


ODD = ["x", "", "0", "-1", "99999", "1e9", "9" * 5000, "٣", "%00", "1&page=2", "%ff"]


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize(
    "address", ["/guides/", "/faq/?group=reason", "/checklists/", "/terms/", "/sources/", "/notices/"]
)
def test_an_odd_page_number_shows_a_page(client, address, value):
    copied(published(make_guide()), 59)
    copied(published(make_entry()), 59)
    mark = "&" if "?" in address else "?"
    assert client.get(f"{address}{mark}page={value}").status_code == 200
    assert client.get(f"{address}{mark}t={value}&kind={value}&stage={value}").status_code == 200


def test_a_term_leads_to_the_page_on_which_it_stands(client):
    terms = Term.objects.bulk_create(Term(name=f"낱말 {n:04}", definition="뜻") for n in range(250))
    for term in (terms[0], terms[99], terms[100], terms[249]):
        unit = glossary.unit_of(term)
        assert f'id="{urlsplit(unit.url).fragment}"' in text_of(client.get(unit.url))


@pytest.mark.parametrize("number", ["0", "999999", "x", "9" * 30])
def test_the_number_of_no_term_shows_the_first_page(client, number):
    Term.objects.bulk_create(Term(name=f"낱말 {n:04}", definition="뜻") for n in range(250))
    assert client.get("/terms/", {"t": number}).context["page"].number == 1
