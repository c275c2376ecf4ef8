"""A site that outgrows its file: all of it in PostgreSQL, with the same pages, and back."""

import os
import secrets
import shutil
import sqlite3
from contextlib import closing

import psycopg
import pytest

from tests.site import LIGHT, Site
from tests.test_backup import KEY, PAGES, manage, read
from tests.test_many_machines import database  # noqa: F401 – the fixture

pytestmark = pytest.mark.database
on_postgres = pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="what PostgreSQL alone needs")


def pages_of(site: Site) -> dict[str, bytes]:
    return {path: read(site, path) for path in (*PAGES, "/search/?q=%EC%95%8C%EB%9C%B0%ED%8F%B0", "/feed/")}


@pytest.fixture
def started(tmp_path, after_first_start):
    """The data folder of a site with its first content, served once."""
    return after_first_start(tmp_path / "data")


def take_files(old, new):
    """Pictures lie beside a database and are copied; statics each machine collects for itself, six seconds of work."""
    shutil.copytree(old / "media", new / "media", dirs_exist_ok=True)
    shutil.copytree(old / "static", new / "static")
    shutil.copy(old / "static.stamp", new)


@on_postgres
@pytest.mark.xdist_group("setup")
def test_a_site_moves_into_postgresql_and_back_with_equal_pages(started, tmp_path, database):  # noqa: F811
    site = Site(started, SECRET_KEY=KEY, **LIGHT).wait_until_serving()
    pages, address = pages_of(site), site.url
    assert site.stop() == 0
    moved = manage(tmp_path / "new", "move_database", started / "kbhelp.sqlite3", DATABASE_URL=database)
    assert moved.returncode == 0, moved.stderr

    variables = {"SECRET_KEY": KEY, "KBHELP_SITE_URL": address} | LIGHT
    take_files(started, tmp_path / "new")
    site = Site(tmp_path / "new", DATABASE_URL=database, **variables).wait_until_serving()
    assert pages_of(site) == pages
    assert site.stop() == 0
    verdict = manage(tmp_path / "new", "verify", DATABASE_URL=database)
    assert verdict.stdout == "0 problem(s)\n"
    with psycopg.connect(database) as found:  # what comes next gets a number that nobody has
        found.execute("INSERT INTO auth_group (name) VALUES ('one more')")

    back = manage(tmp_path / "back", "move_database", database)
    assert back.returncode == 0, back.stderr
    take_files(started, tmp_path / "back")
    site = Site(tmp_path / "back", **variables).wait_until_serving()
    assert pages_of(site) == pages
    assert site.stop() == 0
    assert manage(tmp_path / "back", "verify").stdout == "0 problem(s)\n"


@on_postgres
@pytest.mark.xdist_group("setup")
def test_what_does_not_fit_is_named_and_nothing_is_moved(started, tmp_path, database):  # noqa: F811
    file = started / "kbhelp.sqlite3"
    with closing(sqlite3.connect(file)) as old, old:
        old.execute("INSERT INTO auth_group (name) VALUES (?)", ["a\0b"])
    refused = manage(tmp_path / "new", "move_database", file, DATABASE_URL=database)
    assert refused.returncode == 1
    assert "auth_group, rows" in refused.stderr
    assert "Nothing was moved." in refused.stderr
    with psycopg.connect(database) as found:
        assert found.execute("SELECT count(*) FROM publishing_document").fetchone() == (0,)
    with closing(sqlite3.connect(file)) as old, old:
        old.execute("DELETE FROM auth_group WHERE name LIKE 'a%'")
    again = manage(tmp_path / "new", "move_database", file, DATABASE_URL=database)
    assert again.returncode == 0, again.stderr


@pytest.mark.xdist_group("setup")
def test_nothing_is_written_over(started, tmp_path):
    refused = manage(started, "move_database", started / "kbhelp.sqlite3")
    assert (refused.returncode, "is not empty: nothing was moved" in refused.stderr) == (1, True)


@pytest.mark.xdist_group("setup")
def test_a_database_of_another_release_is_refused(started, tmp_path):
    file = started / "kbhelp.sqlite3"
    for change, said in [
        ("DELETE FROM django_migrations WHERE app = 'feedback'", "older than this code"),
        (
            "INSERT INTO django_migrations (app, name, applied) VALUES ('faq', '9999_x', '2030-01-01')",
            "newer",
        ),
    ]:
        with closing(sqlite3.connect(file)) as old, old:
            old.execute(change)
        refused = manage(tmp_path / secrets.token_hex(4), "move_database", file)
        assert (refused.returncode, said in refused.stderr) == (1, True), refused.stderr


def test_what_is_no_database_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "text").write_text("no database")
    for old, said in [
        (tmp_path / "nothing", "neither a file nor the address"),
        (tmp_path / "text", "cannot be opened"),
        ("postgresql://nobody@127.0.0.1:1/x", "cannot be opened"),
    ]:
        refused = manage(tmp_path / "data", "move_database", old)
        assert (refused.returncode, said in refused.stderr) == (1, True), refused.stderr
        assert "Traceback" not in refused.stderr
