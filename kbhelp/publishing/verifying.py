"""The act of a check → kbhelp.publishing.verifications."""

from django.db import transaction

from kbhelp.publishing.editions import hold
from kbhelp.publishing.models import Document
from kbhelp.publishing.verifications import WHOLE, Verification, digest_of, digest_of_part


class ChangedMeanwhile(Exception):
    """The draft is no longer the text that was compared."""


def seen_of(document: Document, snapshot: dict) -> str:
    """What whoever compares has before them, to be given back with the act."""
    return digest_of(type(document), snapshot)


def parts_to_check(document: Document, snapshot: dict) -> list[dict]:
    """The parts that may be checked alone."""
    model = type(document)
    return snapshot[model.PARTS] if model.PARTS and model.part_model().IS_CHECKED_ALONE else []


def verify(document: Document, *, by, seen: str, sources: list[dict], parts: list[str] | None = None):
    """Somebody has compared the saved working copy with these sources: all of it, or these parts by their keys.

    It reaches readers with the next edition. Raises ChangedMeanwhile, Document.DoesNotExist.
    """
    with transaction.atomic():
        document = hold(document).concrete()
        snapshot = document.snapshot()
        if seen_of(document, snapshot) != seen:
            raise ChangedMeanwhile
        made = _checks_of(document, snapshot, parts)
        named = [{name: source[name] for name in ("key", "name", "url")} for source in sources]
        Verification.objects.bulk_create(
            Verification(document_id=document.pk, part=part, digest=digest, sources=named, by=by)
            for part, digest in made
        )
        document.count_change()
    return document


def _checks_of(document: Document, snapshot: dict, parts: list[str] | None) -> list[tuple[str, str]]:
    """(part, digest). Who compared the whole has compared each part."""
    alone = parts_to_check(document, snapshot)
    chosen = [row for row in alone if parts is None or row["key"] in parts]
    made = [(row["key"], digest_of_part(type(document).part_model(), row)) for row in chosen]
    return made if parts is not None else [(WHOLE, seen_of(document, snapshot)), *made]
