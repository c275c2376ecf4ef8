"""The made-up site that bin/bench measures is one that readers could use."""

import pytest
from django.core.management import call_command

from kbhelp import live
from kbhelp.benchmarks import beside, corpus
from kbhelp.exchange.folder import import_folder
from kbhelp.publishing.models import Document, Edition
from kbhelp.search.query.engine import reader_search
from tests.making import make_entry, make_guide, make_source, published

pytestmark = pytest.mark.django_db


def test_made_documents_are_read_listed_and_found_and_the_same_again(client, monkeypatch):
    monkeypatch.setattr(corpus, "POOL", 2)
    source = make_source()
    for document in (make_guide(slug="first"), make_entry(slug="first")):
        document.sources.add(source)
        published(document)
    corpus.grow("guide", 2)
    corpus.grow("guide", 5)
    corpus.grow("faq", 3)
    assert Document.objects.live().filter(slug__startswith="made-").count() == 8
    found = Edition.objects.live().get(slug="made-guide-000004")
    assert found.title == corpus.title(4)
    page = client.get("/guides/made-guide-000004/").content.decode()
    assert found.title in page and "확인하기</h2>" in page
    assert client.get("/faq/made-faq-000002/").status_code == 200
    assert found.title in client.get("/guides/").content.decode()
    assert live.publish(found.document.concrete()).snapshot["sources"] == found.snapshot["sources"] != []
    assert reader_search(found.title, limit=3).hits[0].title == found.title


def test_a_site_without_a_document_to_make_others_after_says_so():
    with pytest.raises(SystemExit, match="no live guide"):
        call_command("make_corpus", guides=1)


def test_the_files_that_are_imported_beside_a_reader_are_documents(client, tmp_path):
    beside.write(tmp_path, 4)
    assert import_folder(tmp_path) == 4
    page = client.get("/guides/brought-000001/").content.decode()
    assert corpus.title(1) in page and "/guides/brought-000000/" in page
    assert client.get("/faq/brought-000001/").status_code == 200
