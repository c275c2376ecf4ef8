"""Where the index is kept: one interface, one implementation for each database."""

from django.db import connection

from kbhelp.search.index.storage.postgresql import PostgreSQL
from kbhelp.search.index.storage.sqlite import SQLite
from kbhelp.search.index.storage.tables import Tables

LIVE = "search"  # the prefix of the tables that readers search


def tables(prefix: str = LIVE) -> Tables:
    return (PostgreSQL if connection.vendor == "postgresql" else SQLite)(prefix)
