from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from kbhelp.backup import database, folders


class Command(BaseCommand):
    help = "Bring a backup into an empty database and an empty media folder; then start the site as ever."
    requires_system_checks = []  # they ask a database that is not there yet

    def add_arguments(self, parser):
        parser.add_argument("backup", type=Path)

    def handle(self, backup, **options):
        try:
            folders.restore(backup)
        except (database.Failed, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            "Restored. Start the site (bin/serve), then: manage.py verify. Staff sign in again."
        )
