"""From a snapshot to what a page shows: Markdown is rendered when an edition is made, never per request."""

from dataclasses import dataclass, field

from kbhelp.markdown import TooLong, UnknownLabel, render
from kbhelp.publishing.complaints import Complaint
from kbhelp.publishing.kinds import kinds_with
from kbhelp.publishing.models import Document, SlugHistory

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


def draft_of(document: Document, resolve) -> Draft:
    """The working copy with its Markdown rendered."""
    related = list(document.neighbours().values_list("pk", flat=True))
    return drafted(document, document.snapshot(), related, resolve)


def drafted(document: Document, snapshot: dict, related: list[int], resolve) -> Draft:
    """Render every Markdown field of a snapshot; parts are rendered by their keys."""
    draft = Draft(document, snapshot)
    for name in document.MARKDOWN_FIELDS:
        label = str(document._meta.get_field(name).verbose_name)
        draft.rendered[name] = _render(draft, (name, None, label), draft.snapshot[name], resolve)
    if document.PARTS:
        rows = draft.snapshot[document.PARTS]
        draft.rendered[document.PARTS] = {row["key"]: _render_part(draft, row) for row in rows}
    draft.rendered["related"] = related
    draft.rendered["reading_minutes"] = max(1, round(len("".join(draft.text.split())) / SYLLABLES_PER_MINUTE))
    return draft


def _render_part(draft: Draft, row: dict) -> dict:
    model = draft.document.part_model()
    rendered = {}
    for name in model.MARKDOWN_FIELDS:
        label = f"{row[model.FIELDS[0]]}의 {model._meta.get_field(name).verbose_name}"
        rendered[name] = _render(draft, (name, row["key"], label), row[name])
    return rendered


def _render(draft: Draft, place: tuple[str, str | None, str], text: str, resolve=None) -> dict:
    """`place`: the field, the row's key, and what editors call it."""
    try:
        result = render(text or "", resolve=resolve)
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


def kind_by_label() -> dict[str, str]:
    """The kind that editors mean by a word in [[…:slug]]."""
    return {model.EMBED_LABEL.upper(): model.KIND for model in kinds_with("EMBED_LABEL")}


def resolver(along_with=()):
    """resolve(label, slug) for `render`: what is live under that name or is published along with it."""
    former = SlugHistory.objects.filter(document__in=[document.pk for document in along_with])
    batch = {(address.kind, address.slug): address.document_id for address in former}
    batch |= {(document.kind, document.slug): document.pk for document in along_with}
    return _by_label(lambda kind, slug: batch.get((kind, slug)) or _live_number(kind, slug))


def lasting_resolver():
    """The same for what has been published once: whatever ever had that name, also when readers do not see it now."""
    return _by_label(_number)


def _by_label(number_of):
    by_label = kind_by_label()

    def resolve(label: str, slug: str) -> dict | None:
        if label not in by_label:
            raise UnknownLabel(list(by_label))
        kind = by_label[label]
        number = number_of(kind, slug)
        return {"kind": kind, "document": number} if number else None

    return resolve


def _live_number(kind: str, slug: str) -> int | None:
    address = SlugHistory.objects.find(kind, slug)
    return address.document_id if address and address.document.is_live() else None


def _number(kind: str, slug: str) -> int | None:
    return SlugHistory.objects.filter(kind=kind, slug=slug).values_list("document_id", flat=True).first()
