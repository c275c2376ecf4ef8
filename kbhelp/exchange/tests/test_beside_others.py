"""An import in one process, readers and editors in others: real threads on a database that commits."""

from io import StringIO
from itertools import count

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from kbhelp import live
from kbhelp.exchange import planning
from kbhelp.exchange.folder import ImportRefused, import_folder
from kbhelp.exchange.importing import OVERTAKEN, Import
from kbhelp.exchange.tests.making import GUIDE, make_folder
from kbhelp.feedback.models import Vote
from kbhelp.live import expected_units
from kbhelp.publishing.models import Document, Edition
from kbhelp.search.index import writer
from tests.making import edited, make_guide, published
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
DOCUMENTS = 30


@pytest.fixture(autouse=True)
def clean_index():
    """The tables of the index outlive the flush that follows such a test."""
    call_command("rebuild_search", stdout=StringIO())


def folder(root, said="글"):
    text = GUIDE.replace("title: 글", f"title: {said}")
    return make_folder(root / said, {f"guides/g{number}.md": text for number in range(DOCUMENTS)})


def test_nothing_is_rendered_or_analysed_while_others_wait(tmp_path, monkeypatch):
    inside = []

    def watch(owner, name):
        step = getattr(owner, name)

        def watched(*args, **kwargs):
            inside.append(connection.in_atomic_block)
            return step(*args, **kwargs)

        monkeypatch.setattr(owner, name, watched)

    for owner, name in ((planning, "drafted"), (planning, "refuse_if_wrong"), (live, "prepare")):
        watch(owner, name)
    import_folder(folder(tmp_path))
    assert set(inside) == {False} and len(inside) > 2 * DOCUMENTS


def test_readers_vote_and_editors_publish_beside_an_import(tmp_path):
    guide, statuses, done = published(make_guide(slug="beside")), [], []
    voted = {"edition": guide.live_id, "answer": "yes"}
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})

    def until_done(act):
        for number in count():
            act(number)
            if done:
                return

    def vote(number):
        reader = f"10.0.{number // 250}.{number % 250 + 1}"
        statuses.append(client.post("/feedback/", voted, REMOTE_ADDR=reader).status_code)

    def publish(number):
        published(edited(guide, title=f"{number}번째"))

    def bring():
        try:
            import_folder(folder(tmp_path, "처음"))
            import_folder(folder(tmp_path, "다음"))
        finally:
            done.append(True)

    assert at_once(bring, lambda: until_done(vote), lambda: until_done(publish)) == [None] * 3
    assert (set(statuses), Vote.objects.count()) == ({200}, len(statuses))
    brought = Edition.objects.live().filter(slug__startswith="g").values_list("title", "number")
    assert list(brought) == [("다음", 2)] * DOCUMENTS
    assert writer.differences(expected_units()) == []


def test_two_imports_of_one_folder_at_once_make_each_edition_once(tmp_path):
    """The slower one finds what it wanted done by the other, and says so."""
    outcomes = at_once(*[lambda: import_folder(folder(tmp_path))] * 2)
    assert [type(outcome) for outcome in outcomes if outcome] in ([], [ImportRefused])
    assert import_folder(folder(tmp_path)) == 0
    assert (Document.objects.count(), Edition.objects.live().count()) == (DOCUMENTS, DOCUMENTS)
    assert writer.differences(expected_units()) == []


def test_who_publishes_all_through_an_import_is_not_undone(tmp_path, monkeypatch):
    import_folder(folder(tmp_path, "처음"))
    guide, write = Document.objects.get(slug="g0").concrete(), Import.write

    def publish_first(self, arrivals):
        if "g9" in [arrival.document.slug for arrival in arrivals]:
            assert at_once(lambda: published(edited(guide, title="남이 쓴 글"))) == [None]
        return write(self, arrivals)

    monkeypatch.setattr(Import, "write", publish_first)
    with pytest.raises(ImportRefused, match=OVERTAKEN):
        import_folder(folder(tmp_path, "다음"))
    titles = Edition.objects.live().order_by("slug").values_list("title", flat=True)
    assert list(titles) == ["남이 쓴 글", *["처음"] * (DOCUMENTS - 1)]
