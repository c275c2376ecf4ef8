from django.core.management.base import BaseCommand

from kbhelp.benchmarks import web


class Command(BaseCommand):
    help = "Time the site in KBHELP_DATA beside nginx, a bare callable and Django's cache: rows of a table."

    def handle(self, **options):
        web.run(self.stdout.write)
