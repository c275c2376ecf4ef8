from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management.base import BaseCommand

from kbhelp.benchmarks import beside


class Command(BaseCommand):
    help = (
        "Import so many made-up documents into the site in KBHELP_DATA while a reader reads: rows of a table."
    )

    def add_arguments(self, parser):
        parser.add_argument("number", nargs="?", type=int, default=10_000)

    def handle(self, number, **options):
        with TemporaryDirectory() as folder:
            beside.run(number, Path(folder), self.stdout.write)
