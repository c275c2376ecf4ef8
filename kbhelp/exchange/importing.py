"""Bringing a folder that was read and found right into the database: one import inside one transaction."""

from contextlib import contextmanager

from kbhelp import live
from kbhelp.exchange.catalogues import write_catalogue
from kbhelp.exchange.checking import addresses_of, named_in
from kbhelp.exchange.exporting import edition_record, last_released, working_record
from kbhelp.exchange.files import DocumentFile, Problem
from kbhelp.exchange.reading import Folder
from kbhelp.exchange.records import snapshot_of
from kbhelp.exchange.standing import Standing
from kbhelp.publishing.checks import PublishRefused
from kbhelp.publishing.complaints import Complaint
from kbhelp.publishing.editions import keep_draft
from kbhelp.publishing.models import Document


class ImportRefused(Exception):
    def __init__(self, problems: list[Problem]):
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class Import:
    """Of each document first x.md is brought, then what waits, then the draft."""

    def __init__(self, folder: Folder):
        self.folder = folder
        self.notes: list[str] = []  # what was kept or dropped
        self.made, self.problems = 0, []

    def run(self) -> int:
        catalogues = self.folder.catalogues.values()
        self.changed = {catalogue.model: write_catalogue(catalogue) for catalogue in catalogues}
        first = self.folder.versions("")
        self.documents = {file.name: self.document_of(file) for file in first}
        self.released_together = [
            self.documents[file.name] for file in first if file.state.state in ("live", "withdrawn")
        ]
        for version in ("", "scheduled", "draft"):
            self.bring(self.folder.versions(version))
        return self.made

    def document_of(self, file: DocumentFile) -> Document:
        number = self.folder.numbers.get(file.name)
        return file.model.objects.get(pk=number) if number else file.model()

    def bring(self, files: list[DocumentFile]):
        """Working copies first, since documents name each other; then what readers see of them."""
        self.standing = Standing()
        outdated = [file for file in files if not self.stands(file)]
        to_load = [file for file in outdated if not self.is_written(file)]
        for file in to_load:
            self.load(file, self.documents[file.name])
        numbers = {
            f"{file.model.KIND}:{slug}": self.documents[file.name].pk
            for file in self.folder.versions("")
            for slug in addresses_of(file)
        }
        for file in to_load:
            names = file.record.get("related", [])
            found = [numbers.get(name) or self.standing.find(name) for name in names]
            self.documents[file.name].related.set(found)
        for file in files:
            self.keep_addresses(file)
        for file in files:
            self.make_so(file, self.documents[file.name], file in outdated)
        if self.problems:
            raise ImportRefused(sorted(self.problems))

    def load(self, file: DocumentFile, document: Document):
        """What editors have written and no edition holds is kept as one before the file takes its place."""
        kept = document.pk and keep_draft(document, by=None, note="가져오기 전의 초안")
        if kept:
            edition = f"edition {kept.number} of {file.name}"
            self.notes.append(f"kept, a draft that {file.path} replaces: {edition}")
        document.load(snapshot_of(file.model, file.record))

    def is_written(self, file: DocumentFile) -> bool:
        """Whether the working copy says what the file says."""
        document = self.documents[file.name]
        return document.pk is not None and working_record(document, self.standing) == file.record

    def stands(self, file: DocumentFile) -> bool:
        """Whether readers and editors already see what the file says, so that nothing need be done."""
        document, state = self.documents[file.name], file.state.state
        if document.pk is None:
            return False
        if state == "draft":
            return self.is_written(file)
        if state == "live" and any(key in self.changed.get(model, ()) for _, model, key in named_in(file)):
            return False
        if state == "scheduled":
            edition = document.editions.waiting().filter(publish_at=file.state.publish_at).first()
        else:
            edition = document.live if state == "live" else last_released(document)
        return edition is not None and edition_record(edition, self.standing) == file.record

    def make_so(self, file: DocumentFile, document: Document, is_outdated: bool):
        state = file.state
        if is_outdated and state.state != "draft":
            self.publish(file, document)
        if state.state == "withdrawn" and document.live_id:
            live.withdraw(document)
        if state.withdraw_at and document.withdraw_at != state.withdraw_at:
            live.withdraw(document, at=state.withdraw_at)

    def publish(self, file: DocumentFile, document: Document):
        for waiting in document.editions.waiting():
            when = waiting.publish_at.isoformat()
            self.notes.append(f"dropped, the date {when} of an edition of {file.name}")
        with self.hearing_of(file):
            live.publish(
                document, note="가져오기", at=file.state.publish_at, along_with=self.released_together
            )
            self.made += 1

    def keep_addresses(self, file: DocumentFile):
        with self.hearing_of(file):
            live.keep_addresses(self.documents[file.name], file.state.former_addresses)

    @contextmanager
    def hearing_of(self, file: DocumentFile):
        """What is refused is a problem of the file; the others are tried all the same, so that all is said at once."""
        try:
            yield
        except PublishRefused as refusal:
            self.problems += [_problem(file, sentence) for sentence in refusal.problems]


def _problem(file: DocumentFile, sentence: str) -> Problem:
    """What is wrong with a document, at its line of the file."""
    if isinstance(sentence, Complaint):
        return Problem(file.path, file.line_of(sentence.field, sentence.part, sentence.line), sentence.bare)
    return Problem(file.path, 1, sentence)
