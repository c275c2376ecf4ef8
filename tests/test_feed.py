"""The feed of changes is valid Atom, whatever was published, and its entries keep their names."""

from html import unescape
from xml.etree import ElementTree

import pytest
from django.conf import settings

from kbhelp import live
from kbhelp.publishing.models import Edition
from tests.atom import ATOM, LANGUAGE, faults_of
from tests.making import edited, make_checklist, make_entry, make_guide, make_table, published

pytestmark = pytest.mark.django_db
MAKE = [make_guide, make_entry, make_table, make_checklist]
MOST = 30


def feed(client) -> bytes:
    response = client.get("/feed/")
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return response.content


def entries(client) -> list:
    return ElementTree.fromstring(feed(client)).findall(f"{ATOM}entry")


def values(client, name: str) -> list[str]:
    return [entry.findtext(f"{ATOM}{name}") for entry in entries(client)]


@pytest.mark.parametrize("number", [0, 1, 3, 40])
def test_the_feed_is_valid_with_none_one_and_many(client, number):
    for place in range(number):
        published(MAKE[place % len(MAKE)]())
    assert faults_of(feed(client)) == []
    assert len(entries(client)) == min(number, MOST)
    assert ElementTree.fromstring(feed(client)).get(LANGUAGE) == "ko"


@pytest.mark.parametrize("text", ["<b>글</b> & 더", "a < b & c > d", "&lt;i&gt;", "]]>", "이모지 👍"])
def test_what_an_editor_wrote_is_read_as_it_was_written(client, text):
    published(make_guide(title=text, summary=text))
    assert faults_of(feed(client)) == []
    assert values(client, "title") == [text]
    assert [unescape(summary) for summary in values(client, "summary")] == [text]


@pytest.mark.parametrize("letter", ["\x0b", "\x1f", "\ufffe"])
def test_a_letter_that_no_xml_may_hold_breaks_nothing(client, letter):
    """Older editions may hold what forms and imports refuse today."""
    guide = published(make_guide())
    Edition.objects.filter(pk=guide.live_id).update(title=f"앞{letter}뒤", summary=f"한{letter}줄")
    assert faults_of(feed(client)) == []
    assert (values(client, "title"), values(client, "summary")) == (["앞뒤"], ["한줄"])


def test_an_entry_keeps_its_name_when_it_is_published_anew_and_renamed(client):
    guide = published(make_guide(slug="old"))
    name, at = values(client, "id"), values(client, "updated")
    published(edited(guide, slug="new", title="새 제목"))
    assert values(client, "id") == name
    assert values(client, "updated") > at
    assert entries(client)[0].find(f"{ATOM}link").get("href") == f"{settings.SITE_URL}/guides/new/"


def test_two_documents_of_one_address_have_two_names(client):
    for make in MAKE:
        published(make(slug="one"))
    assert len(set(values(client, "id"))) == len(MAKE)


def test_changes_stand_newest_first_and_nothing_withdrawn_among_them(client):
    for name in ("one", "two", "three"):
        published(make_guide(slug=name, title=name))
    live.withdraw(Edition.objects.get(title="two").document)
    published(edited(Edition.objects.get(title="one").document.concrete(), summary="고친 답입니다."))
    assert values(client, "title") == ["one", "three"]
