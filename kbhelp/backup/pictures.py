"""The pictures of a backup: out of the folder or bucket that holds them, and into an empty one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage


def place() -> str:
    return f"The bucket {settings.MEDIA_BUCKET}" if settings.MEDIA_BUCKET else str(settings.MEDIA_ROOT)


def names(below: str = "") -> Iterator[str]:
    """Of all that is kept there."""
    try:
        folders, files = default_storage.listdir(below)
    except FileNotFoundError:
        return
    yield from (below + file for file in sorted(files))
    for folder in sorted(folders):
        yield from names(f"{below}{folder}/")


def copy(folder: Path):
    """A picture never changes under its name; one that is deleted meanwhile is missed by nobody."""
    for name in names():
        target = folder / name
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with default_storage.open(name) as source, target.open("wb") as file:
                shutil.copyfileobj(source, file)
        except FileNotFoundError:
            target.unlink(missing_ok=True)


def bring(folder: Path):
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            default_storage.save(path.relative_to(folder).as_posix(), File(file))


def clear():
    if settings.MEDIA_BUCKET:
        for name in list(names()):
            default_storage.delete(name)
    else:
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
