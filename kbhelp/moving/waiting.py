"""What was sent, between its preview and the confirmation: one archive and one sheet for each person, private, gone
after an hour. Its name is made here, of nothing that anybody sent."""

import os
import shutil
import tempfile
import time
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path

from django.conf import settings

KEPT_SECONDS = 60 * 60
ARCHIVE, SHEET = "zip", "sheet"


def folder() -> Path:
    path = settings.DATA_DIR / "waiting"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def keep(user, upload, kind=ARCHIVE) -> Path:
    """In the place of what the same person sent before."""
    forget()
    with tempfile.NamedTemporaryFile(dir=folder(), delete=False) as file:
        for piece in upload.chunks():
            file.write(piece)
    return Path(file.name).rename(_place(user, kind))


def kept(user, kind=ARCHIVE) -> Path | None:
    forget()
    place = _place(user, kind)
    return place if place.is_file() else None


def drop(user, kind=ARCHIVE):
    _place(user, kind).unlink(missing_ok=True)


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


@contextmanager
def room():
    """An empty folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(dir=folder()) as path:
        yield Path(path)


def forget():
    """What nobody confirmed, and what a crash left."""
    for path in folder().iterdir():
        try:
            if time.time() - path.stat().st_mtime > KEPT_SECONDS:
                shutil.rmtree(path) if path.is_dir() else os.unlink(path)
        except FileNotFoundError:
            continue  # another did it


def _place(user, kind: str) -> Path:
    return folder() / f"{user.pk}.{kind}"
