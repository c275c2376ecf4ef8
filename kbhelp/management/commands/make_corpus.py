from django.core.management.base import BaseCommand

from kbhelp.benchmarks import corpus


class Command(BaseCommand):
    help = "Grow a made-up site for bin/bench: so many live guides and questions beside what the site holds."

    def add_arguments(self, parser):
        parser.add_argument("--guides", type=int, default=0)
        parser.add_argument("--faq", type=int, default=0)

    def handle(self, guides, faq, **options):
        corpus.grow("guide", guides, self.stdout.write)
        corpus.grow("faq", faq, self.stdout.write)
