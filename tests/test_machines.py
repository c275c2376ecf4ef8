"""What machines read of the site is true, absolute and valid."""

import json
import re

import pytest
from django.conf import settings

from kbhelp.site.structured_data import structured
from tests.making import make_checklist, make_entry, make_guide, make_table, published

pytestmark = pytest.mark.django_db


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
    assert f'property="og:image" content="{settings.SITE_URL}/static/img/share.png"' in page


def test_verification_words_are_taken_from_the_settings(client, settings):
    settings.SITE_VERIFICATIONS = [("naver-site-verification", "abc")]
    assert '<meta name="naver-site-verification" content="abc">' in client.get("/").content.decode()
