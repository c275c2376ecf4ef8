"""Reading a folder of documents: every problem is found before anything is written, nothing is skipped in silence."""

import os
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from django.utils.translation import gettext as _

from kbhelp.exchange import manifest, pictures
from kbhelp.exchange.catalogues import Catalogue, catalogue_models, read_catalogue
from kbhelp.exchange.files import STATES, DocumentFile, Problem, read_document, version_of
from kbhelp.exchange.records import says_checked
from kbhelp.publishing import images
from kbhelp.publishing.kinds import kinds, kinds_with

LEFT_BEHIND = {"Thumbs.db", "desktop.ini", "__MACOSX"}
WORDS = "vocabulary"  # → kbhelp.search.vocabulary.shipped
NOTES = {"README", "LICENSE", "LICENCE", "CHANGELOG"}


@dataclass
class Folder:
    """What a folder holds, and what is wrong with it. `numbers`: the documents that its files are in the database."""

    root: Path
    catalogues: dict[str, Catalogue] = field(default_factory=dict)
    documents: list[DocumentFile] = field(default_factory=list)
    pictures: dict[str, Path] = field(default_factory=dict)  # by their names below the media folder
    problems: list[Problem] = field(default_factory=list)
    ignored: dict[str, list[str]] = field(default_factory=dict)  # why → which paths
    checks_left_out: list[str] = field(
        default_factory=list
    )  # files that speak of a check, which none can make
    numbers: dict[str, int] = field(default_factory=dict)

    def shown(self, path: Path) -> str:
        """The path below the folder, fit to be printed whatever a file may be called."""
        name = os.fsencode(path.relative_to(self.root)).decode("utf-8", "backslashreplace")
        return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)

    def complain(self, path: Path, message: str):
        self.problems.append(Problem(self.shown(path), 1, message))

    def ignore(self, path: Path, reason: str):
        self.ignored.setdefault(reason, []).append(self.shown(path))

    def versions(self, version: str) -> list[DocumentFile]:
        return [file for file in self.documents if file.version == version]


def read_folder(root: Path) -> Folder:
    folder, folders = Folder(root), {model.FOLDER: model for model in kinds().values() if model.FOLDER}
    files = {version_of(model.FILE, version): model for model in kinds_with("FILE") for version in STATES}
    for path in _inside(folder, root):
        if path.is_dir() and path.name in folders:
            _read_documents(folder, path, folders[path.name])
        elif path.is_dir() and path.name == pictures.FOLDER:
            _find_pictures(folder, path)
        elif path.is_file() and path.name in catalogue_models():
            model = catalogue_models()[path.name]
            folder.catalogues[path.name] = read_catalogue(path, path.name, model)
        elif path.is_file() and path.name in files:
            _read_document(folder, path, files[path.name])
        elif path.is_dir() and path.name == WORDS:
            folder.ignore(path, _("words for search, which each start reads"))
        elif path.is_file() and path.stem in NOTES:
            folder.ignore(path, _("notes about the folder"))
        elif path.name != manifest.NAME:
            folder.complain(path, _unknown(path, [*folders, *files, *catalogue_models()]))
    for read in (*folder.catalogues.values(), *folder.documents):
        folder.problems += read.problems
    if not folder.documents and not folder.problems:
        folder.complain(root, _("no documents found; folders are {names}").format(names=", ".join(folders)))
    return folder


def _unknown(path: Path, known: list[str]) -> str:
    close = get_close_matches(path.name.lower(), known, 1)
    if close:
        return _("unknown name; did you mean {name}?").format(name=close[0])
    message = _("does not belong here; documents lie in folders, and the names are {names}")
    return message.format(names=", ".join(known))


def _inside(folder: Folder, path: Path):
    """What lies in a folder and is to be looked at; the rest is a problem, or ignored as a kind."""
    try:
        found = sorted(path.iterdir())
    except OSError as error:
        folder.complain(path, _("cannot be read: {reason}").format(reason=error.strerror))
        return
    for child in found:
        if child.name.startswith("."):
            folder.ignore(child, _("hidden"))
        elif child.name in LEFT_BEHIND or child.name.endswith("~"):
            folder.ignore(child, _("left behind by other programs"))
        elif wrong := _wrong_kind(folder, child):
            folder.complain(child, wrong)
        else:
            yield child


def _wrong_kind(folder: Folder, path: Path) -> str | None:
    try:
        if not path.resolve().is_relative_to(folder.root.resolve()):
            return _("a link that leads out of the folder")
        return None if path.is_file() or path.is_dir() else _("no file")
    except OSError as error:
        return _("cannot be read: {reason}").format(reason=error.strerror)
    except RuntimeError:  # a link that leads to itself, before Python 3.13
        return _("no file")


def _read_documents(folder: Folder, path: Path, model):
    for child in _inside(folder, path):
        if child.is_dir():
            folder.complain(child, _("a folder; documents lie directly in {name}/").format(name=path.name))
        elif child.suffix == ".md":
            _read_document(folder, child, model)
        else:
            folder.complain(child, _("no document; their names end in .md, in small letters"))


def _read_document(folder: Folder, path: Path, model):
    file = read_document(path, folder.shown(path), model)
    folder.documents.append(file)
    folder.checks_left_out += [file.path] * says_checked(model, file.entries)


def _find_pictures(folder: Folder, path: Path):
    """Only names are looked at here: what no document shows is never opened."""
    for child in _inside(folder, path):
        name = child.relative_to(folder.root / pictures.FOLDER).as_posix()
        if child.is_dir():
            _find_pictures(folder, child)
        elif images.NAME.fullmatch(name):
            folder.pictures[name] = child
        else:
            message = _("no picture of such a site; upload it in the editor, which gives it its name")
            folder.complain(child, message)
