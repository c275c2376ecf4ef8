"""A question that has been answered already is mended rather than answered twice."""

from kbhelp.publishing.complaints import Complaint
from kbhelp.publishing.models import Document
from kbhelp.search.query.engine import SURE, reader_search
from kbhelp.text import normalise

SENTENCE = "비슷한 질문이 있습니다. 그 글을 고치는 편이 나은지 먼저 보세요."
LOOKED_AT = 5
ALIKE = 0.6  # share of the pairs of letters that two titles have in common


def check(draft) -> list[Complaint]:
    """By our own search among what readers find of the same kind, and by how alike the titles are."""
    title = draft.snapshot["title"]
    kind = type(draft.document).SEARCH
    if not (title and kind):
        return []
    found = reader_search(title, kinds=[kind.name], limit=LOOKED_AT)
    numbers = [hit.document_id for hit in found.hits if hit.document_id != draft.document.pk]
    if found.confidence < SURE or not numbers:
        return []
    others = Document.objects.filter(pk__in=numbers).select_related("live").order_by("pk")
    links = tuple(
        {"title": one.live.title, "url": one.desk_url()}
        for one in others
        if one.live and likeness(title, one.live.title) >= ALIKE
    )
    if not links:
        return []
    complaint = Complaint.about(SENTENCE, "title")
    complaint.links = links
    return [complaint]


def likeness(one: str, other: str) -> float:
    """0 to 1, spaces aside."""
    pairs, others = pairs_of(one), pairs_of(other)
    return 2 * len(pairs & others) / max(1, len(pairs) + len(others))


def pairs_of(title: str) -> set[str]:
    letters = "".join(c for c in normalise(title) if c.isalnum())
    return {letters[at : at + 2] for at in range(len(letters) - 1)}
