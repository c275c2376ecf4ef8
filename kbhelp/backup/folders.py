"""A backup is a folder: the database, the pictures, and a list of both with checksums.

    kbhelp-20261127T041000Z/
        database.sqlite3 or database.dump
        media/images/ab/cd….png
        editions.txt        a line for each edition: its number, the SHA-256 of its snapshot
        manifest.json       {"made_at", "version", "database": "sqlite", "seal", "files": {path: SHA-256}}

It is written beside its name, as .partial, and takes the name when all of it lies on the disk: what has the name is
whole, and a run that dies leaves the last good one as it was.
"""

import fcntl
import hashlib
import json
import shutil
import tomllib
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from kbhelp.audit import seals
from kbhelp.backup import database, pictures
from kbhelp.backup.database import Failed, settle
from kbhelp.backup.verdict import editions

MANIFEST, EDITIONS = "manifest.json", "editions.txt"
PARTIAL = ".partial"


def make(folder: Path, keep: int) -> Path:
    """A new backup in the folder, in which the last `keep` stay. Raises Failed, OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone_in(folder):
        for left in folder.glob(f"kbhelp-*{PARTIAL}"):
            shutil.rmtree(left)
        made_at = timezone.now()
        name = f"kbhelp-{made_at:%Y%m%dT%H%M%S.%f}Z"
        partial = folder / f"{name}{PARTIAL}"
        partial.mkdir(mode=0o700)
        try:
            write(partial, made_at)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
        whole = partial.rename(folder / name)
        settle(folder)
        for old in all_in(folder)[:-keep]:
            shutil.rmtree(old)
        return whole


def write(backup: Path, made_at):
    """Pictures before the database, so that none is deleted in between, and after it, for those that came."""
    pictures.copy(backup / "media")
    seals.seal()
    sealed = seals.Seal.objects.last()
    lines = (f"{number} {digest}\n" for number, digest in sorted(editions().items()))
    database.save(backup / database.file_name())  # after its list, so that it holds all that is listed
    pictures.copy(backup / "media")
    (backup / EDITIONS).write_text("".join(lines), encoding="utf-8")
    for path in backup.rglob("*"):
        settle(path)
    manifest = {
        "made_at": made_at.isoformat(),
        "version": tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"],
        "database": connection.vendor,
        "seal": str(sealed or ""),
        "files": {str(path.relative_to(backup)): digest_of(path) for path in files_in(backup)},
    }
    (backup / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    settle(backup / MANIFEST)
    settle(backup)


def problems_of(backup: Path) -> list[str]:
    """What of it is not as it was written, one sentence each."""
    try:
        manifest = json.loads((backup / MANIFEST).read_text(encoding="utf-8"))
        listed, vendor = manifest["files"], manifest["database"]
    except (OSError, ValueError, KeyError):
        return [f"{backup} is no backup: it has no readable {MANIFEST}"]
    there = {str(path.relative_to(backup)): path for path in files_in(backup)}
    del there[MANIFEST]
    found = [f"{backup / name} is missing" for name in sorted(listed.keys() - there.keys())]
    for name, path in there.items():
        if name not in listed:
            found.append(f"{path} was not written by a backup")
        elif digest_of(path) != listed[name]:
            found.append(f"{path} is not what was written")
    if vendor != connection.vendor:
        found.append(f"it was made of {vendor}, and DATABASE_URL names {connection.vendor}")
    return found


def restore(backup: Path):
    """Into an empty place, which is empty again where it fails. Raises Failed, OSError."""
    if problems := problems_of(backup):
        raise Failed("\n".join(problems))
    if not database.is_empty():
        raise Failed(
            "The database is not empty: nothing was restored. Name an empty one, or move the file away."
        )
    if any(pictures.names()):
        raise Failed(f"{pictures.place()} is not empty: nothing was restored. Move it away.")
    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        pictures.bring(backup / "media")
        database.load(backup / database.file_name())  # last: a database that is there has its pictures
    except BaseException:
        pictures.clear()
        raise


def editions_of(backup: Path) -> dict[int, str]:
    lines = (backup / EDITIONS).read_text(encoding="utf-8").splitlines()
    return {int(number): digest for number, digest in map(str.split, lines)}


def seal_of(backup: Path) -> str:
    """The last of the record of acts when it was made; backups of before had none."""
    return json.loads((backup / MANIFEST).read_text(encoding="utf-8")).get("seal", "")


def all_in(folder: Path) -> list[Path]:
    """Whole backups, the newest last."""
    return sorted(path for path in folder.glob("kbhelp-*Z") if path.is_dir())


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def alone_in(folder: Path):
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Failed(f"another backup is being written into {folder}") from error
        yield
