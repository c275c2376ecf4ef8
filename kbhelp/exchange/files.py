"""One document and its file: Markdown below a block of YAML.

    x.md             what readers see, or will see first
    x.scheduled.md   an edition that waits for its date while readers see x.md
    x.draft.md       the working copy, where it says something else than these

A file knows the line of everything in it, so that each problem can be said as `path:line: message`.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from kbhelp.exchange import yaml_texts
from kbhelp.exchange.records import CHECKED, read_record
from kbhelp.exchange.texts import Unreadable, read_text
from kbhelp.exchange.values import read_list
from kbhelp.exchange.yaml_texts import BadYaml, Entries, Text
from kbhelp.publishing.models import Document

NAME = re.compile(r"\A(?P<slug>[^.]*)(?:\.(?P<version>draft|scheduled))?\.md")
STATES = {"": ("draft", "live", "scheduled", "withdrawn"), "draft": ("draft",), "scheduled": ("scheduled",)}
ABOUT = ("state", "publish_at", "withdraw_at", "former_addresses")  # keys beside those of the record


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with a file, said as `path:line: message`."""

    path: str
    line: int
    message: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.message}"


@dataclass
class State:
    """What readers see of a document, beside its text."""

    state: str = "draft"
    publish_at: datetime | None = None
    withdraw_at: datetime | None = None
    former_addresses: list[str] = field(default_factory=list)
    checks: dict[str, str] = field(
        default_factory=dict
    )  # by part, "" the whole: the day; written, never read


@dataclass
class DocumentFile:
    path: str  # below the folder
    model: type[Document]
    slug: str  # the address that the file's name says
    version: str = ""  # of STATES
    entries: Entries = field(default_factory=Entries)
    record: dict = field(default_factory=dict)
    state: State = field(default_factory=State)
    problems: list[Problem] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.model.KIND}:{self.slug}"

    def complain(self, line: int, message: str):
        self.problems.append(Problem(self.path, line, message))

    def line_of(self, name: str, part: str | None = None, number: int = 1) -> int:
        """The line of the file where line `number` of a field stands; 1 when the field is not in it."""
        entries = self.entries
        if part is not None:
            rows = [row for row in entries.get(self.model.PARTS) or [] if isinstance(row, Entries)]
            entries = next((row for row in rows if row.get("key") == part), entries)
        value = entries.get(name)
        return value.line_at(number) if isinstance(value, Text) else getattr(value, "line", entries.line)

    def texts(self):
        """(field, part's key or None, text) of all its Markdown."""
        for name in self.model.MARKDOWN_FIELDS:
            yield name, None, self.record.get(name, "")
        for row in self.record.get(self.model.PARTS, []) if self.model.PARTS else []:
            for name in self.model.part_model().MARKDOWN_FIELDS:
                yield name, row.get("key"), row.get(name, "")


def version_of(name: str, version: str) -> str:
    """The name of a document's file, x.md, for one of its versions."""
    return f"{name.removesuffix('.md')}.{version}.md" if version else name


def read_document(path: Path, shown: str, model: type[Document]) -> DocumentFile:
    """The file, with its problems; where it has any, its record is no more than a beginning."""
    name = NAME.fullmatch(path.name)
    if not name:
        return _refused(DocumentFile(shown, model, path.name), 1, _("the name must be like some-words.md"))
    file = DocumentFile(shown, model, name["slug"], name["version"] or "")
    try:
        file.entries = _entries(read_text(path))
    except Unreadable as error:
        return _refused(file, error.line, str(error))
    except BadYaml as error:
        for line, message in error.problems:
            file.complain(line, message)
        return file
    file.state = _state_of(file)
    if "slug" in file.entries and not file.version:
        file.complain(file.line_of("slug"), _("the file's name says the address; leave “slug” out"))
    if "slug" not in file.entries:
        file.entries["slug"] = Text(file.slug)
    file.record = read_record(model, file.entries, file.complain, also=ABOUT)
    return file


def _refused(file: DocumentFile, line: int, message: str) -> DocumentFile:
    file.complain(line, message)
    return file


def _entries(text: str) -> Entries:
    """The keys of the head, and the body under `body`."""
    lines = text.split("\n")
    ends = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if len(ends) < 2 or ends[0] != 0:
        raise Unreadable(_("no front matter: the file must begin with a block between two lines of ---"))
    entries = yaml_texts.read("\n".join(lines[1 : ends[1]]), first_line=2) or Entries()
    if not isinstance(entries, Entries):
        raise Unreadable(_("the front matter must be a list of `key: value` lines"), 2)
    if "body" in entries:
        raise Unreadable(_("the text stands below the front matter; leave “body” out"), entries["body"].line)
    below = "\n".join(lines[ends[1] + 1 :])
    body = Text(below.strip())
    before = below[: len(below) - len(below.lstrip())]
    body.line, body.is_literal = ends[1] + 1 + before.count("\n"), True  # the line before its first
    entries[Text("body")] = body
    entries.line = 1
    return entries


def _state_of(file: DocumentFile) -> State:
    allowed, given = STATES[file.version], file.entries.get("state")
    state = State(str(given) if given else allowed[0])
    if state.state not in allowed:
        message = _("state: “{state}” must be one of {allowed}")
        file.complain(file.line_of("state"), message.format(state=state.state, allowed=", ".join(allowed)))
    state.publish_at = _time_of(file, "publish_at", state.state == "scheduled")
    state.withdraw_at = _time_of(file, "withdraw_at", state.state == "live")
    if state.state == "scheduled" and not file.entries.get("publish_at"):
        message = _("“publish_at” is missing: a time such as 2026-12-01T09:00+09:00")
        file.complain(file.line_of("state"), message)
    if _goes_with(file, "former_addresses", state.state in ("live", "withdrawn")):
        state.former_addresses = _former_addresses(file)
    return state


def _goes_with(file: DocumentFile, name: str, belongs: bool) -> bool:
    """Whether the file has that key, and may: what only readers see says nothing about a draft."""
    if name in file.entries and not belongs:
        file.complain(file.line_of(name), _("“{name}” does not go with this state").format(name=name))
    return name in file.entries and belongs


def _time_of(file: DocumentFile, name: str, belongs: bool) -> datetime | None:
    if not _goes_with(file, name, belongs):
        return None
    given = file.entries[name]
    try:
        at = parse_datetime(given)
        at = timezone.make_aware(at) if at and timezone.is_naive(at) else at
    except (TypeError, ValueError, OverflowError):
        at = None
    if (
        at is None or not 2000 <= at.year < 3000
    ):  # at the ends of the calendar no clock can show the local time
        file.complain(
            given.line, _("{name}: must be a time such as 2026-12-01T09:00+09:00").format(name=name)
        )
    return at


def _former_addresses(file: DocumentFile) -> list[str]:
    addresses = read_list("former_addresses", file.entries.get("former_addresses"), file.complain)
    for address in addresses:
        if not re.fullmatch(r"[-\w]+", address, re.ASCII):
            file.complain(file.line_of("former_addresses"), _("“{name}” is no address").format(name=address))
    return addresses


def to_text(model: type[Document], record: dict, state: State, address: str) -> str:
    """The file of a record, to be named by `address`; reading it again gives the same record."""
    head = {"title": record.get("title", ""), "state": state.state}
    for name in ("publish_at", "withdraw_at"):
        if at := getattr(state, name):
            head[name] = at.isoformat()
    if state.former_addresses:
        head["former_addresses"] = state.former_addresses
    told = _with_checks(model, _with_days(model, record), state.checks)
    head |= {name: value for name, value in told.items() if name not in ("title", "slug", "body")}
    if record["slug"] != address:
        head["slug"] = record["slug"]
    return f"---\n{yaml_texts.write(head)}---\n{record.get('body', '')}\n"


def _with_checks(model, told: dict, checks: dict[str, str]) -> dict:
    """For whoever reads the file; the site that it is brought to asks for a check of its own. Beside the day of writing
    alone: on its own it is taken for that one."""
    parts = {model.PARTS: [_with_check(row, checks.get(row["key"])) for row in told.get(model.PARTS, [])]}
    return _with_check(told, checks.get("")) | (parts if model.PARTS in told else {})


def _with_check(told: dict, day: str | None) -> dict:
    return told | ({CHECKED: date.fromisoformat(day)} if day and "written_on" in told else {})


def _with_days(model, record: dict) -> dict:
    """Days as YAML writes them, without quotes."""
    days = {field.name for field in model._meta.fields if field.get_internal_type() == "DateField"}
    told = {name: date.fromisoformat(value) if name in days else value for name, value in record.items()}
    parts = getattr(model, "PARTS", None)
    if parts in told:
        told[parts] = [_with_days(model.part_model(), row) for row in told[parts]]
    return told
