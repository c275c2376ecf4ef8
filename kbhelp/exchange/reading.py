"""Reading a folder of documents: every problem is found before anything is written."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps
from django.core.exceptions import ValidationError

from kbhelp.exchange.files import DocumentFile, Problem, read_document, read_yaml, to_snapshot
from kbhelp.publishing.models import Document, kinds
from kbhelp.publishing.rendering import kind_by_label

EMBED = re.compile(r"^\[\[([^:\]]+):([^\]]+)\]\]\s*$", re.MULTILINE)


@dataclass
class Folder:
    """What a folder holds: the catalogues (sources, groups) by file name, and the documents."""

    catalogues: dict[str, list[dict]] = field(default_factory=dict)
    documents: list[DocumentFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def catalogue_models() -> dict:
    return {model.CATALOGUE: model for model in apps.get_models() if getattr(model, "CATALOGUE", None)}


def read_folder(root: Path) -> Folder:
    folder = Folder()
    for name in catalogue_models():
        if (root / name).exists():
            entries, problems = read_yaml((root / name).read_text(encoding="utf-8"), name)
            folder.problems += problems
            folder.catalogues[name] = entries or []
    for model in kinds().values():
        for path in sorted((root / model.FOLDER).glob("*.md")):
            file, problems = read_document(path, root, model)
            folder.problems += problems
            if file:
                folder.documents.append(file)
    if not folder.documents and not folder.problems:
        folder.problems.append(Problem(".", 1, f"no documents found; folders are {_folders()}"))
    check(folder)
    return folder


def _folders() -> str:
    return ", ".join(model.FOLDER for model in kinds().values())


def check(folder: Folder):
    known = {file.name for file in folder.documents}
    for file in folder.documents:
        folder.problems += _wrong_fields(file) + _wrong_parts(file)
        folder.problems += _dangling(file, folder, known)


def _wrong_fields(file: DocumentFile) -> list[Problem]:
    model, problems = file.model, []
    allowed = {*model.snapshot_fields(), *model.NAMED, "related", "state", model.PARTS}
    for name in file.data.keys() - allowed:
        problems.append(Problem(file.path, file.line_of(f"{name}:"), f"unknown key “{name}”"))
    for name in {*model.snapshot_fields()} - {*model.NAMED, *model.LISTS}:
        problems += _wrong_value(file, model._meta.get_field(name), name, file.data.get(name))
    for name in ("sources", "related", *model.LISTS):
        if not isinstance(file.data.get(name, []), list):
            problems.append(Problem(file.path, file.line_of(f"{name}:"), f"“{name}” must be a list"))
    return problems


def _wrong_value(file: DocumentFile, model_field, name: str, value) -> list[Problem]:
    if value is None and (model_field.has_default() or model_field.null or model_field.blank):
        return []
    try:
        model_field.clean(value, None)
    except ValidationError as error:
        return [Problem(file.path, file.line_of(f"{name}:"), f"{name}: {' '.join(error.messages)}")]
    return []


def _wrong_parts(file: DocumentFile) -> list[Problem]:
    if not file.model.PARTS:
        return []
    rows, part, problems, seen = file.data.get(file.model.PARTS) or [], file.model.part_model(), [], set()
    for row in rows:
        if not isinstance(row, dict):
            problems.append(Problem(file.path, file.line_of(str(row)), "a row must be `key: value` lines"))
            continue
        key = str(row.get("key", ""))
        line = file.line_of(f"key: {key}")
        problems += [
            Problem(file.path, line, f"unknown key “{name}”") for name in row.keys() - {"key", *part.FIELDS}
        ]
        if key in seen:
            problems.append(Problem(file.path, line, f"the key “{key}” stands twice"))
        seen.add(key)
        for name in part.FIELDS:
            if name not in {*part.NAMED, *part.LISTS}:
                problems += _wrong_value(file, part._meta.get_field(name), name, row.get(name))
    return problems


def _dangling(file: DocumentFile, folder: Folder, known: set[str]) -> list[Problem]:
    labels = kind_by_label()
    problems = []
    for match in EMBED.finditer(file.text):
        kind = labels.get(match[1])
        if not kind or not _exists(f"{kind}:{match[2]}", known):
            problems.append(
                Problem(file.path, file.line_of(match[0]), f"nothing is called {match[0].strip()}")
            )
    for name in file.data.get("related") or []:
        if name == file.name:
            problems.append(Problem(file.path, file.line_of(name), "a document cannot be related to itself"))
        elif not _exists(str(name), known):
            problems.append(Problem(file.path, file.line_of(str(name)), f"no document is called “{name}”"))
    return problems + _unknown_names(file, folder)


def _exists(name: str, known: set[str]) -> bool:
    kind, _, slug = name.partition(":")
    return name in known or Document.objects.filter(kind=kind, slug=slug).exists()


def _unknown_names(file: DocumentFile, folder: Folder) -> list[Problem]:
    wanted = _names_used(file.data, file.model.NAMED)
    if file.model.PARTS:
        for row in file.data.get(file.model.PARTS) or []:
            wanted += _names_used(row, file.model.part_model().NAMED) if isinstance(row, dict) else []
    problems = []
    for field_name, key, name in wanted:
        catalogue, model = next(pair for pair in catalogue_models().items() if key == pair[1].CATALOGUE_KEY)
        listed = any(entry.get(key) == name for entry in folder.catalogues.get(catalogue, []))
        if not listed and not model.objects.filter(**{key: name}).exists():
            message = f"{field_name}: “{name}” is not in {catalogue}"
            problems.append(Problem(file.path, file.line_of(name), message))
    return list(dict.fromkeys(problems))


def _names_used(data: dict, named: dict) -> list[tuple[str, str, str]]:
    found = []
    for field_name, key in named.items():
        value = data.get(field_name)
        names = value if isinstance(value, list) else [value] if value else []
        found += [(field_name, key, str(name)) for name in names]
    return found


def write_catalogues(folder: Folder):
    for name, model in catalogue_models().items():
        for entry in folder.catalogues.get(name, []):
            key = model.CATALOGUE_KEY
            model.objects.update_or_create(
                **{key: entry[key]}, defaults={k: v for k, v in entry.items() if k != key}
            )


def write_documents(folder: Folder) -> list[tuple[DocumentFile, Document]]:
    """Every file into its working copy; relations last, when everything exists. Call inside a transaction."""
    written = []
    for file in folder.documents:
        document = (
            file.model.objects.filter(kind=file.model.KIND, slug=file.data["slug"]).first() or file.model()
        )
        document.load(to_snapshot(file.model, file.data))
        written.append((file, document))
    for file, document in written:
        document.relate(file.data.get("related") or [])
    return written
