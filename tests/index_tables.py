"""What the tables of a search index are made of, in the words of the database; they are no models."""

import re

from django.db import connection

from kbhelp.search.index.storage import tables


def made(prefix: str) -> list[str]:
    """Comparable from one prefix to another."""
    return (made_on_postgresql if connection.vendor == "postgresql" else made_on_sqlite)(prefix)


def made_by_the_code() -> list[str]:
    tables("fresh").create()
    return made("fresh")


def made_on_sqlite(prefix: str) -> list[str]:
    """The statement of every table and index, without quotes; inner tables of full-text tables have none of ours."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
        found = [re.sub(r"""["'\s]+""", " ", sql) for (sql,) in cursor.fetchall()]
    named = rf" {prefix}_(unit|word|total|titles|terms|vector)\b(?!_)"
    return sorted(sql.replace(f"{prefix}_", "") for sql in found if re.search(named, sql))


def made_on_postgresql(prefix: str) -> list[str]:
    """Every column with type and collation, and every index."""
    columns = (
        "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), l.collname, a.attnotnull, a.attidentity"
        " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_collation l ON l.oid = a.attcollation"
        " WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind = 'r' AND c.relname ~ %s"
    )
    indexes = "SELECT indexdef FROM pg_indexes WHERE tablename ~ %s"
    named = f"^{prefix}_(unit|word|total|terms|vector)$"
    with connection.cursor() as cursor:
        found = []
        for query in (columns, indexes):
            cursor.execute(query, [named])
            found += [" ".join(map(str, row)) for row in cursor.fetchall()]
    return sorted(line.replace(f"{prefix}_", "") for line in found)
