"""The archive between its preview and the confirmation: one for each publisher, private, gone after an hour."""

import os
import shutil
import tempfile
import time
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path

from django.conf import settings

KEPT_SECONDS = 60 * 60


def folder() -> Path:
    path = settings.DATA_DIR / "waiting"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def keep(user, upload) -> Path:
    """In the place of what the same person sent before."""
    forget()
    with tempfile.NamedTemporaryFile(dir=folder(), delete=False) as file:
        for piece in upload.chunks():
            file.write(piece)
    return Path(file.name).rename(_place(user))


def kept(user) -> Path | None:
    forget()
    return _place(user) if _place(user).is_file() else None


def drop(user):
    _place(user).unlink(missing_ok=True)


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


def _place(user) -> Path:
    return folder() / f"{user.pk}.zip"
