"""An address from a title: Hangul in Latin letters, and never one that another document has, had or is promised."""

from itertools import count

from anyascii import anyascii
from django.utils.text import slugify

from kbhelp.publishing.models import Document, Edition, SlugHistory

LONGEST = 60  # letters of a title that an address keeps, in whole words


def proposed_slug(document: Document, title: str, also=frozenset()) -> str:
    """“본인확인이 안 되나요?” → “boninhwagini-an-doenayo”, with a number behind it where that is taken.

    `also`: further addresses that are promised.
    """
    base = shortened(slugify(anyascii(title))) or document.KIND
    taken = taken_slugs(document, base) | also
    names = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(name for name in names if name not in taken)


def shortened(slug: str) -> str:
    if len(slug) <= LONGEST:
        return slug
    return slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]


def taken_slugs(document: Document, base: str) -> set[str]:
    """Those that begin like it and belong to another document of the kind: now, once, or from a date on."""
    others = Document.objects.filter(kind=document.KIND, slug__startswith=base).exclude(pk=document.pk)
    once = SlugHistory.objects.filter(kind=document.KIND, slug__startswith=base)
    promised = Edition.objects.waiting().of_kind(document.KIND).filter(snapshot__slug__startswith=base)
    return {
        *others.values_list("slug", flat=True),
        *once.exclude(document_id=document.pk).values_list("slug", flat=True),
        *promised.exclude(document_id=document.pk).values_list("snapshot__slug", flat=True),
    }
