"""However many documents a folder holds, the database is asked in steps and not for each of them."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kbhelp import live
from kbhelp.exchange.catalogues import by_key, catalogue_models
from kbhelp.exchange.checking import check
from kbhelp.exchange.folder import import_folder
from kbhelp.exchange.importing import AT_ONCE, Import
from kbhelp.exchange.planning import Plan
from kbhelp.exchange.reading import read_folder
from kbhelp.exchange.standing import Standing
from kbhelp.exchange.tests.making import GUIDE, make_folder
from kbhelp.publishing.checks import address_belongs_to_another
from kbhelp.publishing.models import Document, Mention
from kbhelp.publishing.rendering import Draft
from kbhelp.publishing.uses import note_working_copies, note_working_copy
from kbhelp.publishing.working_copies import Load, load_together
from tests.making import edited, make_guide, published

pytestmark = pytest.mark.django_db
CONTENT = settings.BASE_DIR / "content"
STATEMENTS = 40  # of one short step with its savepoints, and of its share in the turn
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


def test_bringing_asks_no_document_a_question_of_its_own(tmp_path):
    """Four statements write the two rows of a document, empty and then whole; all others are shared."""
    counts = []
    for size in (10, 100):
        folder = read(tmp_path, size)
        plan = Plan(folder)
        with CaptureQueriesContext(connection) as queries:
            Import(plan, print).run()
        counts.append(len(queries))
    assert counts[1] - counts[0] < (100 - 10) * (4 + STATEMENTS / AT_ONCE)


def test_many_working_copies_are_written_as_each_alone(tmp_path):
    """Rows, items, sources, related documents, mentions and versions, over what stood there before."""
    import_folder(CONTENT)
    together = [document.concrete() for document in Document.objects.order_by("pk")]
    snapshots = {document.pk: document.snapshot() for document in together}
    named = said_of(together)
    for document in together:
        document.load(document.editions.get().snapshot)
        note_working_copy(document)
    alone = said_of(together)
    loads = [
        Load(document, snapshots[document.pk], set(document.neighbours().values_list("pk", flat=True)))
        for document in together
    ]
    load_together(loads, {model: by_key(model) for model in catalogue_models().values()})
    note_working_copies([Draft(document, snapshots[document.pk]) for document in together])
    assert {document.pk: document.concrete().snapshot() for document in together} == snapshots
    assert said_of(together) == alone == named
    assert set(Document.objects.values_list("version", flat=True)) == {3}


def said_of(documents) -> list:
    """What the working copies name, by their documents."""
    said = Mention.objects.filter(edition=None, document__in=[document.pk for document in documents])
    return sorted(said.values_list("document", "kind", "name", "how"))


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
