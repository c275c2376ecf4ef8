"""What a monitor hears: of the process, of the database, and of what readers hardly notice."""

from collections import namedtuple

import pytest
from django.db import DatabaseError

from kbhelp.publishing.models import SiteVersion
from kbhelp.site import health
from tests.test_serving import get, site  # noqa: F401 – a fixture

pytestmark = pytest.mark.django_db
Disk = namedtuple("Disk", "free")


def asked(client):
    answer = client.get("/readyz")
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code, answer.json()["status"], answer.json()["parts"]


def test_a_site_that_is_well_says_so_of_each_part(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    names = ["database", "migrations", "disk", "search", "media"]
    assert asked(client) == (200, "ok", dict.fromkeys(names, "ok"))


def test_a_full_disk_and_a_folder_that_takes_no_pictures_are_told_apart_from_a_failure(
    client, monkeypatch, settings
):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: Disk(free=1))
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


def test_a_probe_by_address_is_answered_whatever_name_it_asks_for(site):  # noqa: F811
    assert get(site, "/healthz", Host="10.0.0.7")[::2] == (200, "ok\n")
    assert get(site, "/readyz", Host="10.0.0.7")[0] == 200
    assert get(site, "/", Host="10.0.0.7")[0] == 400
