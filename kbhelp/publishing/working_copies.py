"""Many working copies written together: as `Document.load` writes one, in a few statements for all of them."""

from dataclasses import dataclass

from django.db.models import F

from kbhelp.publishing.models import Document, Source, Verification
from kbhelp.publishing.values import load_value


@dataclass
class Load:
    document: Document  # as it is now, held by the caller
    data: dict  # a snapshot, as Document.load takes it
    related: set[int]  # the numbers of the documents that it names


def load_together(loads: list[Load], entries: dict):
    """`entries`: by the model of a catalogue its entries by their keys; all that the snapshots name is there."""
    for load in loads:
        for name in load.document.snapshot_fields():
            load_value(load.document, name, load.data.get(name), entries)
        load.document.save()
    for model in {type(load.document) for load in loads}:
        if model.PARTS:
            _write_parts(
                model.part_model(), [load for load in loads if type(load.document) is model], entries
            )
    _write_sources(loads, entries[Source])
    _write_related(loads)
    _count_changes([load.document for load in loads])


def _write_parts(part, loads: list[Load], entries: dict):
    part.objects.filter(**{f"{part.DOCUMENT}__in": [load.document.pk for load in loads]}).delete()
    part.objects.bulk_create(
        part.from_snapshot(load.document, position, row, entries)
        for load in loads
        for position, row in enumerate(load.data.get(load.document.PARTS, []))
    )


def _write_sources(loads: list[Load], sources: dict[str, Source]):
    rows = Document.sources.through.objects
    rows.filter(document__in=[load.document.pk for load in loads]).delete()
    rows.bulk_create(
        rows.model(document_id=load.document.pk, source_id=sources[source["key"]].pk)
        for load in loads
        for source in load.data.get("sources", [])
    )


def _write_related(loads: list[Load]):
    rows = Document.related.through.objects
    rows.filter(from_document__in=[load.document.pk for load in loads]).delete()
    rows.bulk_create(
        rows.model(from_document_id=load.document.pk, to_document_id=number)
        for load in loads
        for number in sorted(load.related)
    )


def _count_changes(documents: list[Document]):
    """As Document.count_change; nobody has checked most of them, so that there is no check that could still hold."""
    numbers = [document.pk for document in documents]
    acts = set(Verification.objects.filter(document__in=numbers).values_list("document", flat=True))
    others = Document.objects.filter(pk__in=numbers).exclude(pk__in=acts)
    others.update(version=F("version") + 1, checked_on=None)
    for document in documents:
        if document.pk in acts:
            document.count_change()
        else:
            document.version, document.checked_on = document.version + 1, None  # the row is held
