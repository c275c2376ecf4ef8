"""From a snapshot to what a page shows: Markdown is rendered when an edition is made, never per request."""

from dataclasses import dataclass, field
from functools import partial

from kbhelp.markdown import TooLong, render
from kbhelp.publishing.complaints import Complaint
from kbhelp.publishing.models import Document
from kbhelp.publishing.references import References, Written

SYLLABLES_PER_MINUTE = 450  # an unhurried reader of explanatory Korean on a phone; spaces do not count


@dataclass
class Draft:
    """A snapshot with its rendered prose and what is wrong with it; nothing of it is stored."""

    document: Document
    snapshot: dict
    rendered: dict = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All the words readers may look for that are in neither title nor summary."""
        lists = [line for name in self.document.LISTS for line in self.snapshot[name]]
        return "\n".join([*_texts(self.rendered), *lists])


def draft_of(document: Document, references: References) -> Draft:
    """The working copy with its Markdown rendered."""
    related = list(document.neighbours().values_list("pk", flat=True))
    return drafted(document, document.snapshot(), related, references)


def drafted(document: Document, snapshot: dict, related: list[int], references: References) -> Draft:
    """Render every Markdown field of a snapshot; parts are rendered by their keys."""
    draft = Draft(document, snapshot)
    locate = partial(references.locate, own=Written(document, references, snapshot))
    for name in document.MARKDOWN_FIELDS:
        label = str(document._meta.get_field(name).verbose_name)
        place = (name, None, label)
        draft.rendered[name] = _render(draft, place, draft.snapshot[name], resolve=references, locate=locate)
    if document.PARTS:
        rows = draft.snapshot[document.PARTS]
        draft.rendered[document.PARTS] = {row["key"]: _render_part(draft, row, locate) for row in rows}
    draft.rendered["related"] = related
    draft.rendered["reading_minutes"] = max(1, round(len("".join(draft.text.split())) / SYLLABLES_PER_MINUTE))
    return draft


def _render_part(draft: Draft, row: dict, locate) -> dict:
    model = draft.document.part_model()
    rendered = {}
    for name in model.MARKDOWN_FIELDS:
        label = f"{row[model.FIELDS[0]]}의 {model._meta.get_field(name).verbose_name}"
        rendered[name] = _render(draft, (name, row["key"], label), row[name], locate=locate)
    return rendered


def _render(draft: Draft, place: tuple[str, str | None, str], text: str, **references) -> dict:
    """`place`: the field, the row's key, and what editors call it."""
    try:
        result = render(text or "", **references)
    except TooLong as refusal:
        field, part, label = place
        draft.problems.append(Complaint.about(f"{label}: {refusal}", field, part))
        return {"blocks": [], "headings": [], "text": "", "sections": []}
    draft.problems += [
        Complaint.in_text(*place, problem.line, problem.message) for problem in result.problems
    ]
    return result.as_json()


def _texts(rendered: dict):
    for value in rendered.values():
        if isinstance(value, dict):
            if isinstance(value.get("text"), str):
                yield value["text"]
            else:
                yield from _texts(value)
