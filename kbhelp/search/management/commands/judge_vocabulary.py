from pathlib import Path

from django.core.management.base import BaseCommand

from kbhelp.search.evaluation.vocabulary import effects, lost_ways
from kbhelp.search.management.commands.evaluate_search import read


class Command(BaseCommand):
    help = (
        "What each file of the shipped vocabulary does to judged queries, and which ways of saying never act."
    )

    def add_arguments(self, parser):
        parser.add_argument("documents", type=Path, metavar="DOCS.json")
        parser.add_argument("queries", type=Path, metavar="QUERIES.json")

    def handle(self, documents, queries, **options):
        documents = read(documents, {"id", "title", "body"})
        queries = read(queries, {"query", "category", "rel"})
        for effect in effects(documents, queries):
            self.stdout.write(f"{effect.file}: {effect.acting} of {effect.groups} groups met")
            for sign, changed in (("+", effect.gained), ("-", effect.lost)):
                for query in changed:
                    self.stdout.write(f"  {sign} {query}")
        self.stdout.write(f"never act: {', '.join(lost_ways()) or 'none'}")
