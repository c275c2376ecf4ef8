"""Documents as data: what readers see and nothing else, in pages that miss nobody."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from kbhelp import live, profile
from kbhelp.publishing.models import Edition
from tests.making import (
    copied,
    edited,
    make_checklist,
    make_entry,
    make_guide,
    make_row,
    make_source,
    make_table,
    published,
)

pytestmark = pytest.mark.django_db
LIST = "/api/v1/documents/"
GOV24 = {"name": "정부24", "publisher": "행정안전부", "url": "https://www.gov.kr/", "note": ""} | {
    "verified_on": None,
    "is_official": True,
}


def said(client, url=LIST, **query) -> dict:
    response = client.get(url, query)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")
    return response.json()


def slugs(answer: dict) -> list[str]:
    return [document["slug"] for document in answer["documents"]]


def all_pages(client, meanwhile=lambda: None, **query) -> list[str]:
    """Every slug, page after page; `meanwhile` happens behind the first."""
    answer = said(client, **query)
    found = slugs(answer)
    meanwhile()
    while answer["next"]:
        answer = said(client, answer["next"].removeprefix(settings.SITE_URL))
        found += slugs(answer)
    return found


def test_a_document_says_where_it_stands_how_old_it_is_and_who_says_so(client):
    guide = published(make_guide(slug="one", title="제목", summary="답입니다.", stage="issue", topic="name"))
    (document,) = said(client)["documents"]
    at = timezone.localtime(guide.live.released_at).isoformat()
    assert document == {
        "kind": "guide",
        "kind_label": "안내",
        "number": guide.pk,
        "slug": "one",
        "title": "제목",
        "summary": "답입니다.",
        "url": f"{settings.SITE_URL}/guides/one/",
        "markdown_url": f"{settings.SITE_URL}/guides/one.md",
        "api_url": f"{settings.SITE_URL}/api/v1/documents/guide/one/",
        "stage": {"key": "issue", "label": "발급"},
        "topic": {"key": "name", "label": "휴대폰 명의"},
        "edition": 1,
        "published": at,
        "updated": at,
        "written": "2026-11-23",
        "checked": None,
        "confidence": [],
        "sources": [GOV24],
        "unofficial": profile.current()["unofficial"],
    }


def test_a_table_says_how_sure_its_rows_are_the_surest_first(client):
    table = make_table(rows=0)
    for number, confidence in enumerate("bab"):
        make_row(table, item=f"항목 {number}", position=number, confidence=confidence)
    published(table)
    (document,) = said(client)["documents"]
    told = [(one["key"], one["rows"]) for one in document["confidence"]]
    assert told == [("a", 1), ("b", 2)]


def test_a_question_has_its_category_for_a_topic(client):
    published(make_entry())
    assert said(client)["documents"][0]["topic"] == {"key": "reason", "label": "왜 안 되나요"}


def test_published_is_the_first_time_and_updated_the_last(client):
    guide = published(make_guide())
    before = timezone.now() - timedelta(days=9)
    Edition.objects.filter(document=guide).update(released_at=before)
    published(edited(guide, title="새 제목"))
    (document,) = said(client)["documents"]
    assert document["published"] == timezone.localtime(before).isoformat()
    assert document["updated"] > document["published"]


def test_documents_are_narrowed_by_kind_stage_and_topic(client):
    published(make_guide(slug="a", stage="issue", topic="name"))
    published(make_guide(slug="b", stage="connect", topic="safety"))
    published(make_entry(slug="c", stage="issue"))
    published(make_checklist(slug="d"))
    assert slugs(said(client)) == ["a", "b", "c", "d"]
    assert slugs(said(client, kind="guide")) == ["a", "b"]
    assert slugs(said(client, stage="issue")) == ["a", "c"]
    assert slugs(said(client, topic="reason")) == ["c"]
    assert slugs(said(client, kind="guide", topic="safety")) == ["b"]
    assert slugs(said(client, topic="none-such")) == []


@pytest.mark.parametrize(
    "when", ["2026-11-20", "2026-11-20T00:00:00", "2026-11-19T15:00:00Z", "2026-11-20T00:00:00+09:00"]
)
def test_changed_since_takes_days_and_times_the_oldest_change_first(client, when):
    days = {"late": "2026-11-21T00:00:00+09:00", "old": "2026-11-19T23:59:59+09:00"} | {
        "first": "2026-11-20T00:00:00+09:00"
    }
    for slug, at in days.items():
        guide = published(make_guide(slug=slug))
        Edition.objects.filter(document=guide).update(released_at=at)
    assert slugs(said(client, changed_since=when)) == ["first", "late"]
    assert slugs(client.get(f"{LIST}?changed_since={when}").json()) == ["first", "late"]  # + as it is


def test_what_is_published_between_two_pages_neither_hides_nor_repeats_anybody(client):
    guides = [published(make_guide(slug=f"g{number}")) for number in range(6)]

    def meanwhile():
        published(edited(guides[0], title="고친 글"))
        published(edited(guides[4], title="앞에 서는 글", home_position=1))
        live.withdraw(guides[3])
        published(make_guide(slug="new"))

    assert all_pages(client, meanwhile, limit=2) == ["g0", "g1", "g2", "g4", "g5", "new"]


def test_what_changes_while_changes_are_read_comes_again_at_the_end(client):
    guides = [published(make_guide(slug=f"g{number}")) for number in range(4)]

    def meanwhile():
        published(edited(guides[0]))
        published(edited(guides[2]))

    found = all_pages(client, meanwhile, limit=2, changed_since="2026-01-01")
    assert found == ["g0", "g1", "g3", "g0", "g2"]


def test_changes_of_one_moment_are_told_apart_by_number(client):
    for number in range(5):
        published(make_guide(slug=f"g{number}"))
    Edition.objects.update(released_at=timezone.now())
    assert all_pages(client, limit=2, changed_since="2026-01-01") == ["g0", "g1", "g2", "g3", "g4"]


def test_a_page_holds_a_hundred_at_most(client):
    copied(published(make_guide()), 119)
    assert [len(said(client)["documents"]), len(all_pages(client))] == [100, 120]


def test_one_document_comes_as_data_html_and_markdown(client):
    published(make_table(slug="rows", title="비교", rows=2))
    published(make_guide(slug="one", body="앞 **굵게**\n\n[[비교표:rows]]\n\n뒤", asked_as="다른 말"))
    document = said(client, "/api/v1/documents/guide/one/")
    assert document["markdown"] == client.get("/guides/one.md").content.decode()
    snapshot = document["snapshot"]
    assert (snapshot["asked_as"], snapshot["topic"], snapshot["stage"]) == (["다른 말"], "name", "any")
    assert snapshot["body"].startswith("앞 **굵게**\n\n\n**[비교](")
    assert {"home_position", "review_on"}.isdisjoint(snapshot)
    html = document["html"]
    assert "<strong>굵게</strong>" in html
    assert "<h2>그래도 안 되면</h2>" in html
    assert (html.count("<section"), html.count("<form"), html.count("<details")) == (2, 0, 0)


def test_the_rows_of_a_table_carry_their_words_source_and_confidence(client):
    table = make_table(rows=0, slug="rows")
    make_row(table, confidence="c", risk="removed", source=make_source(), error_texts="오류 문구")
    published(table)
    (row,) = said(client, "/api/v1/documents/table/rows/")["snapshot"]["rows"]
    assert (row["confidence"], row["confidence_label"]) == ("c", "확인하지 못함")
    assert (row["risk_label"], row["error_texts"]) == ("인증서가 지워집니다", ["오류 문구"])
    assert (row["source"]["name"], row["source"]["is_official"]) == ("정부24", True)


@pytest.mark.parametrize("make", [make_guide, make_table, make_checklist, make_entry])
def test_a_number_leads_to_the_same_document_as_its_name(client, make):
    document = published(make(slug="one"))
    by_name = said(client, f"/api/v1/documents/{document.kind}/one/")
    assert said(client, f"/api/v1/documents/{document.pk}/") == by_name


def test_only_what_readers_see_is_related(client):
    guide, seen = make_guide(slug="one"), published(make_entry(title="보이는 글"))
    guide.related.set([seen, make_entry(title="초안")])
    published(guide)
    related = said(client, "/api/v1/documents/guide/one/")["related"]
    assert [one["title"] for one in related] == ["보이는 글"]


def test_an_older_address_leads_to_todays(client):
    published(edited(published(make_guide(slug="old")), slug="new"))
    response = client.get("/api/v1/documents/guide/old/")
    assert (response.status_code, response.headers["Location"]) == (301, "/api/v1/documents/guide/new/")


def test_what_is_gone_is_told_from_what_never_was(client):
    gone, draft = published(make_guide(slug="gone")), make_guide(slug="draft")
    live.withdraw(gone)
    names = [f"guide/{slug}" for slug in ("gone", "draft", "none")]
    numbers = [str(number) for number in (gone.pk, draft.pk, 999_999, 10**30)]
    urls = [f"{LIST}{name}/" for name in [*names, *numbers, "none/gone"]]
    assert [client.get(url).status_code for url in urls] == [410, 404, 404, 410, 404, 404, 404, 404]


def test_the_front_page_says_by_which_words_documents_are_narrowed(client):
    front = said(client, "/api/v1/")
    assert [kind["key"] for kind in front["kinds"]] == ["guide", "faq", "table", "checklist"]
    assert front["stages"][0] == {"key": "prepare", "label": "준비"}
    assert front["phones"][0] == {"key": "bank", "name": "KB국민은행", "number": "1588-9999"}


def test_the_words_of_the_profile_are_asked_for_anew(client, monkeypatch):
    now = profile.current()
    changed = now | {"stages": [*now["stages"], {"key": "new", "label": "새", "vote": "helpful"}]}
    assert client.get(LIST, {"stage": "new"}).status_code == 400
    monkeypatch.setattr(profile, "current", lambda: changed)
    assert client.get(LIST, {"stage": "new"}).status_code == 200
    assert said(client, "/api/v1/")["stages"][-1] == {"key": "new", "label": "새"}
