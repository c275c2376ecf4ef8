"""Page, Markdown, llms.txt, feed and API say the same of every document of content/: title, text, days."""

import html
import re
from datetime import datetime

import pytest
from django.conf import settings

from kbhelp.exchange.folder import import_folder
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.models import Document
from kbhelp.site.models import SiteProfile
from tests.test_feed import ATOM, entries

pytestmark = pytest.mark.django_db
TAG = re.compile(r"<[^>]+>")
NOT_SAID = re.compile(r"[\W_]+")


@pytest.fixture
def documents(client, settings) -> list[dict]:
    """Every live document as the API has it whole."""
    settings.API_A_MINUTE = 0
    import_folder(settings.BASE_DIR / "content")
    listed = client.get("/api/v1/documents/").json()["documents"]
    assert len(listed) == Document.objects.live().exclude(kind=SiteProfile.KIND).count() > 30
    return [client.get(path(one["api_url"])).json() for one in listed]


def path(url: str) -> str:
    assert url.startswith(f"{settings.SITE_URL}/")
    return url.removeprefix(settings.SITE_URL)


def bare(text: str) -> str:
    """Letters and digits alone: without marks, signs and spaces, which each form sets its own way."""
    return NOT_SAID.sub("", html.unescape(TAG.sub(" ", text)))


def test_markdown_is_the_same_at_its_own_address_and_in_the_api(client, documents):
    for one in documents:
        assert one["markdown_url"] == f"{one['url'].removesuffix('/')}.md"
        assert client.get(path(one["markdown_url"])).content.decode() == one["markdown"]


def test_title_answer_and_days_are_the_same_in_page_markdown_and_api(client, documents):
    for one in documents:
        page = client.get(path(one["url"])).content.decode()
        assert (
            html.unescape(re.search("<h1[^>]*>(.*?)</h1>", page)[1])
            == one["title"]
            == one["snapshot"]["title"]
        )
        for text in (page, one["markdown"]):
            assert bare(one["summary"]) in bare(text)
        title, _, facts = one["markdown"].partition("\n\n> ")
        assert bare(title) == bare(one["title"])
        day = one["checked"] or one["written"]
        assert f"- {'확인한 날' if one['checked'] else '작성한 날'}: {day}\n" in facts
        assert one["unofficial"] in facts
        for source in one["sources"]:
            assert bare(source["name"]) in bare(page)
            assert source["url"] in facts


def test_prose_and_parts_are_the_same_words_in_html_and_markdown(documents):
    for one in documents:
        markdown = bare(one["markdown"])
        told = [bare(line) for line in TAG.sub("\n", one["html"]).splitlines()]
        assert [line for line in told if line not in markdown] == []
        assert any(told)


def test_every_row_has_its_words_and_its_day_in_html(documents):
    rows = [(row, one["html"]) for one in documents for row in one["snapshot"].get("rows", [])]
    assert len(rows) > 15
    for row, whole in rows:
        own = bare(whole.partition(f'<section id="{row["key"]}">')[2].partition("</section>")[0])
        day = (
            "확인한 날 {checked_on}" if row["checked_on"] else "작성한 날 {written_on} 확인 공식 안내 확인 전"
        )
        said = [
            *(row[name] for name in ("item", "success", "risk_label", "effort_label")),
            day.format_map(row),
        ]
        assert [words for words in said if bare(words) not in own] == []
        assert [words for words in (row["normal"], row["failure"]) if bare(words) not in bare(whole)] == []


def test_what_llms_txt_lists_has_the_title_and_answer_of_the_api(client, documents):
    text = client.get("/llms.txt").content.decode()
    listed = [one for one in documents if kinds()[one["kind"]].IN_LLMS]
    assert len(listed) > 20
    for one in listed:
        (line,) = [line for line in text.splitlines() if f"({one['markdown_url']})" in line]
        told, _, summary = line.partition(f"]({one['markdown_url']})")
        assert (bare(told), bare(summary)) == (bare(one["title"]), bare(one["summary"]))
    assert settings.SITE_URL + "/api/v1/openapi.json" in text


def test_the_feed_has_the_title_answer_and_time_of_the_api(client, documents):
    by_url = {one["url"]: one for one in documents}
    told = entries(client)
    assert len(told) == 30
    for entry in told:
        one = by_url[entry.find(f"{ATOM}link").get("href")]
        assert entry.find(f"{ATOM}title").text == one["title"]
        assert html.unescape(entry.find(f"{ATOM}summary").text) == one["summary"]
        updated = datetime.fromisoformat(entry.find(f"{ATOM}updated").text)
        assert updated == datetime.fromisoformat(one["updated"])
