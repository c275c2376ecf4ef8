"""Whether the site may start on a database.

Older code would serve from tables and shapes that it does not know, and a PostgreSQL can be there and yet unfit."""

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

# Of what is needed to migrate. A schema that may not be used has no name here, hence the coalesce.
FITNESS = """
    SELECT current_setting('server_encoding'),
           current_user,
           coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)
           AND NOT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema()
                           AND NOT pg_has_role(current_user, tableowner, 'USAGE'))
"""


def refuse_unfit_database():
    """Stop the start in one line when PostgreSQL cannot be reached, cannot hold Korean, or may not be changed."""
    if connection.vendor != "postgresql":
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute(FITNESS)
            encoding, user, may_change = cursor.fetchone()
    except DatabaseError as error:
        reason = " ".join(str(error).split())
        raise SystemExit(
            f"데이터베이스에 연결할 수 없습니다. DATABASE_URL과 서버를 확인하세요: {reason}"
        ) from None
    if encoding != "UTF8":
        raise SystemExit(
            f"데이터베이스의 인코딩이 {encoding}입니다. UTF8로 새로 만드세요: createdb -T template0 -E UTF8"
        )
    if not may_change:
        name = connection.settings_dict["NAME"]
        raise SystemExit(
            f"{user} 사용자가 데이터베이스 {name}의 표를 만들거나 고칠 수 없습니다."
            f" 주인으로 정하세요: ALTER DATABASE {name} OWNER TO {user}"
        )


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
