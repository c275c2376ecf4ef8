from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from kbhelp.backup import folders, verdict


class Command(BaseCommand):
    help = (
        "Name what does not fit together: database, live pointers, search index, pictures; changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--backup", type=Path, help="a backup whose files, and whose editions, must be as they were"
        )

    def handle(self, backup, **options):
        found = folders.problems_of(backup) if backup else []
        earlier = folders.editions_of(backup) if backup and not found else {}
        found += verdict.problems(earlier)
        for line in found:
            self.stdout.write(line)
        if found:
            raise CommandError(f"{len(found)} problem(s)")
        self.stdout.write("0 problem(s)")
