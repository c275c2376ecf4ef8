"""Which code a database was last brought up by. Older code would serve from tables and shapes that it does not know."""

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader


def refuse_newer_database():
    """Stop the start in one line when the database has migrations that this code does not know.

    A database that is away is no reason: the site starts without it, as it goes on without it.
    """
    try:
        unknown = unknown_migrations(MigrationLoader(connection))
    except DatabaseError:
        return
    if unknown:
        raise SystemExit(
            f"데이터베이스가 이 코드보다 새것입니다({', '.join(unknown)})."
            " 새 코드로 시작하거나, 이 코드를 쓰던 때의 백업을 되살리세요."
        )


def unknown_migrations(loader: MigrationLoader) -> list[str]:
    """Applied, while neither this code has them nor a squashed migration of its own stands for them."""
    squashed = {name for migration in loader.disk_migrations.values() for name in migration.replaces}
    known = loader.disk_migrations.keys() | squashed
    ours = (name for name in loader.applied_migrations if name[0] in loader.migrated_apps)
    return sorted(".".join(name) for name in ours if name not in known)
