"""The site's first texts as files, and the ways its tests look at them; neither Django nor a database."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent / "content"
FOLDERS = {"guides": "guide", "faq": "faq", "tables": "table", "checklists": "checklist"}


class ContentFile(dict):
    """The keys above the text, and the text as `.content`; read by any YAML reader, not by the program's own."""

    def __init__(self, path: Path):
        _, head, self.content = re.split(r"^---\n", path.read_text("utf-8"), maxsplit=2, flags=re.MULTILINE)
        self.content = self.content.strip()
        super().__init__(yaml.safe_load(head))


DOCUMENTS = {
    f"{folder}/{path.stem}": ContentFile(path)
    for folder in FOLDERS
    for path in sorted((ROOT / folder).glob("*.md"))
}
SOURCES = {entry["key"]: entry for entry in yaml.safe_load((ROOT / "sources.yaml").read_text("utf-8"))}
CATEGORIES = {entry["slug"] for entry in yaml.safe_load((ROOT / "categories.yaml").read_text("utf-8"))}
GUIDES = [name for name in DOCUMENTS if name.startswith("guides/")]
FAQ = [name for name in DOCUMENTS if name.startswith("faq/")]
ROWS = [
    (name, row)
    for name in ("tables/normal-and-failure", "tables/connecting")
    for row in DOCUMENTS[name]["rows"]
]
every_document = pytest.mark.parametrize("name", DOCUMENTS)


def strings(value):
    """Every text inside a front matter value, in reading order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in {"key", "source", "stage", "risk", "effort", "sources", "related", "category"}:
                yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def texts(name):
    """All that a reader can see of a document: (field, text), the body last."""
    document = DOCUMENTS[name]
    front = [(field, text) for field in document for text in strings({field: document[field]})]
    return [*front, ("body", document.content)]


def whole(name):
    return "\n".join(text for _, text in texts(name))


def sentences(text):
    """Sentences, table cells, list items and headings, without their Markdown."""
    text = re.sub(r"^(\[\[.*\]\]|:::.*|\|[ \-|]+\|)$", "", text, flags=re.MULTILINE)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("**", "")
    for line in re.split(r"\n|\|", text):
        bare = re.sub(r"^\s*(#+|-|\d+\.)\s+", "", line).strip()
        yield from (part for part in re.split(r"(?<=[.?!])\s+", bare) if part)


def links(name):
    return re.findall(r"\[([^\]]*)\]\(([^)]*)\)", whole(name))
