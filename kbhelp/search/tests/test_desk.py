"""What editors do to search: terms, pinned answers, and seeing why a query finds what it finds."""

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Permission

from kbhelp.search.korean import analyser
from kbhelp.search.models import BestBet, Term
from kbhelp.search.query.engine import search
from kbhelp.search.vocabulary import glossary, terms
from tests.making import make_guide, make_publisher, make_user, make_writer, published
from tests.test_desk import change_url, fields_of, form_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loaded():
    analyser.load(wait=True)
    terms.look_again()


@pytest.fixture
def writer(client):
    client.force_login(make_writer())
    return client


@pytest.fixture
def desk(client):
    """A publisher's: readers see definitions and best bets as soon as they are saved."""
    client.force_login(make_publisher())
    return client


def add(desk, model: str, **fields):
    response = desk.post(f"/admin/search/{model}/add/", fields)
    assert response.status_code == 302, response.context["errors"]


def term_fields(**fields) -> dict:
    return {"name": "", "same": "", "also": "", "not_same": "", "definition": "", "document": ""} | fields


def make_term(**fields):
    return Term.objects.create(**{"name": "쯩따기"} | fields)


def titles(query: str) -> list[str]:
    return [hit.title for hit in search(query).hits]


def test_a_synonym_of_a_writer_is_searched_with_at_once(writer):
    published(make_guide(title="신분증 촬영이 안 될 때"))
    assert titles("쯩따기") == []
    add(writer, "term", name="쯩따기", same="신분증", also="")
    assert titles("쯩따기") == ["신분증 촬영이 안 될 때"]


def test_a_definition_is_found_and_listed_until_it_is_taken_away(desk):
    add(desk, "term", **term_fields(name="꿀벌표", definition="시험에만 나오는 낱말입니다."))
    term = Term.objects.get(name="꿀벌표")
    assert search("꿀벌표").hits[0].url == f"/terms/?t={term.pk}#t-{term.pk}"
    assert "시험에만 나오는 낱말입니다." in desk.get("/terms/").content.decode()
    desk.post(change_url(term), form_of(desk, term) | {"definition": ""})
    assert titles("꿀벌표") == []


def test_a_deleted_term_is_found_no_more(desk):
    add(desk, "term", **term_fields(name="꿀벌표", definition="시험에만 나오는 낱말입니다."))
    term = Term.objects.get(name="꿀벌표")
    desk.post(f"/admin/search/term/{term.pk}/delete/", {"post": "yes"})
    assert titles("꿀벌표") == []


@pytest.mark.parametrize("name", ["definition", "not_same", "document"])
def test_what_readers_are_shown_of_a_term_is_not_a_writers(writer, name):
    term = make_term()
    page = writer.get(change_url(term)).content.decode()
    assert "발행자만 고칠 수 있습니다." in page
    assert f'name="{name}"' not in page
    forged = form_of(writer, term) | {name: "1" if name == "document" else "몰래"}
    assert writer.post(change_url(term), forged).status_code == 403
    assert (
        writer.post(
            "/admin/search/term/add/", {"name": "새말", "same": "", "also": "", name: "몰래"}
        ).status_code
        == 403
    )
    assert list(Term.objects.filter(name__in=["쯩따기", "새말"]).values_list(name, flat=True)) == [
        getattr(term, name)
    ]


def test_a_writer_adds_synonyms_to_a_defined_term_and_leaves_its_name_alone(writer):
    term = make_term(definition="풀이입니다.")
    assert writer.post(change_url(term), form_of(writer, term) | {"same": "신분증"}).status_code == 302
    term.refresh_from_db()
    assert (term.same, term.definition) == ("신분증", "풀이입니다.")
    assert writer.post(change_url(term), form_of(writer, term) | {"name": "몰래"}).status_code == 403


def test_a_term_that_was_defined_while_a_writer_typed_loses_nothing(writer):
    term = make_term()
    mine = form_of(writer, term) | {"name": "쯩찍기", "same": "신분증"}
    Term.objects.filter(pk=term.pk).update(definition="풀이입니다.")
    refused = writer.post(change_url(term), mine)
    assert "먼저 저장했습니다." in refused.content.decode()
    writer.post(change_url(term), fields_of(refused))
    term.refresh_from_db()
    assert (term.name, term.same, term.definition) == ("쯩따기", "신분증", "풀이입니다.")


@pytest.mark.parametrize(
    ("fields", "left"), [({}, 0), ({"definition": "풀이"}, 1), ({"not_same": "다른 말"}, 1)]
)
def test_a_writer_deletes_only_terms_that_readers_do_not_see(writer, fields, left):
    term = make_term(**fields)
    writer.post(f"/admin/search/term/{term.pk}/delete/", {"post": "yes"})
    assert Term.objects.filter(pk=term.pk).count() == left


def test_best_bets_are_looked_at_by_writers_and_kept_by_publishers(writer):
    bet = BestBet.objects.create(query="명의", words="명의", document=make_guide())
    assert writer.get(change_url(bet)).status_code == 200
    answers = [
        writer.post("/admin/search/bestbet/add/", {"query": "몰래", "document": bet.document_id}),
        writer.post(change_url(bet), {"query": "몰래", "document": bet.document_id}),
        writer.post(f"/admin/search/bestbet/{bet.pk}/delete/", {"post": "yes"}),
    ]
    assert [answer.status_code for answer in answers] == [403] * 3
    assert list(BestBet.objects.values_list("query", flat=True)) == ["명의"]


def test_the_group_of_writers_holds_no_right_to_best_bets_but_looking():
    rights = Permission.objects.filter(group__name="작성자", content_type__model="bestbet")
    assert list(rights.values_list("codename", flat=True)) == ["view_bestbet"]


def test_nothing_at_the_desk_is_deleted_in_bulk():
    actions = [set(model_admin._get_base_actions()) for model_admin in site._registry.values()]
    assert len(actions) > 10
    assert [name for listed in actions for _, name, _ in listed if name == "delete_selected"] == []


def test_the_test_page_is_for_those_who_may_see_what_was_searched(client):
    client.force_login(make_user("newcomer"))
    assert client.get("/admin/search/queryday/test/", {"q": "명의"}).status_code == 403
    client.force_login(make_writer())
    assert client.get("/admin/search/queryday/test/", {"q": "명의"}).status_code == 200


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
    term = Term.objects.get(name="금융인증서")
    term.document, term.not_same = guide, "공동인증서"
    term.save()
    page = client.get("/search/", {"q": "금융 인증서 발급"}).content.decode()
    assert "서로 다른 것입니다" in page
    assert "/guides/kinds/" in page
    Term.objects.filter(pk=term.pk).update(not_same="")  # as another machine's change, of an earlier time
    assert "서로 다른 것입니다" not in client.get("/search/", {"q": "금융 인증서 발급"}).content.decode()


def test_the_glossary_is_part_of_what_the_index_should_hold():
    keys = {unit.key for unit in glossary.units()}
    assert keys == {f"term:{term.pk}" for term in Term.objects.exclude(definition="")}
    assert len(keys) > 30
