"""Vectors beside the index: made in small steps after whatever was published; once a text has changed, of no weight."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kbhelp.search.index.storage import tables
from kbhelp.search.index.writer import prepare, remove, write
from kbhelp.search.semantic import making
from kbhelp.search.semantic.making import A_STEP, Making
from kbhelp.search.tests.encoding import OTHERS
from kbhelp.search.tests.letters import Letters
from kbhelp.search.tests.making import make_unit
from tests.making import make_entry, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    monkeypatch.setattr(making, "PATIENT", 60.0)
    monkeypatch.setattr(making, "PAUSE", 0.0)


def held(encoder=Letters.name) -> dict[str, bytes]:
    """By title."""
    titles = dict(tables().run("SELECT id, title FROM {p}_unit"))
    return {titles[id_]: numbers for id_, numbers in tables().vectors(list(titles), encoder).items()}


def rows() -> int:
    return tables().run("SELECT COUNT(*) FROM {p}_vector")[0][0]


def make_all(maker: Making):
    while maker.done < maker.store.newest():
        maker.step()


def test_every_unit_gets_the_vector_of_its_title_and_text(process):
    make_unit("지문 등록", body="센서를 닦으세요.")
    make_all(Making())
    assert held() == {"지문 등록": Letters().encode("지문 등록\n센서를 닦으세요.", False)}


def test_a_step_is_small_and_the_next_goes_on(process):
    for number in range(A_STEP + 3):
        make_unit(f"지문 {number}")
    maker = Making()
    maker.step()
    assert len(held()) == A_STEP
    make_all(maker)
    assert len(held()) == A_STEP + 3


def test_once_all_have_one_nobody_is_asked_until_the_index_has_changed(process, caplog):
    make_unit("지문 등록")
    maker = Making()
    make_all(maker)
    caplog.clear()
    process.kill()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        maker.step()
    assert (len(asked), caplog.records) == (1, [])


def test_a_changed_text_has_none_until_it_is_made_anew(process):
    unit = make_unit("지문 등록", body="센서를 닦으세요.")
    maker = Making()
    make_all(maker)
    make_unit("지문 등록", key=unit.key, document_id=unit.document_id, body="손을 씻으세요.")
    assert held() == {}
    make_all(maker)
    assert held() == {"지문 등록": Letters().encode("지문 등록\n손을 씻으세요.", False)}
    assert rows() == 1


def test_a_text_that_is_written_again_as_it_was_keeps_its_vector(process):
    unit = make_unit("지문 등록")
    make_all(Making())
    process.kill()
    write(unit.document_id, prepare([unit]))
    assert set(held()) == {"지문 등록"}


def test_what_is_gone_is_forgotten_with_the_next_publication(process):
    gone = make_unit("지문 등록")
    maker = Making()
    make_all(maker)
    remove(gone.document_id)
    make_unit("얼굴 등록")
    make_all(maker)
    assert (set(held()), rows()) == ({"얼굴 등록"}, 1)


def test_another_encoder_makes_all_of_them_anew(process):
    make_unit("지문 등록")
    maker = Making()
    make_all(maker)
    process.kill()
    process.start(OTHERS)
    process.wait_until_it_answers()
    make_unit("얼굴 등록")
    make_all(maker)
    assert set(held("letters-2")) == {"지문 등록", "얼굴 등록"}
    assert held() == {}


def test_a_text_at_which_the_encoder_breaks_keeps_no_other_waiting(process):
    make_unit("깨지는 글")
    for number in range(3):
        make_unit(f"지문 {number}")
    make_all(Making())
    assert set(held()) == {"지문 0", "지문 1", "지문 2"}


def test_a_text_that_ends_the_process_is_given_up_after_some_tries(process):
    make_unit("끝내는 글")
    make_unit("지문 등록")
    maker = Making()
    while maker.done < maker.store.newest():
        if process.process.poll() is not None:
            process.start()
            process.wait_until_it_answers()
        maker.step()
    assert set(held()) == {"지문 등록"}


def test_while_the_process_is_away_nothing_is_made_and_nothing_fails(process):
    make_unit("지문 등록")
    process.kill()
    maker = Making()
    maker.step()
    assert (held(), maker.done) == ({}, 0)
    process.start()
    process.wait_until_it_answers()
    make_all(maker)
    assert set(held()) == {"지문 등록"}


def test_after_a_failure_it_is_left_alone_for_a_while(process, monkeypatch):
    monkeypatch.setattr(making, "PAUSE", 1e9)
    make_unit("지문 등록")
    process.kill()
    maker = Making()
    maker.step()
    process.start()
    process.wait_until_it_answers()
    maker.step()
    assert held() == {}
    maker.again = 0.0  # the while is over
    make_all(maker)
    assert set(held()) == {"지문 등록"}


def test_a_publication_neither_makes_nor_asks_for_one(process):
    entry = make_entry(title="지문 등록")
    process.stand_still()
    with CaptureQueriesContext(connection) as asked:
        published(entry)
    assert not [query for query in asked.captured_queries if "search_vector" in query["sql"]]
    process.go_on()
    make_all(Making())
    assert set(held()) == {"지문 등록"}
