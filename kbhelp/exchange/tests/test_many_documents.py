"""However many documents a folder holds, the database is asked in steps and not for each of them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kbhelp import live
from kbhelp.exchange.checking import check
from kbhelp.exchange.planning import Plan
from kbhelp.exchange.reading import read_folder
from kbhelp.exchange.standing import Standing
from kbhelp.exchange.tests.making import GUIDE, make_folder
from kbhelp.publishing.checks import address_belongs_to_another
from tests.making import edited, make_guide, published

pytestmark = pytest.mark.django_db
PER_QUERY = 20  # documents; a statement holds only so many rows


def read(root, size: int):
    """So many guides that name each other, read and checked."""
    files = {
        f"guides/g{size}-{number}.md": GUIDE.replace(
            "state: live", f"related: [guide:g{size}-{(number + 1) % size}]\nstate: live"
        )
        for number in range(size)
    }
    folder = read_folder(make_folder(root / str(size), files))
    check(folder)
    return folder


def test_planning_asks_no_document_a_question_of_its_own(tmp_path):
    counts = []
    for size in (10, 100):
        folder = read(tmp_path, size)
        with CaptureQueriesContext(connection) as queries:
            Plan(folder)
        counts.append(len(queries))
    assert counts[1] - counts[0] < (100 - 10) / PER_QUERY


def test_an_address_is_taken_for_many_at_once_as_for_one():
    """Addresses had before, promised for a date, told apart by capitals alone, and free ones."""
    renamed = published(edited(published(make_guide(slug="before")), slug="after"))
    waiting = make_guide(slug="promised")
    live.publish(waiting, at=timezone.now() + timedelta(days=1))
    draft, standing = make_guide(slug="draft"), Standing()
    asked = [
        (document, slug)
        for document in (renamed, waiting, draft)
        for slug in ("before", "BEFORE", "after", "After", "promised", "Promised", "draft", "free")
    ]
    one_by_one = [address_belongs_to_another(*one) for one in asked]
    assert [standing.belongs_to_another(*one) for one in asked] == one_by_one
    assert set(one_by_one) == {True, False}
