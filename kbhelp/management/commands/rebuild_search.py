from django.core.management.base import BaseCommand, CommandError

from kbhelp import live
from kbhelp.publishing.models import Document
from kbhelp.search.index import writer
from kbhelp.search.korean import analyser
from kbhelp.search.vocabulary import glossary


def rebuild():
    """Document by document, each in a short turn of its own: readers are served and nobody waits for long."""
    documents, keys = writer.held()
    documents.update(Document.objects.live().values_list("pk", flat=True))
    for number in sorted(documents):
        live.index_again(number)
    live.index_terms(keys | {unit.key for unit in glossary.units()})
    live.count_index()
    live.count_lists()
    writer.settle()


class Command(BaseCommand):
    help = "Write the search index and the numbers of lists again from what is live, while serving; --check compares."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="name index rows and numbers that differ, change nothing"
        )

    def handle(self, check, **options):
        if check:
            wrong = [f"{one.what}: {one.key}" for one in live.index_differences()] + list(live.miscounted())
            for line in wrong:
                self.stdout.write(line)
            self.stdout.write(f"{len(wrong)} difference(s)")
            return
        if not analyser.is_as_wanted():
            raise CommandError(
                f"{analyser.failure()}; nothing was written. KBHELP_ANALYSER=plain needs less."
            )
        rebuild()
        number = Document.objects.live().count()
        self.stdout.write(f"{number} document(s) indexed")
