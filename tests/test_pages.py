"""What readers get at each address."""

import pytest

from kbhelp import live
from tests.making import (
    edited,
    make_category,
    make_checklist,
    make_entry,
    make_guide,
    make_row,
    make_table,
    published,
)

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


def test_an_unknown_guide_answers_404_with_a_search_box(client):
    response = client.get("/guides/nowhere/")
    assert response.status_code == 404
    assert 'label for="q"' in text_of(response)


def test_a_draft_answers_like_an_unknown_address(client):
    make_guide(slug="draft")
    draft, unknown = client.get("/guides/draft/"), client.get("/guides/nodoc/")
    assert draft.status_code == 404
    assert text_of(draft).replace("draft", "nodoc") == text_of(unknown)


def test_a_withdrawn_guide_answers_410(client):
    live.withdraw(published(make_guide(slug="gone")))
    response = client.get("/guides/gone/")
    assert response.status_code == 410
    assert "내린 글입니다" in text_of(response)


def test_a_renamed_guide_leads_to_its_new_address(client):
    published(edited(published(make_guide(slug="old")), slug="new"))
    response = client.get("/guides/old/")
    assert (response.status_code, response.headers["Location"]) == (301, "/guides/new/")


@pytest.mark.parametrize(
    ("make", "old", "new"),
    [
        (make_guide, "/guides/old/", "/guides/new/"),
        (make_guide, "/guides/old.md", "/guides/new.md"),
        (make_table, "/tables/old/", "/tables/new/"),
        (make_checklist, "/checklists/old/", "/checklists/new/"),
        (make_entry, "/faq/old/", "/faq/new/"),
    ],
)
@pytest.mark.parametrize("query", ["a=1&b=%EA%B0%80&c=%zz", "owner-name=ok&app=bad", "?", ""])
def test_an_old_address_leads_to_the_new_one_with_all_that_was_asked(client, make, old, new, query):
    published(edited(published(make(slug="old")), slug="new"))
    for method in (client.get, client.head):
        response = method(old, QUERY_STRING=query)
        mark = f"?{query}" if query else ""
        assert (response.status_code, response.headers["Location"]) == (301, f"{new}{mark}")


def test_an_address_without_its_last_slash_leads_on_with_all_that_was_asked(client):
    published(make_guide(slug="one"))
    for address in ("/guides", "/guides/one", "/faq", "/search", "/checklists", "/terms"):
        response = client.get(address, QUERY_STRING="q=%EA%B0%80&page=2")
        assert (response.status_code, response.headers["Location"]) == (301, f"{address}/?q=%EA%B0%80&page=2")


def test_renaming_a_draft_changes_no_address(client):
    edited(published(make_guide(slug="live")), slug="renamed-draft")
    assert client.get("/guides/live/").status_code == 200
    assert client.get("/guides/renamed-draft/").status_code == 404


def test_publishing_a_withdrawn_guide_again_brings_its_address_back(client):
    guide = published(make_guide(slug="back"))
    live.withdraw(guide)
    published(guide)
    assert client.get("/guides/back/").status_code == 200


def test_guides_stand_under_their_stage_in_the_readers_order(client):
    published(make_guide(title="연동 글", stage="connect"))
    published(make_guide(title="준비 글", stage="prepare"))
    page = client.get("/guides/")
    assert [stage["label"] for stage in page.context["stages"]] == ["준비", "연동"]


def test_guides_are_filtered_by_topic(client):
    published(make_guide(title="명의 글", topic="name"))
    published(make_guide(title="안전 글", topic="safety"))
    page = text_of(client.get("/guides/", {"group": "safety"}))
    assert ("안전 글" in page, "명의 글" in page) == (True, False)


def test_an_unknown_topic_filters_nothing_and_breaks_nothing(client):
    published(make_guide(title="명의 글"))
    assert "명의 글" in text_of(client.get("/guides/", {"group": "'; DROP TABLE"}))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "와이파이"}, ["와이파이로 해도 되나요"]),
        ({"q": "무선 인터넷"}, ["와이파이로 해도 되나요"]),
        ({"stage": "connect"}, ["돈이 드나요"]),
        ({"group": "money"}, ["돈이 드나요"]),
        ({"q": "없는낱말"}, []),
        ({"stage": "nonsense"}, ["돈이 드나요", "와이파이로 해도 되나요"]),
    ],
)
def test_questions_are_found_by_words_stage_and_category(client, query, found):
    published(
        make_entry(title="와이파이로 해도 되나요", asked_as="무선 인터넷\n공용 와이파이", stage="issue")
    )
    money = make_category("money", "비용")
    published(make_entry(title="돈이 드나요", category=money, stage="connect"))
    groups = client.get("/faq/", query).context["groups"]
    assert sorted(page["title"] for group in groups for page in group["entries"]) == found


def test_a_category_without_a_live_question_is_not_shown(client):
    make_entry(category=make_category("secret", "비밀 갈래"))
    published(make_entry())
    assert "비밀 갈래" not in text_of(client.get("/faq/"))


def test_a_question_can_be_addressed_in_the_list(client):
    published(make_entry(slug="money"))
    assert 'id="q-money"' in text_of(client.get("/faq/"))


def test_each_row_has_an_anchor_and_says_the_consequence_before_the_remedy(client):
    table = make_table(rows=0, slug="rows")
    make_row(table, key="n6", risk="removed", remedy="예전 것을 지우세요.")
    published(table)
    page = text_of(client.get("/tables/rows/"))
    assert 'id="n6"' in page
    assert page.index("이 방법은 인증서가 지워집니다.") < page.index("예전 것을 지우세요.")


def test_home_shows_what_editors_gave_a_place_in_their_order(client):
    for position, name in ((2, "둘째"), (1, "첫째")):
        published(make_guide(chip=f"{name} 증상", home_position=position))
        published(make_entry(title=f"{name} 질문", home_position=position))
    published(make_entry(title="자리 없는 질문"))
    published(make_checklist(home_position=1, title="점검표"))
    page = client.get("/")
    shown = [[each["title"] for each in part["pages"]] for part in page.context["below"]]
    assert [card["short_title"] for card in page.context["hero"][0]["pages"]] == ["첫째 증상", "둘째 증상"]
    assert shown == [["점검표"], ["첫째 질문", "둘째 질문"]]


def test_sources_are_those_of_live_documents_alone(client):
    make_guide()
    assert list(client.get("/sources/").context["page"]) == []
    published(make_guide())
    assert [source.key for source in client.get("/sources/").context["page"]] == ["gov24"]


def test_the_sitemap_lists_live_documents_with_their_day(client):
    published(make_guide(slug="listed"))
    make_guide(slug="draft")
    sitemap = text_of(client.get("/sitemap-documents.xml"))
    assert ("/guides/listed/" in sitemap, "/guides/draft/" in sitemap, "<lastmod>" in sitemap) == (
        True,
        False,
        True,
    )


@pytest.mark.parametrize(
    "address", ["/", "/guides/", "/faq/", "/checklists/", "/sources/", "/about/", "/privacy/"]
)
def test_every_page_says_that_it_is_unofficial_and_what_it_never_asks(client, address):
    page = text_of(client.get(address))
    assert "비공식 도움말입니다" in page
    assert "이 사이트는 묻지 않습니다" in page
    assert "1588-9999" in page
