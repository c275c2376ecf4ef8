"""Django's SQLite, on the file that lies under its name and on no other.

A process goes on reading and writing a file that was deleted or replaced: publishing would succeed, and all of it be
lost at the next start. Each request and each transaction begins with a look at the name.
"""

import os

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    file = None  # path and identity of what is open; None in memory

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        path = connection.execute("PRAGMA database_list").fetchone()[2]
        self.file = (path, identity(path)) if path else None
        return connection

    def is_another(self) -> bool:
        return (
            self.connection is not None and self.file is not None and identity(self.file[0]) != self.file[1]
        )

    def is_usable(self) -> bool:
        """Asked after an error: a connection that met a damaged or absent file may remember that for ever."""
        return self.file is None

    def close_if_unusable_or_obsolete(self):
        """Called by Django before and after each request."""
        if not self.in_atomic_block and self.is_another():
            self.close()
        super().close_if_unusable_or_obsolete()

    def _start_transaction_under_autocommit(self):
        if self.is_another():
            self.close()
            self.ensure_connection()  # fails where the file is gone: it is opened, never made
        super()._start_transaction_under_autocommit()


def identity(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
