import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, no_translations

from kbhelp.audit.acts import Act, record
from kbhelp.exchange.folder import ImportRefused, import_folder
from kbhelp.metrics import counted_for_the_servers
from kbhelp.search.korean import analyser

GIVES_WAY = 10  # steps of niceness: readers come first on a machine whose processors are busy


class Command(BaseCommand):
    help = "Import a folder of Markdown documents and publish those marked `state: live`; all or nothing."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def run_from_argv(self, argv):
        os.nice(GIVES_WAY)
        super().run_from_argv(argv)

    @no_translations  # operators read English
    def handle(self, folder, **options):
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder")
        if not analyser.is_as_wanted():
            raise CommandError(
                f"{analyser.failure()}; nothing was imported. KBHELP_ANALYSER=plain needs less."
            )
        try:
            with counted_for_the_servers():
                made = import_folder(folder, note=self.stdout.write)
        except ImportRefused as refusal:
            lines = "\n".join(str(problem) for problem in refusal.problems)
            raise CommandError(
                f"{lines}\n{len(refusal.problems)} problem(s); nothing was imported."
            ) from None
        record(Act.Kind.IMPORT, f"폴더에서 가져와 {made}판을 발행함")
        self.stdout.write(f"{made} edition(s) published from {folder}")
