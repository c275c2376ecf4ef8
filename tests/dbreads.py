"""How much a test reads of the database: questions, and the bytes that came back as answers."""

from contextlib import contextmanager
from unittest.mock import patch

from django.db import connection
from django.db.backends.utils import CursorWrapper


class Reads:
    """`questions` and `bytes`, as they grow."""

    def __init__(self):
        self.questions = self.bytes = 0

    def take(self, rows):
        self.bytes += sum(size_of(value) for row in rows for value in row)


class CountingCursor(CursorWrapper):
    """Django's cursor, whose rows are weighed on their way out."""

    def __init__(self, cursor, reads: Reads):
        super().__init__(cursor, connection)
        self.reads = reads

    def _execute(self, sql, params, *ignored):
        self.reads.questions += 1
        return super()._execute(sql, params, *ignored)

    def fetchone(self):
        row = self.cursor.fetchone()
        self.reads.take([row] if row else [])
        return row

    def fetchmany(self, *size):
        rows = self.cursor.fetchmany(*size)
        self.reads.take(rows)
        return rows

    def fetchall(self):
        rows = self.cursor.fetchall()
        self.reads.take(rows)
        return rows

    def __iter__(self):
        while rows := self.fetchmany():
            yield from rows


def size_of(value) -> int:
    return len(value.encode() if isinstance(value, str) else value) if isinstance(value, str | bytes) else 8


@contextmanager
def reads():
    counted = Reads()
    with patch.object(connection, "make_cursor", lambda cursor: CountingCursor(cursor, counted)):
        yield counted
