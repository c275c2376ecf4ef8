from django.core.management.base import BaseCommand

from kbhelp.search.evaluation import benchmark


class Command(BaseCommand):
    help = "Time search, updates and memory in tables of its own, dropped at the end, as the index grows."

    def add_arguments(self, parser):
        parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000], metavar="SIZE")

    def handle(self, sizes, **options):
        benchmark.run(sorted(sizes), self.stdout.write)
