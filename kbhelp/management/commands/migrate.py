from django.core.management.commands import migrate

from kbhelp.management.commands.prepare import make_database_file


class Command(migrate.Command):
    """Django's own, which may also make the first database: SQLite is opened without the right to create one."""

    def execute(self, *args, **options):
        make_database_file()  # before the system checks, which ask the database what it can
        return super().execute(*args, **options)
