"""With many titles SQLite looks for the best of them part by part: the same ones in the same order."""

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from kbhelp.search.index.storage import tables
from kbhelp.search.index.storage.sqlite import MANY_UNITS

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="PostgreSQL asks for everything in one statement"
    ),
]
WORDS = ["가", "나", "다", "라", "마"]
TITLES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), max_size=60)
WAYS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(tuple), min_size=1, max_size=3)
# Sums of these are exact and often equal, so that the order of equals is tried, too.
CLAUSES = st.lists(st.tuples(WAYS, st.sampled_from([0.5, 1.0, 1.5, 4.0])), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def store():
    return tables("many_titles")


@settings(max_examples=150)
@given(titles=TITLES, clauses=CLAUSES, limit=st.integers(1, 20))
def test_the_same_titles_in_the_same_order(store, titles, clauses, limit):
    store.create(temporary=True)
    try:
        store.write_terms([(id_, " ".join(title), "", "") for id_, title in enumerate(titles, 1)])
        added_up = store.titled(clauses, limit, 0)
        assert store.titled(clauses, limit, MANY_UNITS) == added_up
    finally:
        store.drop()


def test_a_word_of_every_title_is_looked_for_no_further_than_wanted(django_assert_num_queries, store):
    store.create(temporary=True)
    store.write_terms([(id_, "가 나" if id_ > 50 else "가", "", "") for id_ in range(1, 101)])
    with django_assert_num_queries(1):
        assert store.titled([([("가",)], 1.0)], 3, MANY_UNITS) == [1, 2, 3]
    with django_assert_num_queries(1):
        assert store.titled([([("가",)], 1.0), ([("나",)], 2.0)], 3, MANY_UNITS) == [51, 52, 53]
    store.drop()
