"""The database as one file, written while others write, and read into a place that holds nothing.

Copying SQLite's file is no backup: most copies are damaged while somebody writes. Its own backup reads one state.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

# Sessions would let in whoever holds the backup; salts and allowances tell which readers are the same.
LEFT_OUT = (
    "django_session",
    "feedback_dailysalt",
    "feedback_allowance",
    "search_chooser",
    "mfa_authenticator",
)
FILES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


class Failed(Exception):
    """In a sentence for the operator."""


def file_name() -> str:
    return FILES[connection.vendor]


def save(target: Path):
    """Raises Failed, OSError."""
    if connection.vendor == "sqlite":
        save_sqlite(target)
    else:
        left_out = [f"--exclude-table-data={table}" for table in LEFT_OUT]
        run("pg_dump", "--format=custom", "--no-owner", "--no-acl", *left_out, f"--file={target}")


def save_sqlite(target: Path):
    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
            with copy:
                for table in LEFT_OUT:
                    copy.execute(f"DELETE FROM {table}")
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a second beside it
            copy.execute("VACUUM")  # what was deleted is gone from the file too
    except sqlite3.Error as error:
        raise Failed(f"{target}: {error}") from error


def is_empty() -> bool:
    """Whether nothing was ever kept in the database that the settings name."""
    if connection.vendor == "sqlite":
        file = place_of_sqlite()
        return not file.exists() or not file.stat().st_size
    return not connection.introspection.table_names()


def load(source: Path):
    """Into the empty database. Raises Failed, OSError, and leaves it empty then."""
    if connection.vendor == "sqlite":
        place = place_of_sqlite()
        aside = place.with_name(f"{place.name}.restoring")
        shutil.copyfile(source, aside)
        aside.chmod(0o600)
        settle(aside)
        aside.rename(place)
        settle(place.parent)
    else:
        run("pg_restore", "--single-transaction", "--no-owner", "--no-acl", "--exit-on-error", str(source))


def place_of_sqlite() -> Path:
    name = str(connection.settings_dict["NAME"])
    return Path(name.removeprefix("file:").partition("?")[0])


def run(program: str, *arguments: str):
    """One of PostgreSQL's own, on the database of the settings; the password goes by its environment."""
    (_, *where, name), environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    try:
        done = subprocess.run(
            [program, *where, f"--dbname={name}", *arguments],
            env=os.environ | (environment or {}),
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise Failed(f"{program} is missing: install PostgreSQL's client (postgresql-client)") from error
    if done.returncode:
        raise Failed(f"{program}: {done.stderr.strip() or f'ended with {done.returncode}'}")


def settle(path: Path):
    """Until it lies on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
