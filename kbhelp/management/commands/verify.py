from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from kbhelp.audit import seals
from kbhelp.backup import folders, verdict


class Command(BaseCommand):
    help = (
        "Name what does not fit together: database, live pointers, search index, pictures; changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--backup", type=Path, help="a backup whose files, and whose editions, must be as they were"
        )
        parser.add_argument(
            "--seal", default="", help="a seal of the record of acts, NUMBER:DIGEST as the log had it"
        )

    def handle(self, backup, seal, **options):
        found = folders.problems_of(backup) if backup else []
        earlier = folders.editions_of(backup) if backup and not found else {}
        known = [seal, folders.seal_of(backup) if backup and not found else ""]
        found += [*verdict.problems(earlier), *seals.problems(*known)]
        for line in found:
            self.stdout.write(line)
        if found:
            raise CommandError(f"{len(found)} problem(s)")
        self.stdout.write("0 problem(s)")
