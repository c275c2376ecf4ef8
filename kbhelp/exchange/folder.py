"""The two doors: a folder of documents to readers, and all documents into a folder."""

from collections.abc import Callable
from pathlib import Path

from django.db import IntegrityError
from django.utils.translation import gettext as _

from kbhelp.exchange import manifest, pictures
from kbhelp.exchange.checking import check
from kbhelp.exchange.exporting import Contents, contents
from kbhelp.exchange.files import Problem
from kbhelp.exchange.importing import Import
from kbhelp.exchange.manifest import ExportRefused
from kbhelp.exchange.planning import ImportRefused, Plan
from kbhelp.exchange.reading import Folder, read_folder
from kbhelp.publishing import images
from kbhelp.publishing.pictures import Picture

__all__ = ["ExportRefused", "ImportRefused", "export_folder", "import_folder"]


def import_folder(root: Path, note: Callable[[str], None] = lambda line: None) -> int:
    """Import every document below `root` and make each what its file says; all or nothing.

    Returns how many editions were made: a document that stands as its file says is not touched. `note` hears what
    was ignored, kept or dropped, and why. Raises ImportRefused with one Problem (file, line, message) each.
    """
    folder = read_folder(root)
    check(folder)
    for reason, paths in folder.ignored.items():
        note(_("ignored, {reason}: {paths}").format(reason=reason, paths=", ".join(paths)))
    if folder.checks_left_out:
        said = _("left out, checked_on, since only a person makes a check: {paths}")
        note(said.format(paths=", ".join(folder.checks_left_out)))
    if folder.problems:
        raise ImportRefused(folder.problems)
    _keep_pictures(folder)
    try:
        return Import(Plan(folder), note).run()
    except IntegrityError as error:
        message = _("the site was changed while the folder was read; import it again ({error})")
        raise ImportRefused([Problem(".", 1, message.format(error=error))]) from error


def _keep_pictures(folder: Folder):
    """Before the documents, which are rendered with the sizes of their pictures. One too many does no harm."""
    for name, path in folder.pictures.items():
        try:
            images.keep(pictures.read(path), name)
            Picture.objects.add(name)
        except (images.ImageRefused, OSError) as error:
            raise ImportRefused([Problem(folder.shown(path), 1, str(error))]) from error


def export_folder(root: Path, *, overwrite=False, note: Callable[[str], None] = lambda line: None) -> int:
    """Write every document and all it needs; the same folder imports back unchanged. Returns how many there are.

    Files of an earlier export that are no more are removed; `note` hears of them, and of pictures that nobody has.
    Raises manifest.ExportRefused, with nothing written, where a file is in the way that no export has written;
    `overwrite` puts the export in its place.
    """
    exported: Contents = contents()
    for line in exported.missing:
        note(_("missing, a picture that nobody has: {name}").format(name=line))
    manifest.replace(root, exported.digests(), exported.content, overwrite=overwrite, note=note)
    return exported.documents
