"""What does not fit together: asked of a running site, of a restored one, and with an earlier backup beside it."""

import hashlib
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import F, TextField
from django.db.models.functions import Cast

from kbhelp import live
from kbhelp.publishing.models import Document, Edition, Picture
from kbhelp.publishing.sources import Citation


def editions() -> dict[int, str]:
    """By number the SHA-256 of the snapshot as it is stored: an edition never changes."""
    stored = Edition.objects.annotate(stored=Cast("snapshot", TextField())).values_list("pk", "stored")
    return {number: hashlib.sha256(text.encode()).hexdigest() for number, text in stored.iterator(200)}


def problems(earlier: dict[int, str]) -> Iterator[str]:
    """One sentence each; `earlier`: the editions of a backup."""
    yield from damage()
    yield from pointers()
    yield from changed_editions(earlier)
    yield from missing_pictures()
    yield from (f"search index, {one.what}: {one.key}" for one in live.index_differences())


def damage() -> Iterator[str]:
    """PostgreSQL looks at its pages itself while it reads them."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            said = [row[0] for row in cursor.execute("PRAGMA integrity_check").fetchall()]
        yield from (f"the database file is damaged: {line}" for line in said if line != "ok")


def pointers() -> Iterator[str]:
    astray = Document.objects.filter(live__isnull=False).exclude(live__document=F("pk"))
    yield from (f"document {one.pk} points to an edition of another document" for one in astray)
    shown = dict(Document.objects.filter(live__isnull=False).values_list("live", "kind"))
    listed = dict(Edition.objects.exclude(live_kind="").values_list("pk", "live_kind"))
    for number in sorted({number for number, _ in shown.items() ^ listed.items()}):
        yield f"edition {number} stands in lists and is not live, or is live and stands in none"
    cited = Citation.objects.filter(is_live=True).exclude(edition__in=shown).count()
    if cited:
        yield f"{cited} source(s) are listed for editions that are not live"
    yield from live.miscounted()
    lost = Document.objects.filter(live__isnull=False).exclude(addresses__slug=F("live__slug"))
    yield from (f"document {one.pk} is live and has no address" for one in lost)


def changed_editions(earlier: dict[int, str]) -> Iterator[str]:
    now = editions() if earlier else {}
    for number, digest in earlier.items():
        if number not in now:
            yield f"edition {number} of the backup is gone"
        elif now[number] != digest:
            yield f"edition {number} says something else than in the backup"


def missing_pictures() -> Iterator[str]:
    for name in Picture.objects.order_by("pk").values_list("name", flat=True):
        if not default_storage.exists(name):
            yield f"the picture {name} is missing"
