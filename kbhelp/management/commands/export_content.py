from pathlib import Path

from django.core.management.base import BaseCommand

from kbhelp.exchange.folder import export_folder


class Command(BaseCommand):
    help = "Write every document's working copy as Markdown with front matter, for import_content."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, folder, **options):
        self.stdout.write(f"{export_folder(folder)} document(s) written to {folder}")
