from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kbhelp.backup import database, folders


class Command(BaseCommand):
    help = "Write all that the site is into a new folder, while it serves; without sessions and without the secret key."

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BACKUPS)
        parser.add_argument(
            "--keep", type=int, default=settings.BACKUPS_KEPT, help="how many stay (%(default)s)"
        )

    def handle(self, folder, keep, **options):
        if keep < 1:
            raise CommandError("--keep: at least 1, or nothing would be left")
        try:
            made = folders.make(folder, keep)
        except (database.Failed, OSError) as error:
            raise CommandError(f"No backup was made. {error}") from error
        self.stdout.write(str(made))
