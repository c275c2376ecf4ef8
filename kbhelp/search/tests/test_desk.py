"""What editors do to search: terms, pinned answers, and seeing why a query finds what it finds."""

import pytest

from kbhelp.search.korean import analyser
from kbhelp.search.models import BestBet, Term
from kbhelp.search.query.engine import search
from kbhelp.search.vocabulary import glossary, terms
from tests.making import make_guide, make_writer, published
from tests.test_desk import change_url, form_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loaded():
    analyser.load(wait=True)
    terms.look_again()


@pytest.fixture
def desk(client):
    client.force_login(make_writer())
    return client


def add(desk, model: str, **fields):
    response = desk.post(f"/admin/search/{model}/add/", fields)
    assert response.status_code == 302, response.context["errors"]


def term_fields(**fields) -> dict:
    return {"name": "", "same": "", "also": "", "not_same": "", "definition": "", "document": ""} | fields


def titles(query: str) -> list[str]:
    return [hit.title for hit in search(query).hits]


def test_a_term_saved_at_the_desk_is_searched_with_at_once(desk):
    published(make_guide(title="신분증 촬영이 안 될 때"))
    assert titles("쯩따기") == []
    add(desk, "term", **term_fields(name="쯩따기", same="신분증"))
    assert titles("쯩따기") == ["신분증 촬영이 안 될 때"]


def test_a_definition_is_found_and_listed_until_it_is_taken_away(desk):
    add(desk, "term", **term_fields(name="꿀벌표", definition="시험에만 나오는 낱말입니다."))
    term = Term.objects.get(name="꿀벌표")
    assert search("꿀벌표").hits[0].url == f"/terms/#t-{term.pk}"
    assert "시험에만 나오는 낱말입니다." in desk.get("/terms/").content.decode()
    desk.post(change_url(term), form_of(desk, term) | {"definition": ""})
    assert titles("꿀벌표") == []


def test_a_deleted_term_is_found_no_more(desk):
    add(desk, "term", **term_fields(name="꿀벌표", definition="시험에만 나오는 낱말입니다."))
    term = Term.objects.get(name="꿀벌표")
    desk.post(
        "/admin/search/term/", {"action": "delete_selected", "_selected_action": term.pk, "post": "yes"}
    )
    assert titles("꿀벌표") == []


def test_a_pinned_document_stands_first_however_the_query_is_spaced(desk):
    published(make_guide(title="신분증 촬영이 안 될 때"))
    pinned = published(make_guide(title="의심스러운 전화를 받았을 때"))
    add(desk, "bestbet", query="신분증 촬영", document=pinned.pk)
    assert BestBet.objects.get().words == "신분증촬영"
    assert titles("신분증촬영")[0] == "의심스러운 전화를 받았을 때"


def test_the_test_page_shows_what_matched_by_which_word_with_which_score(desk):
    published(make_guide(title="신분증 촬영이 안 될 때"))
    page = desk.get("/admin/search/queryday/test/", {"q": "민증 촬영"}).content.decode()
    hit = search("민증 촬영").hits[0]
    assert all(said in page for said in (hit.title, f"{hit.score:.2f}", "촬영→촬영"))


def test_a_confused_word_leads_readers_to_the_page_that_tells_the_two_apart(client):
    guide = published(make_guide(title="인증서 구별하기", slug="kinds"))
    Term.objects.filter(name="금융인증서").update(document=guide, not_same="공동인증서")
    page = client.get("/search/", {"q": "금융 인증서 발급"}).content.decode()
    assert "서로 다른 것입니다" in page
    assert "/guides/kinds/" in page


def test_the_glossary_is_part_of_what_the_index_should_hold():
    keys = {unit.key for unit in glossary.units()}
    assert keys == {f"term:{term.pk}" for term in Term.objects.exclude(definition="")}
    assert len(keys) > 50
