"""A second opinion moves what was found for a doubtful question, and nothing else; without it all is as it was."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kbhelp.search.index.storage import tables
from kbhelp.search.korean import analyser
from kbhelp.search.query.engine import search
from kbhelp.search.query.opinion import standing
from kbhelp.search.semantic import asking
from kbhelp.search.semantic.wire import Vector, answer
from kbhelp.search.tests.encoding import answering
from kbhelp.search.tests.letters import Letters
from kbhelp.search.tests.making import found, make_unit
from kbhelp.search.tests.test_evaluation import DOCUMENTS, QUERIES

pytestmark = pytest.mark.django_db
DOUBTFUL = (
    "우주선 착륙 등록"  # of three titles that say the same share of it, the first by its key comes first
)
SURE = "지문 등록"
PLAIN = ["지문 등록", "얼굴 등록", "차량 등록"]
LIKE = {"지문 등록": "글자가 다른 글", "얼굴 등록": "또 다른 글", "차량 등록": DOUBTFUL}


@pytest.fixture(autouse=True)
def titles(monkeypatch):
    monkeypatch.setattr(asking, "READER", 60.0)  # how long it takes is looked at where it stands still
    analyser.load(wait=True)
    for number, title in enumerate(PLAIN, 1):
        make_unit(title, key=f"guide:{number}", document_id=number)
    keep(LIKE)


def keep(likes: dict[str, str], encoder=Letters.name):
    """Vectors as if the texts of these titles were like these."""
    digests = {title: (key, digest) for _, key, digest, title, _ in tables().without_vector(encoder, 0, 10)}
    rows = [(*digests[title], encoder, Letters().encode(text, False)) for title, text in likes.items()]
    tables().keep_vectors(rows)


def test_of_what_was_found_the_likest_comes_first(process):
    assert found(DOUBTFUL)[0] == "차량 등록"
    assert sorted(found(DOUBTFUL)) == sorted(PLAIN)


def test_it_says_nothing_of_how_sure_an_answer_is(process, settings):
    moved = search(DOUBTFUL)
    settings.SEMANTIC = ""
    plain = search(DOUBTFUL)
    assert (moved.confidence, moved.is_unsure, moved.is_sure) == (plain.confidence, plain.is_unsure, False)
    assert {hit.title: hit.score for hit in moved.hits} == {hit.title: hit.score for hit in plain.hits}


def test_a_question_that_search_is_sure_of_is_not_asked(path):
    with answering(path, b"") as heard:
        assert found(SURE)[0] == SURE
    assert heard == []


def test_no_personal_data_is_asked(path):
    with answering(path, b"") as heard:
        search(f"010-1234-5678 {DOUBTFUL}")
    assert len(heard) == 1
    assert "[휴대폰]" in heard[0].decode()
    assert b"1234" not in heard[0]


def test_a_long_question_is_cut_since_others_wait_behind_it(path):
    with answering(path, b"") as heard:
        search(f"{DOUBTFUL} " + "우주선 착륙 " * 30)
    assert [len(question.decode()) for question in heard] == [81]


def test_what_has_no_vector_stays_where_it_was(process):
    tables().run("DELETE FROM {p}_vector WHERE key = %s", ["guide:3"])
    assert (
        found(DOUBTFUL).index("차량 등록") == 1
    )  # between one that was moved up and one that was moved down
    tables().run("DELETE FROM {p}_vector")
    assert found(DOUBTFUL) == PLAIN


def test_a_vector_of_a_text_that_has_changed_since_counts_for_nothing(process):
    make_unit("차량 등록", key="guide:3", document_id=3, body="새 글")
    assert found(DOUBTFUL)[0] != "차량 등록"


def test_it_costs_one_question_more_and_only_where_it_is_asked(process, settings, no_looks):
    costs = {}
    for name, address in (("with", process.path), ("without", "")):
        settings.SEMANTIC = address
        for query in (SURE, DOUBTFUL):
            search(query)
            with CaptureQueriesContext(connection) as asked:
                search(query)
            costs[name, query] = len(asked)
    assert costs["with", SURE] == costs["without", SURE]
    assert costs["with", DOUBTFUL] == costs["without", DOUBTFUL] + 1


def test_without_the_setting_nobody_is_asked(process, settings):
    settings.SEMANTIC = ""
    assert found(DOUBTFUL) == PLAIN


def test_where_nobody_listens_readers_get_what_search_alone_finds(path):
    assert found(DOUBTFUL) == PLAIN


def test_a_process_that_was_killed_is_missed_by_nobody_and_heard_again_once_it_is_back(process, monkeypatch):
    process.kill()
    assert found(DOUBTFUL) == PLAIN
    process.start()
    process.wait_until_it_answers()
    assert found(DOUBTFUL) == PLAIN  # left alone for a while
    monkeypatch.setitem(asking._state, "until", 0.0)  # the while is over
    assert found(DOUBTFUL)[0] == "차량 등록"


def test_a_process_that_stands_still_is_not_waited_for(process, monkeypatch):
    monkeypatch.setattr(asking, "READER", 0.1)
    process.stand_still()
    assert found(DOUBTFUL) == PLAIN


STRANGERS = {
    "garbage": b"\x00\xff garbage",
    "nothing": b"",
    "a vector of another encoder": answer(Vector("letters-2", Letters().encode(DOUBTFUL, True))),
    "a vector of another length": answer(Vector("letters-1", bytes(range(1, 33)))),
}


@pytest.mark.parametrize("said", STRANGERS.values(), ids=STRANGERS)
def test_whatever_answers_there_instead_changes_nothing(path, said):
    with answering(path, said):
        assert found(DOUBTFUL) == PLAIN


def test_of_vectors_that_are_all_alike_none_is_moved():
    one = Letters().encode("글", False)
    assert standing(one, {1: one, 2: one}) == {}
    assert standing(one, {}) == {}


def test_the_figures_of_search_can_be_had_with_it(process, tmp_path, capsys):
    for name, rows in (("docs", DOCUMENTS), ("queries", QUERIES)):
        (tmp_path / name).write_text(json.dumps(rows), encoding="utf-8")
    call_command("evaluate_search", tmp_path / "docs", tmp_path / "queries", "--opinion", "--json")
    assert json.loads(capsys.readouterr().out)["macro"]["recall@10"] > 0
    process.kill()
    with pytest.raises(CommandError, match="bin/semantic"):
        call_command("evaluate_search", tmp_path / "docs", tmp_path / "queries", "--opinion")


def test_what_is_very_like_the_question_is_named_as_perhaps_meant(process, settings, client):
    names = [f"{name} 등록" for name in ("가방", "나무", "다리", "라면", "마늘")]
    for number, title in enumerate(names, 11):
        make_unit(title, key=f"guide:{number}", document_id=number, url="/")
    keep(dict.fromkeys(names, "글자가 다른 글") | {"나무 등록": DOUBTFUL})
    tables().run("DELETE FROM {p}_vector WHERE key = 'guide:3'")
    page = client.get("/search/", {"q": DOUBTFUL})
    assert [hit.title for hit in page.context["near"]] == ["나무 등록"]
    settings.SEMANTIC = ""
    assert client.get("/search/", {"q": DOUBTFUL}).context["near"] == []
