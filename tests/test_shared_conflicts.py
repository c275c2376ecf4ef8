"""Two people at what is not a document: terms, best bets, sources, categories; and several at one moment."""

import pytest
from django.test import Client

from guides.models import Guide
from kbhelp.search.models import BestBet, Term
from tests.making import make_category, make_guide, make_publisher, make_source, make_user, make_writer
from tests.test_desk import change_url, fields_of, form_of
from tests.test_desk_conflicts import said, save
from tests.threads import at_once

pytestmark = pytest.mark.django_db


SHARED = {
    "term": lambda: (Term.objects.create(name="낱말", also="처음"), "also", "same"),
    "best bet": lambda: (
        BestBet.objects.create(query="처음", words="처음", document=make_guide()),
        "query",
        "",
    ),
    "source": lambda: (make_source(name="처음"), "name", "note"),
    "category": lambda: (make_category(name="처음"), "name", ""),
}


@pytest.fixture(params=SHARED)
def shared(request):
    """A row that several editors keep, the field that both change, and one that only the other changes."""
    return SHARED[request.param]()


def test_two_people_saving_what_they_keep_together_lose_nothing(client, shared):
    row, name, other = shared
    client.force_login(make_publisher())
    mine = form_of(client, row) | {name: "내가 적음"}
    type(row).objects.filter(pk=row.pk).update(**{name: "남이 적음"} | ({other: "남의 말"} if other else {}))
    refused = save(client, row, mine)
    row.refresh_from_db()
    assert getattr(row, name) == "남이 적음"
    assert "그사이 다른 사람이 먼저 저장했습니다." in said(refused)
    assert "내가 적음" in refused.content.decode()
    again = save(client, row, fields_of(refused))
    assert "아직 고르지 않은 칸이 있습니다." in said(again)
    assert save(client, row, fields_of(again) | {f"merge-{name}": "mine"}).status_code == 302
    row.refresh_from_db()
    assert getattr(row, name) == "내가 적음"
    assert not other or getattr(row, other) == "남의 말"


def test_whoever_saved_a_source_last_is_named(client):
    source = make_source()
    client.force_login(make_publisher("나"))
    mine = form_of(client, source) | {"note": "내가 적음"}
    other = Client()
    other.force_login(make_publisher("남"))
    other.post(change_url(source), form_of(other, source) | {"note": "남이 적음"})
    assert "그사이 남님이 먼저 저장했습니다." in said(save(client, source, mine))


def test_what_was_typed_about_a_deleted_term_can_be_saved_as_a_new_one(client):
    client.force_login(make_writer())
    term = Term.objects.create(name="쯩따기")
    mine, url = form_of(client, term) | {"same": "신분증"}, change_url(term)
    term.delete()
    refused = client.post(url, mine)
    assert "그사이 다른 사람이 지웠습니다." in said(refused)
    client.post(refused.context["form_url"], fields_of(refused))
    assert Term.objects.get(name="쯩따기").same == "신분증"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("make", [make_guide, lambda: Term.objects.create(name="낱말"), make_source])
def test_of_several_saves_at_one_moment_one_is_kept_and_the_others_are_told(make):
    row = make()
    field = "summary" if isinstance(row, Guide) else "also" if isinstance(row, Term) else "note"
    editors = []
    for number in range(3):
        client = Client()
        client.force_login(make_user(f"superuser-{number}", is_superuser=True))
        editors.append((client, form_of(client, row) | {field: f"말 {number}"}))
    answers = []

    def save_one():
        client, data = editors.pop()
        answers.append(save(client, row, data).status_code)

    assert at_once(*[save_one] * 3) == [None] * 3
    assert sorted(answers) == [200, 200, 302]
