"""What machines read of the site is true, absolute and valid."""

import json
import re

import pytest
from django.conf import settings

from kbhelp import profile
from kbhelp.site.structured_data import structured
from kbhelp.site.views import share_picture
from tests.making import copied, make_checklist, make_entry, make_guide, make_table, published

pytestmark = pytest.mark.django_db


def said(response) -> str:
    return response.content.decode()


def structured_of(client, address) -> list[dict]:
    page = client.get(address).content.decode()
    return [
        json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    ]


def test_robots_asks_nothing_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text
    assert "Disallow: /search/" in text


def test_a_guide_says_what_it_is_and_where_it_stands(client):
    published(make_guide(slug="one", title="<b>글</b> & 더"))
    trail, article = structured_of(client, "/guides/one/")
    assert trail["@type"] == "BreadcrumbList"
    assert [step["item"] for step in trail["itemListElement"]][-1] == f"{settings.SITE_URL}/guides/one/"
    assert (article["@type"], article["headline"]) == ("Article", "<b>글</b> & 더")


def test_questions_are_said_to_be_questions(client):
    published(make_entry(slug="one", title="왜 안 되나요", summary="이래서 안 됩니다."))
    asked = structured_of(client, "/faq/one/")[1]["mainEntity"][0]
    assert (asked["name"], asked["acceptedAnswer"]["text"]) == ("왜 안 되나요", "이래서 안 됩니다.")
    assert structured_of(client, "/faq/")[0]["@type"] == "FAQPage"


def test_structured_text_cannot_end_its_script():
    assert "</script>" not in structured({"name": "</script><script>alert(1)</script>"})


def test_llms_txt_lists_live_guides_with_their_twins(client):
    published(make_guide(slug="one", title="공개된 글"))
    make_guide(slug="two", title="초안인 글")
    text = client.get("/llms.txt").content.decode()
    assert f"[공개된 글]({settings.SITE_URL}/guides/one.md)" in text
    assert "초안인 글" not in text


@pytest.mark.parametrize("make", [make_guide, make_table, make_checklist, make_entry])
def test_every_page_has_one_canonical_address_and_a_picture_to_share(client, make):
    document = published(make(slug="one"))
    url = {"guide": "/guides", "table": "/tables", "checklist": "/checklists", "faq": "/faq"}[
        document.kind
    ] + "/one/"
    page = client.get(url, {"utm": "x"}).content.decode()
    assert re.findall('rel="canonical" href="(.*?)"', page) == [f"{settings.SITE_URL}{url}"]
    assert re.findall('property="og:image" content="(.*?)"', page) == [share_picture()["url"]]
    assert 'property="og:type" content="article"' in page
    assert f'property="og:description" content="{document.summary}"' in page


def test_a_page_of_no_document_is_shared_as_a_part_of_the_site(client):
    page = client.get("/").content.decode()
    assert 'property="og:type" content="website"' in page
    assert f'property="og:description" content="{profile.current()["description"]}"' in page


@pytest.mark.parametrize(
    ("address", "begins"), [("/favicon.ico", b"\x00\x00\x01\x00"), ("/apple-touch-icon.png", b"\x89PNG")]
)
def test_icons_stand_where_browsers_look_for_them(client, address, begins):
    response = client.get(address)
    assert b"".join(response.streaming_content)[:4] == begins
    assert response.headers["Cache-Control"] == "public, max-age=86400"


def test_verification_words_are_taken_from_the_settings(client, settings):
    settings.SITE_VERIFICATIONS = [("naver-site-verification", "abc")]
    assert '<meta name="naver-site-verification" content="abc">' in client.get("/").content.decode()


def test_the_sitemap_lists_every_document_in_parts(client):
    slugs = [one.slug for one in copied(published(make_guide(slug="first")), 449)]
    parts = re.findall("<loc>(.*?)</loc>", said(client.get("/sitemap.xml")))
    base = f"{settings.SITE_URL}/sitemap-documents.xml"
    assert parts == [base, f"{base}?p=2", f"{base}?p=3", f"{settings.SITE_URL}/sitemap-lists.xml"]
    found = []
    for part in parts[:3]:
        page = said(client.get(part.removeprefix(settings.SITE_URL)))
        found.append(re.findall("/guides/(.*?)/</loc>", page))
    assert [len(part) for part in found] == [200, 200, 50]
    assert sorted(sum(found, [])) == sorted(["first", *slugs])


def test_the_sitemap_says_when_something_was_made_public_last(client):
    published(make_guide())
    assert said(client.get("/sitemap.xml")).count("<lastmod>") == 1
    assert said(client.get("/sitemap-documents.xml")).count("<lastmod>") == 1


@pytest.mark.parametrize(
    "address", ["/sitemap-none.xml", "/sitemap-documents.xml?p=9", "/sitemap-documents.xml?p=x"]
)
def test_a_part_that_is_none_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_llms_txt_lists_fifty_of_each_and_says_where_the_others_are(client):
    copied(published(make_guide(title="글 [하나]")), 59)
    copied(published(make_entry(home_position=1)), 59)
    text = said(client.get("/llms.txt"))
    assert (text.count("/guides/document"), text.count("/faq/document")) == (50, 50)
    assert text.count(".md)") == 100
    assert f"[모든 글의 주소]({settings.SITE_URL}/sitemap.xml)" in text
    assert "[글 \\[하나\\]" in text
