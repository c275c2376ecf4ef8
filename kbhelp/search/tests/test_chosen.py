"""Before an editor decides, readers' choices part near equals, and no more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kbhelp.search.korean import analyser
from kbhelp.search.models import AskedWay, ChoiceDay
from kbhelp.search.query import chosen
from kbhelp.search.query.engine import search
from tests.making import make_entry, published

pytestmark = pytest.mark.django_db
QUERY = "지문 등록"


@pytest.fixture
def equals():
    """Two questions that say the same, and one that says less."""
    analyser.load(wait=True)
    less = published(make_entry(title="얼굴 등록하기"))
    return [published(make_entry(title="지문 등록하기")) for _ in range(2)] + [less]


def choose(document, query=QUERY):
    for days_ago in range(3):
        day = timezone.localdate() - timedelta(days=days_ago)
        fields = {"unit": f"faq:{document.pk}", "document": document, "place": 2, "visitors": 2}
        ChoiceDay.objects.create(day=day, query=query, **fields)
    chosen.look_again()


def found(query=QUERY) -> list[int]:
    return [hit.document_id for hit in search(query).hits]


def test_of_two_that_say_the_same_the_chosen_one_comes_first(equals):
    first, second, _ = equals
    assert found()[:2] == [first.pk, second.pk]
    choose(second)
    assert found("지문  등록")[:2] == [second.pk, first.pk]
    assert found("지문 등록 방법")[:2] == [first.pk, second.pk]  # these words were not chosen for


def test_what_says_less_stays_behind(equals):
    before = found()
    choose(equals[2])
    assert found() == before


def test_it_can_be_switched_off(equals, settings):
    choose(equals[1])
    settings.LEARNING = False
    assert found()[0] == equals[0].pk
    chosen.look_again()
    assert chosen._chosen == {}


def test_what_was_decided_counts_no_more(equals):
    second = equals[1]
    AskedWay.objects.create(query=QUERY, unit=f"faq:{second.pk}", document=second, is_accepted=False)
    choose(second)
    assert found()[0] == equals[0].pk


def test_a_search_asks_the_database_for_nothing_more(equals, django_assert_num_queries):
    choose(equals[1])
    ranked = []
    with django_assert_num_queries(0):
        assert chosen.nudged(QUERY, ranked) == []
