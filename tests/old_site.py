"""A kept old database (tests/fixtures/README.md) as the default connection, beside the test's own."""

import copy
import gzip
import os
import sqlite3
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import ConnectionHandler, connections

FIXTURES = Path(__file__).parent / "fixtures"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "one")


@contextmanager
def old_site(commit: str, folder: Path):
    """Within this block the ORM's database is the kept one of that commit, as old as it was kept."""
    ours = connections["default"]
    sql = gzip.decompress((FIXTURES / f"{commit}.{ours.vendor}.sql.gz").read_bytes()).decode()
    opened = _on_postgresql if ours.vendor == "postgresql" else _on_sqlite
    with opened(sql, folder) as database:
        connections["default"] = ConnectionHandler({"default": database})["default"]
        try:
            yield
        finally:
            connections["default"].close()
            connections["default"] = ours


@contextmanager
def _on_sqlite(sql: str, folder: Path):
    file = folder / "old.sqlite3"
    with sqlite3.connect(file) as database:
        database.executescript(sql)
    database.close()
    yield copy.deepcopy(settings.SQLITE) | {"NAME": f"file:{file}?mode=rw"}


@contextmanager
def _on_postgresql(sql: str, folder: Path):
    name, ours = f"kbhelp_old_{WORKER}", connections["default"]
    with ours._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    with psycopg.connect(**ours.get_connection_params() | {"dbname": name}) as database:
        database.execute(sql)
    yield copy.deepcopy(ours.settings_dict) | {"NAME": name}
    with ours._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name}")
