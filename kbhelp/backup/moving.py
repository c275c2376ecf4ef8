"""All rows of one database into another that is empty: from SQLite into PostgreSQL, or the other way.

One transaction on each side: what is read is one state, and a move that fails leaves the new database without a row.
Numbers stay, so that addresses, votes and pictures fit. The search index is no row of this: it is written anew.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import dj_database_url
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from kbhelp.backup.database import LEFT_OUT, Failed, is_empty, place_of_sqlite
from kbhelp.publishing.models import Document
from kbhelp.schema import unknown_migrations

OLD = "old"
BATCH = 500


def move(address: str) -> Iterator[tuple[str, int]]:
    """Names each table with the number of its rows. Raises Failed."""
    open_old(address)
    try:
        refuse_another_schema()
        prepare_new()
        with transaction.atomic(using=OLD), transaction.atomic():
            if connections[OLD].vendor == "postgresql":
                connections[OLD].cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            for model in models():
                yield model._meta.db_table, copied(model)
        reset_numbers()
    except DatabaseError as error:  # what PostgreSQL looks at when all rows are there
        raise Failed(f"{error}. Nothing was moved.") from error
    finally:
        connections[OLD].close()


def open_old(address: str):
    """A file of SQLite's, or an address as DATABASE_URL has it."""
    if "://" in address:
        given = dict(dj_database_url.parse(address))
    elif Path(address).is_file():
        given = {"ENGINE": settings.SQLITE["ENGINE"], "NAME": f"file:{Path(address).resolve()}?mode=rw"}
    else:
        raise Failed(f"{address} is neither a file nor the address of a database")
    connections.settings[OLD] = connections.configure_settings({DEFAULT_DB_ALIAS: {}, OLD: given})[OLD]
    try:
        connections[OLD].introspection.table_names()
    except DatabaseError as error:
        raise Failed(f"the old database cannot be opened: {error}") from error


def refuse_another_schema():
    """Rows fit where both have the same tables: an older site is upgraded first, where it lies."""
    executor = MigrationExecutor(connections[OLD])
    if unknown_migrations(executor.loader):
        raise Failed("the old database is newer than this code: use the code that it was served with")
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Failed("the old database is older than this code: start the site on it once, then move it")


def prepare_new():
    """Tables without a row; those that migrations fill are emptied, since the old rows have numbers of their own."""
    if not holds_nothing():
        raise Failed(
            "The new database is not empty: nothing was moved. Name an empty one, or move the file away."
        )
    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    if connection.vendor == "sqlite":
        place_of_sqlite().touch(mode=0o600)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)


def holds_nothing() -> bool:
    """No table yet, or those of a move that failed."""
    if is_empty():
        return True
    try:
        return not (get_user_model().objects.exists() or Document.objects.exists())
    except DatabaseError:
        return False  # tables of something else


def models() -> list:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in LEFT_OUT
    ]


def copied(model) -> int:
    """Each table alone, a child's without its parent's columns. Foreign keys are looked at when all rows are there."""
    fields, number = model._meta.local_concrete_fields, 0
    rows = model._base_manager.using(OLD).order_by("pk").iterator(BATCH)
    while some := list(islice(rows, BATCH)):
        try:
            model._base_manager._insert(some, fields=fields, using=DEFAULT_DB_ALIAS, raw=True)
        except (DatabaseError, ValueError) as error:
            numbers = f"{some[0].pk} to {some[-1].pk}"
            raise Failed(f"{model._meta.db_table}, rows {numbers}: {error}. Nothing was moved.") from error
        number += len(some)
    return number


def reset_numbers():
    """PostgreSQL counts on from the highest number; SQLite does so by itself."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models()):
            cursor.execute(statement)
