"""What an import will do, worked out in memory: nothing is written before all of it has been found right."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from kbhelp import live
from kbhelp.exchange.catalogues import catalogue_models, catalogued
from kbhelp.exchange.checking import addresses_of, named_in
from kbhelp.exchange.exporting import last_released
from kbhelp.exchange.files import DocumentFile, Problem
from kbhelp.exchange.reading import Folder
from kbhelp.exchange.records import record_of
from kbhelp.exchange.snapshots import snapshot_to_be
from kbhelp.exchange.standing import Standing
from kbhelp.publishing.checks import PublishRefused, refuse_if_wrong
from kbhelp.publishing.complaints import Complaint
from kbhelp.publishing.models import Document, SlugHistory
from kbhelp.publishing.references import References, Written
from kbhelp.publishing.rendering import Draft, drafted
from kbhelp.publishing.verifications import days_by_document, with_checks

NOTHING = (None, None, set())  # what readers see of a document that is new


class ImportRefused(Exception):
    def __init__(self, problems: list[Problem]):
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass
class Publication:
    """An edition that the import makes."""

    file: DocumentFile
    draft: Draft
    publish_at: datetime | None


@dataclass
class Arrival:
    """What becomes of one document. A new one has its number already, and no row."""

    document: Document
    is_new: bool
    is_waited_for: bool = False  # an edition of it waits for a date
    files: list[DocumentFile] = field(default_factory=list)  # x.md, x.scheduled.md, x.draft.md
    publications: list[Publication] = field(default_factory=list)
    working: DocumentFile | None = None  # what the working copy is to say
    addresses: list[str] = field(default_factory=list)  # that it does not have yet

    @property
    def state(self):
        return self.files[0].state

    @property
    def is_withdrawn(self) -> bool:
        return self.state.state == "withdrawn" and bool(self.publications or self.document.live_id)

    @property
    def withdraw_at(self) -> datetime | None:
        at = self.state.withdraw_at
        return at if at != self.document.withdraw_at else None

    @property
    def drops_dates(self) -> bool:
        """What waits for a date goes when something else is published or nothing is to be seen: it would come back."""
        comes_back = self.state.state == "withdrawn" and not any(
            file.version == "scheduled" for file in self.files
        )
        return self.is_waited_for and bool(self.publications or comes_back)

    def publications_before(self, last: DocumentFile) -> list[Publication]:
        """Those that say something else than the working copy will."""
        if not any(one.file is last for one in self.publications):
            return self.publications
        return [one for one in self.publications if one.file.record != last.record]

    def reaches_readers(self) -> bool:
        changes = self.publications or self.addresses or self.is_withdrawn or self.withdraw_at
        return bool(changes or self.drops_dates)


class Arriving(References):
    """What readers see, or will see once the import is done."""

    def __init__(self, names: dict[tuple[str, str], int], texts: dict[int, tuple[Document, dict]]):
        super().__init__()
        self.named |= names
        self.texts = texts

    def _find_page(self, number: int):
        if number not in self.texts:
            return super()._find_page(number)
        document, snapshot = self.texts[number]
        return Written(document, self, snapshot)


class Plan:
    """Of a folder that was read and checked. Raises ImportRefused with every problem of what would be published."""

    def __init__(self, folder: Folder):
        self.folder, self.standing = folder, Standing()
        self.problems: list[Problem] = []
        self.seen = live.seen_by_readers(folder.numbers.values())
        self.checks = days_by_document(folder.numbers.values())
        self.snapshots: dict[str, tuple[dict, list[int]]] = {}  # by the file's path
        self.arrivals = self._arrivals()
        self.numbers = {
            f"{arrival.document.kind}:{slug}": arrival.document.pk
            for arrival in self.arrivals.values()
            for slug in addresses_of(arrival.files[0])
        }
        self.catalogued = {
            model: catalogued(model, folder.catalogues.get(name), self.number_of)
            for name, model in catalogue_models().items()
        }
        self.items = {model: found.by_key for model, found in self.catalogued.items()}
        rows = Document.objects.values_list("pk", "title", "kind", "slug")
        self.names = {number: names for number, *names in rows}  # title, kind, address: the readers' order
        for version in ("", "scheduled"):
            self._publish(version)
        self._see_to_working_copies()
        self._find_new_addresses()
        if self.problems:
            raise ImportRefused(sorted(self.problems))

    def _arrivals(self) -> dict[str, Arrival]:
        first, standing = self.folder.versions(""), {}
        for model in {file.model for file in first}:
            found = model.objects.filter(pk__in=self.folder.numbers.values()).select_related("live")
            standing |= {document.pk: document for document in found}
        reserved = iter(Document.objects.reserve(len(first) - len(self.folder.numbers)))
        arrivals = {}
        for file in first:
            known = standing.get(self.folder.numbers.get(file.name))
            document = known or file.model(pk=next(reserved))
            arrivals[file.name] = Arrival(
                document, known is None, bool(self.seen.get(document.pk, NOTHING)[2])
            )
        for version in ("", "scheduled", "draft"):
            for file in self.folder.versions(version):
                arrivals[file.name].files.append(file)
        return arrivals

    def _publish(self, version: str):
        files = self.folder.versions(version)
        outdated = [file for file in files if file.state.state != "draft" and not self._stands(file)]
        for file in outdated:
            record = file.record
            self.names[self._document(file).pk] = [record["title"], file.model.KIND, record["slug"]]
        self.snapshots.clear()  # which name others as they will be called
        if not version:
            self.references = self._references()
        for file in outdated:
            document, (snapshot, related) = self._document(file), self.snapshot(file)
            draft = drafted(document, snapshot, related, self.references)
            with self._hearing_of(file):
                refuse_if_wrong(draft, self.standing.belongs_to_another)
            self.arrivals[file.name].publications.append(Publication(file, draft, file.state.publish_at))

    def _references(self) -> Arriving:
        first = [file for file in self.folder.versions("") if file.state.state in ("live", "withdrawn")]
        texts = {self._document(file).pk: (self._document(file), self.snapshot(file)[0]) for file in first}
        former = SlugHistory.objects.filter(document__in=texts).values_list("kind", "slug", "document")
        names = {(kind, slug): number for kind, slug, number in former}
        for file in first:
            names |= {(file.model.KIND, slug): self._document(file).pk for slug in addresses_of(file)}
        return Arriving(names, texts)

    def _document(self, file: DocumentFile) -> Document:
        return self.arrivals[file.name].document

    def snapshot(self, file: DocumentFile) -> tuple[dict, list[int]]:
        """With the numbers of its related documents. A check holds where somebody has compared this very text."""
        if file.path not in self.snapshots:
            related = sorted(self.related(file), key=self.names.get)
            names = [":".join(self.names[number][1:]) for number in related]
            snapshot, number = (
                snapshot_to_be(file.model, file.record, self.items, names),
                self._document(file).pk,
            )
            checked = with_checks(self._document(file), snapshot, self.checks.get(number, {}))
            self.snapshots[file.path] = checked, related
        return self.snapshots[file.path]

    def number_of(self, name: str) -> int | None:
        return self.numbers.get(name) or self.standing.find(name)

    def related(self, file: DocumentFile) -> set[int]:
        found = {self.number_of(name) for name in file.record.get("related", [])}
        return found - {None, self._document(file).pk}

    def _stands(self, file: DocumentFile) -> bool:
        """Whether readers and editors already see what the file says, so that nothing need be done."""
        arrival, state = self.arrivals[file.name], file.state.state
        document = arrival.document
        if arrival.is_new or (file.version == "scheduled" and arrival.publications):
            return False
        if state == "draft":
            return self.is_written(file, document)
        if state == "live" and any(key in self.catalogued[model].touched for _, model, key in named_in(file)):
            return False
        if state == "scheduled":
            edition = document.editions.waiting().filter(publish_at=file.state.publish_at).first()
        else:
            edition = document.live if state == "live" else last_released(document)
        return edition is not None and self.says(file, edition.snapshot, edition.rendered["related"])

    def is_written(self, file: DocumentFile, document: Document) -> bool:
        """Whether the working copy says what the file says."""
        return self.says(file, document.snapshot(), document.related.values_list("pk", flat=True))

    def says(self, file: DocumentFile, snapshot: dict, related) -> bool:
        record = {name: value for name, value in file.record.items() if name != "related"}
        there = {number for number in related if number in self.standing.documents or number in self.names}
        return record_of(file.model, snapshot, []) == record and there == self.related(file)

    def _see_to_working_copies(self):
        """A working copy says what the last of its files says, where that is new to readers or to editors."""
        for arrival in self.arrivals.values():
            last = arrival.files[-1]
            published = [publication.file for publication in arrival.publications]
            if last in published or (last.state.state == "draft" and not self._stands(last)):
                arrival.working = last

    def _find_new_addresses(self):
        documents = [arrival.document.pk for arrival in self.arrivals.values()]
        kept = set(SlugHistory.objects.filter(document__in=documents).values_list("document", "slug"))
        for arrival in self.arrivals.values():
            former = arrival.state.former_addresses
            arrival.addresses = [slug for slug in former if (arrival.document.pk, slug) not in kept]

    @contextmanager
    def _hearing_of(self, file: DocumentFile):
        """What is refused is a problem of the file; the others are tried all the same, so that all is said at once."""
        try:
            yield
        except PublishRefused as refusal:
            self.problems += [problem_of(file, sentence) for sentence in refusal.problems]


def problem_of(file: DocumentFile, sentence: str) -> Problem:
    """What is wrong with a document, at its line of the file."""
    if isinstance(sentence, Complaint):
        return Problem(file.path, file.line_of(sentence.field, sentence.part, sentence.line), sentence.bare)
    return Problem(file.path, 1, sentence)
