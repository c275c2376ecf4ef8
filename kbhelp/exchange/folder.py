"""Bringing a folder of documents to readers, and writing one: above live, since importing publishes."""

from pathlib import Path

import yaml
from django.db import transaction

from kbhelp import live
from kbhelp.exchange.files import Problem, to_text
from kbhelp.exchange.reading import catalogue_models, read_folder, write_catalogues, write_documents
from kbhelp.publishing.checks import PublishRefused
from kbhelp.publishing.models import Document


class ImportRefused(Exception):
    def __init__(self, problems: list[Problem]):
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def import_folder(root: Path) -> int:
    """Import every document below `root` and publish what is marked live; all or nothing.

    Returns how many editions were made: a document that is live as it stands makes none.
    Raises ImportRefused with one Problem (file, line, message) each.
    """
    folder = read_folder(root)
    if folder.problems:
        raise ImportRefused(folder.problems)
    problems, made = [], 0
    with transaction.atomic():
        write_catalogues(folder)
        written = write_documents(folder)
        to_publish = [(file, document) for file, document in written if file.is_live]
        batch = [document for _, document in to_publish]
        for file, document in to_publish:
            if document.live and document.live.snapshot == document.snapshot():
                continue
            try:
                live.publish(document, note="가져오기", along_with=batch)
                made += 1
            except PublishRefused as refusal:
                problems += [Problem(file.path, 1, sentence) for sentence in refusal.problems]
        if problems:
            raise ImportRefused(problems)
    return made


def export_folder(root: Path) -> int:
    """Write every document's working copy and the catalogues; the same folder imports back unchanged."""
    root.mkdir(parents=True, exist_ok=True)
    for name, model in catalogue_models().items():
        entries = [_entry(item) for item in model.objects.all()]
        (root / name).write_text(
            yaml.safe_dump(entries, allow_unicode=True, sort_keys=False), encoding="utf-8"
        )
    documents = list(Document.objects.order_by("kind", "slug"))
    for document in map(Document.concrete, documents):
        path = root / document.FOLDER / f"{document.slug}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(to_text(type(document), document.snapshot(), document.is_live()), encoding="utf-8")
    return len(documents)


def _entry(item) -> dict:
    return {field.name: getattr(item, field.name) for field in item._meta.fields if field.name != "id"}
