"""Out into a folder and back in: what an export promises to bring back."""

from pathlib import Path

from kbhelp import live
from kbhelp.exchange.catalogues import catalogue_models, names_documents
from kbhelp.exchange.exporting import last_released
from kbhelp.exchange.folder import export_folder, import_folder
from kbhelp.publishing.models import Document, Edition, SlugHistory, kinds


def site() -> dict:
    """All that an export promises to bring back, by name."""
    return {
        f"{document.kind}:{document.slug}": about(document.concrete()) for document in Document.objects.all()
    }


def about(document) -> dict:
    waiting = document.editions.waiting().first()
    released = last_released(document)
    return {
        "working": document.snapshot(),
        "released": released and seen(released),
        "is_live": document.live_id is not None,
        "is_withdrawn": document.withdrawn_at is not None,
        "withdraw_at": document.withdraw_at,
        "waiting": waiting and (waiting.publish_at, seen(waiting)),
        "addresses": sorted(document.addresses.values_list("slug", flat=True)),
        "has_changes": document.has_unpublished_changes(),
    }


def seen(edition) -> dict:
    """The snapshot, with related documents by the names they have now."""
    related = Document.objects.filter(pk__in=edition.rendered["related"])
    return edition.snapshot | {"related": {f"{other.kind}:{other.slug}" for other in related}}


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def forget():
    """An empty site, as on another machine."""
    for document in Document.objects.filter(live__isnull=False):
        live.withdraw(document)
    Edition.objects.all().delete()
    SlugHistory.objects.all().delete()
    named = [model for model in catalogue_models().values() if not names_documents(model)]
    for model in (*kinds().values(), *named):
        model.objects.all().delete()


def goes_round(root: Path) -> dict:
    """What is there is exported, imported where it stands, then into an empty site, and exported once more."""
    before = site()
    export_folder(root / "one")
    editions = Edition.objects.count()
    assert import_folder(root / "one") == 0
    assert (site(), Edition.objects.count()) == (before, editions)
    forget()
    import_folder(root / "one")
    assert site() == before
    export_folder(root / "two")
    assert files(root / "two") == files(root / "one")
    return before
