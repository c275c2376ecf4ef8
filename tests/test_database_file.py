"""A process writes into the database file that lies under its name, and into no other."""

import sqlite3

import pytest
from django.conf import settings
from django.db import OperationalError, connections

from kbhelp.sqlite.base import DatabaseWrapper


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "a.sqlite3"
    made(path)
    return path


def made(path, *names):
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE note (name TEXT)")
        database.executemany("INSERT INTO note VALUES (?)", [(name,) for name in names])


@pytest.fixture
def connection(file, django_db_blocker):
    """As the site opens it."""
    known = connections["default"].settings_dict
    with django_db_blocker.unblock():
        wrapper = DatabaseWrapper(
            known
            | {
                "NAME": f"file:{file}?mode=rw",
                "OPTIONS": {"transaction_mode": "IMMEDIATE"},
                "CONN_MAX_AGE": None,
            }
        )
        wrapper.ensure_connection()
        yield wrapper
        wrapper.close()


def written(connection, name):
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO note VALUES (%s)", [name])
    connection.commit()
    connection.set_autocommit(True)


def names_in(path) -> list[str]:
    with sqlite3.connect(path) as database:
        return [name for (name,) in database.execute("SELECT name FROM note")]


def test_nothing_is_written_into_a_file_that_was_deleted_and_none_is_made(connection, file):
    file.unlink()
    with pytest.raises(OperationalError, match="unable to open"):
        written(connection, "lost")
    assert not file.exists()


def test_what_is_put_in_its_place_is_written_into_without_a_restart(connection, file):
    file.unlink()
    with pytest.raises(OperationalError):
        written(connection, "lost")
    made(file, "restored")
    written(connection, "kept")
    assert names_in(file) == ["restored", "kept"]


def test_a_request_reads_the_file_that_was_put_in_its_place(connection, file):
    new = file.with_suffix(".new")
    made(new, "restored")
    new.replace(file)
    connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM note")
        assert cursor.fetchall() == [("restored",)]


def test_the_same_file_is_opened_once(connection):
    opened = connection.connection
    written(connection, "a")
    connection.close_if_unusable_or_obsolete()
    assert connection.connection is opened


def test_the_site_runs_on_it():
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        pytest.skip("PostgreSQL has no file")
    assert settings.DATABASES["default"]["ENGINE"] == "kbhelp.sqlite"
