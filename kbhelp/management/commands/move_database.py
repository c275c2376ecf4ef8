from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from kbhelp.backup import database, moving


class Command(BaseCommand):
    help = (
        "Move all rows of another database into the empty one that DATABASE_URL (or KBHELP_DATA) names: SQLite to"
        " PostgreSQL or back. The site must not be serving from either; sessions are left behind."
    )
    requires_system_checks = []  # they ask a database that is not there yet

    def add_arguments(self, parser):
        parser.add_argument("old", help="the file kbhelp.sqlite3, or postgresql://user:password@host/name")

    def handle(self, old, **options):
        rows = 0
        try:
            for table, number in moving.move(old):
                rows += number
                if options["verbosity"] > 1:
                    self.stdout.write(f"{number:8} {table}")
        except (database.Failed, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{rows} row(s) moved")
        call_command("rebuild_search", stdout=self.stdout)
        self.stdout.write("Start the site, then: manage.py verify. Staff sign in again.")
