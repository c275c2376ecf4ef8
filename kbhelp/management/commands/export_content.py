from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, no_translations

from kbhelp.audit.acts import Act, record
from kbhelp.exchange.folder import ExportRefused, export_folder


class Command(BaseCommand):
    help = "Write every document, what it names and the pictures it shows into a folder for import_content."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--overwrite", action="store_true", help="also files that no export has written")

    @no_translations  # operators read English
    def handle(self, folder, overwrite, **options):
        try:
            number = export_folder(folder, overwrite=overwrite, note=self.stdout.write)
        except ExportRefused as refusal:
            lines = "\n".join(
                f"{folder / path}: not written by an export, or changed since" for path in refusal.paths
            )
            raise CommandError(
                f"{lines}\n{len(refusal.paths)} file(s) in the way; nothing was written. "
                "Choose another folder, or say --overwrite."
            ) from None
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from None
        record(Act.Kind.EXPORT, f"글 {number}편을 폴더에 씀")
        self.stdout.write(f"{number} document(s) written to {folder}")
