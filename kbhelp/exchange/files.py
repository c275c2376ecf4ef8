"""The export format: one Markdown file with front matter per document, lists of sources and groups in YAML.

A file and a snapshot hold the same; a file names sources, rows' sources and groups by their keys alone.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import frontmatter
import yaml

from kbhelp.publishing.models import Document

HEAD = re.compile(r"\A---\s*\n(.*?)\n---\s*\n?(.*)\Z", re.DOTALL)


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a file, said as `path:line: message`."""

    path: str
    line: int
    message: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.message}"


@dataclass
class DocumentFile:
    path: str
    text: str
    model: type[Document]
    data: dict = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.model.KIND}:{self.data['slug']}"

    @property
    def is_live(self) -> bool:
        return self.data.get("state") == "live"

    def line_of(self, needle: str) -> int:
        """The first line that holds the text; 1 when it is nowhere, as with something missing."""
        position = self.text.find(needle)
        return self.text.count("\n", 0, position) + 1 if position >= 0 else 1


def read_document(path: Path, root: Path, model: type[Document]) -> tuple[DocumentFile | None, list[Problem]]:
    shown = str(path.relative_to(root))
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        return None, [Problem(shown, 1, f"not UTF-8: {error.reason} at byte {error.start}")]
    parts = HEAD.match(text.replace("\r\n", "\n"))
    if not parts:
        return None, [
            Problem(shown, 1, "no front matter: the file must begin with a block between two lines of ---")
        ]
    head, problems = read_yaml(parts[1], shown, first_line=2)
    if problems:
        return None, problems
    if not isinstance(head, dict):
        return None, [Problem(shown, 2, "the front matter must be a list of `key: value` lines")]
    data = head | {"slug": path.stem, "body": parts[2].strip()}
    return DocumentFile(shown, text, model, data), []


def read_yaml(text: str, shown: str, first_line: int = 1) -> tuple[object, list[Problem]]:
    try:
        return yaml.safe_load(text), []
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        return None, [Problem(shown, line, f"broken YAML: {getattr(error, 'problem', error)}")]


def to_snapshot(model: type[Document], data: dict) -> dict:
    """What `Document.load` takes: names become {"key": name}, everything else stays."""
    snapshot = _expand(data, model.NAMED)
    if model.PARTS:
        named = model.part_model().NAMED
        snapshot[model.PARTS] = [_expand(row, named) for row in data.get(model.PARTS) or []]
    return snapshot


def _expand(data: dict, named: dict) -> dict:
    expanded = dict(data)
    for name, key in named.items():
        value = data.get(name)
        if isinstance(value, list):
            expanded[name] = [{key: item} for item in value]
        elif value:
            expanded[name] = {key: value}
    return expanded


def to_text(model: type[Document], snapshot: dict, is_live: bool) -> str:
    """The file of a snapshot; reading it again gives the same snapshot."""
    data = _contract(snapshot, model.NAMED)
    if model.PARTS:
        data[model.PARTS] = [_contract(row, model.part_model().NAMED) for row in snapshot[model.PARTS]]
    data["state"] = "live" if is_live else "draft"
    body = data.pop("body")
    data.pop("slug")
    post = frontmatter.Post(body, **data)
    return frontmatter.dumps(post, Dumper=_Dumper, sort_keys=False, width=100) + "\n"


def _contract(data: dict, named: dict) -> dict:
    contracted = {}
    for name, value in data.items():
        if name in named and value:
            key = named[name]
            contracted[name] = [item[key] for item in value] if isinstance(value, list) else value[key]
            continue
        if value in (None, "", []) and name not in ("body", "slug"):
            continue
        contracted[name] = date.fromisoformat(value) if name.endswith("_on") else value
    return contracted


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks, so that a person can read and edit the file."""


def _text(dumper, value):
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)
