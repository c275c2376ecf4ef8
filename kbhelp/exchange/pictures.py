"""Pictures beside the documents that show them: /media/images/ab/cd….png is the file media/images/ab/cd….png.

A name is the digest of its content, so that a folder's picture is one that a site like this has stored, or refused.
"""

import re
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from kbhelp.publishing import images

FOLDER = settings.MEDIA_URL.strip("/")
ADDRESS = re.compile(re.escape(settings.MEDIA_URL) + r"([\w./-]{1,200}?\.(?:png|jpe?g|gif|webp))\b", re.ASCII)
MAX_BYTES = 4 * images.MAX_PIXELS  # no picture is larger than its pixels


def shown_in(text: str) -> dict[str, int]:
    """The pictures of a Markdown text as names below the media folder, each with the line where it stands first."""
    found = {}
    for match in ADDRESS.finditer(text):
        found.setdefault(match[1], text.count("\n", 0, match.start()) + 1)
    return found


def is_stored(name: str) -> bool:
    return images.NAME.fullmatch(name) is not None and default_storage.exists(name)


def read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES)


def stored(name: str) -> bytes | None:
    """A stored picture, None where it is not there."""
    if not is_stored(name):
        return None
    with default_storage.open(name) as file:
        return file.read()


def digest(name: str) -> str:
    """SHA-256 of the picture, which its name says."""
    _, first, rest = name.split("/")
    return first + rest.partition(".")[0]
