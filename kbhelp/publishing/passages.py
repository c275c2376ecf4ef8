"""A draft as people read it while they look for what to mend: one passage for each field, with its place."""

from dataclasses import dataclass
from functools import cached_property

from kbhelp.markdown import TooLong
from kbhelp.markdown.inlines import Inline, inlines_in
from kbhelp.publishing.complaints import Complaint
from kbhelp.publishing.rendering import Draft


@dataclass
class Passage:
    """The text of one field; `part` is the key of its row or item, `label` what editors call the field."""

    field: str
    part: str | None
    label: str
    text: str
    is_markdown: bool = False

    @cached_property
    def inlines(self) -> list[Inline]:
        """What stands in its paragraphs, headings, items and cells: none where it is not Markdown, or too long."""
        try:
            return inlines_in(self.text) if self.is_markdown else []
        except TooLong:
            return []

    def paragraphs(self) -> list[tuple[int, str]]:
        """(line from 1, words) of each."""
        if self.is_markdown:
            return [(inline.line, inline.words) for inline in self.inlines]
        return list(enumerate(self.text.split("\n"), 1))

    def complaint(self, message: str, line: int = 1) -> Complaint:
        if "\n" in self.text:
            return Complaint.in_text(self.field, self.part, self.label, line, message)
        return Complaint.about(f"{self.label}: {message}", self.field, self.part)


def passages_of(draft: Draft) -> list[Passage]:
    """Everything in words, the rows or items after the document's own fields; read once for all checks of a draft."""
    if "passages" not in vars(draft):
        draft.passages = _passages(draft)
    return draft.passages


def _passages(draft: Draft) -> list[Passage]:
    model = type(draft.document)
    names = ("title", "summary", *model.MARKDOWN_FIELDS, *model.CONTENT_FIELDS)
    written = [name for name in dict.fromkeys(names) if name not in model.PICTURES]
    found = [_passage(model, name, draft.snapshot[name]) for name in written]
    if model.PARTS:
        part_model = draft.document.part_model()
        for row in draft.snapshot[model.PARTS]:
            found += [_passage(part_model, name, row[name], row) for name in part_model.FIELDS]
    return [passage for passage in found if passage and passage.text.strip()]


def _passage(model, name: str, value, row: dict | None = None) -> Passage | None:
    """None for what is chosen instead of written."""
    field = model._meta.get_field(name)
    if name in model.LISTS:
        value = "\n".join(value)
    if not isinstance(value, str) or field.choices or field.get_internal_type() == "DateField":
        return None
    label, key = str(field.verbose_name), None
    if row is not None:
        label, key = f"{row[model.FIELDS[0]]}의 {label}", row["key"]
    return Passage(name, key, label, value, name in model.MARKDOWN_FIELDS)
