"""What a monitor hears: of the process, of the database, and of what readers hardly notice."""

import threading
import time
from collections import namedtuple

import pytest
from django.db import DatabaseError, connection

from kbhelp import live
from kbhelp.live import rounds as rounds_of_search
from kbhelp.publishing.models import SiteVersion
from kbhelp.search.index import writer
from kbhelp.site import health
from tests.making import make_guide, published
from tests.test_beside_a_writer import all_written_by_somebody
from tests.test_serving import get, site  # noqa: F401 – a fixture

pytestmark = pytest.mark.django_db
Disk = namedtuple("Disk", "free")


def asked(client):
    answer = client.get("/readyz")
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code, answer.json()["status"], answer.json()["parts"]


@pytest.fixture(autouse=True)
def pictures(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_site_that_is_well_says_so_of_each_part(client):
    names = ["database", "migrations", "writing", "disk", "search", "analyser", "semantic", "media"]
    assert asked(client) == (200, "ok", dict.fromkeys(names, "ok"))
    assert client.get("/readyz").json()["what_to_do"] == {}


def test_a_full_disk_is_a_failure_and_named(client, monkeypatch):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: Disk(free=health.FULL - 1))
    status, worst, parts = asked(client)
    assert (status, worst, parts["disk"], parts["database"]) == (503, "failing", "failing", "ok")
    assert "disk" in client.get("/readyz").json()["what_to_do"]


def test_a_disk_that_fills_and_a_folder_that_takes_no_pictures_are_told_apart_from_a_failure(
    client, monkeypatch, settings
):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: Disk(free=health.FULL))
    settings.MEDIA_ROOT = "/nowhere"
    status, worst, parts = asked(client)
    assert (status, worst, parts["disk"], parts["media"], parts["database"]) == (
        200,
        "degraded",
        "degraded",
        "degraded",
        "ok",
    )


def test_without_its_database_it_is_failing(client, monkeypatch):
    def away(*given):
        raise DatabaseError("away")

    monkeypatch.setattr(SiteVersion.objects, "exists", away)
    assert asked(client)[:2] == (503, "failing")


def test_with_a_migration_that_was_not_made_it_is_failing(client, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: ["one"])
    assert asked(client)[:2] == (503, "failing")


@pytest.fixture
def rounds(monkeypatch):
    """As a process begins them."""
    made = live.Rounds(at_once=2)
    monkeypatch.setattr(health, "rounds", made)
    return made


@pytest.mark.django_db(transaction=True)
def test_where_nothing_can_be_written_for_a_while_it_is_failing_and_says_so_within_two_seconds(
    client, rounds
):
    published(make_guide())
    with all_written_by_somebody():
        began = time.monotonic()
        status, worst, parts = asked(client)
        took = time.monotonic() - began
    assert (status, worst, parts["database"], parts["writing"]) == (503, "failing", "ok", "failing")
    assert took < 2
    assert asked(client)[:2] == (200, "ok")


@pytest.mark.django_db(transaction=True)
def test_the_database_is_as_patient_as_before_once_readiness_was_asked(client, rounds):
    def patience():
        with connection.cursor() as cursor:
            cursor.execute(
                "SHOW statement_timeout" if connection.vendor == "postgresql" else "PRAGMA busy_timeout"
            )
            return cursor.fetchone()

    published(make_guide())
    before = patience()
    with all_written_by_somebody():
        asked(client)
    assert patience() == before


@pytest.mark.django_db(transaction=True)
def test_somebody_who_writes_for_a_moment_is_no_failure(client, rounds):
    published(make_guide())
    locked = all_written_by_somebody()
    locked.__enter__()
    end = threading.Timer(0.4, locked.__exit__, (None, None, None))
    end.start()
    status, worst, parts = asked(client)
    end.join()
    assert (status, worst, parts["writing"]) == (200, "ok", "ok")


def test_where_search_lacks_what_readers_see_it_is_degraded_and_says_what_to_do(client, rounds):
    guides = [published(make_guide(slug=f"g{number}")) for number in range(5)]
    writer.remove(guides[4].pk)
    answers = [client.get("/readyz") for _ in range(4)]
    told = answers[-1].json()
    assert (answers[-1].status_code, told["status"], told["parts"]["search"]) == (200, "degraded", "degraded")
    assert "manage.py rebuild_search" in told["what_to_do"]["search"]
    live.index_again(guides[4].pk)
    assert asked(client)[:2] == (200, "ok")


def test_a_document_of_which_one_row_is_missing_is_found(rounds):
    guide = published(make_guide(body="## 하나\n\n인증서\n\n## 둘\n\n발급"))
    assert rounds.look() == set()
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM search_unit WHERE id = (SELECT MAX(id) FROM search_unit WHERE document_id = %s)",
            [guide.pk],
        )
    assert rounds.look() == {guide.pk}


def test_no_question_looks_at_more_documents_for_more_of_them(rounds, monkeypatch):
    looked_at, lacking = [], rounds_of_search.lacking
    monkeypatch.setattr(
        rounds_of_search, "lacking", lambda numbers: looked_at.append(set(numbers)) or lacking(numbers)
    )
    guides = [published(make_guide(slug=f"g{number}")).pk for number in range(7)]
    for _ in range(4):
        rounds.look()
    assert max(map(len, looked_at)) == 2
    assert set().union(*looked_at) == set(guides)


def test_a_probe_by_address_is_answered_whatever_name_it_asks_for(site):  # noqa: F811
    assert get(site, "/healthz", Host="10.0.0.7")[::2] == (200, "ok\n")
    assert get(site, "/readyz", Host="10.0.0.7")[0] == 200
    assert get(site, "/", Host="10.0.0.7")[0] == 400


def test_a_second_opinion_that_is_set_and_does_not_answer_is_degraded(client, settings):
    settings.SEMANTIC = "/nowhere/socket"
    status, worst, parts = asked(client)
    assert (status, worst, parts["semantic"], parts["search"]) == (200, "degraded", "degraded", "ok")
    assert "bin/semantic" in client.get("/readyz").json()["what_to_do"]["semantic"]
