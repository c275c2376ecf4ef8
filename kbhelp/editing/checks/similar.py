"""A question that has been answered already is mended rather than answered twice."""

from kbhelp.publishing.complaints import Complaint
from kbhelp.publishing.models import Document
from kbhelp.search.query.engine import SURE, reader_search
from kbhelp.text import normalise

SENTENCE = "비슷한 질문이 있습니다. 그 글을 고치는 편이 나은지 먼저 보세요."
LOOKED_AT = 5
ALIKE = 0.6  # share of the pairs of letters that two titles have in common


def check(draft) -> list[Complaint]:
    """Among what readers find of the same kind, and among drafts that somebody else has begun."""
    title = draft.snapshot["title"]
    if not (title and type(draft.document).SEARCH):
        return []
    links = (*found_by_readers(draft, title), *begun_by_others(draft, title))
    if not links:
        return []
    complaint = Complaint.about(SENTENCE, "title")
    complaint.links = links[:LOOKED_AT]
    return [complaint]


def found_by_readers(draft, title: str) -> list[dict]:
    """By our own search, and by how alike the titles are."""
    found = reader_search(title, kinds=[type(draft.document).SEARCH.name], limit=LOOKED_AT)
    numbers = [hit.document_id for hit in found.hits if hit.document_id != draft.document.pk]
    if found.confidence < SURE or not numbers:
        return []
    others = Document.objects.filter(pk__in=numbers).select_related("live").order_by("pk")
    return [
        {"title": one.live.title, "url": one.desk_url()}
        for one in others
        if one.live and likeness(title, one.live.title) >= ALIKE
    ]


def begun_by_others(draft, title: str) -> list[dict]:
    """Questions, which search does not know before readers see them. What they see is not compared: it came first."""
    if draft.document.live_id or not type(draft.document).ANSWERS_SEARCHES:
        return []
    unseen = Document.objects.filter(kind=draft.document.kind, live=None, withdrawn_at=None)
    others = unseen.exclude(pk=draft.document.pk).only("kind", "title").order_by("pk")
    return [
        {"title": f"{one.title} (초안)", "url": one.desk_url()}
        for one in others.iterator(500)
        if likeness(title, one.title) >= ALIKE
    ]


def likeness(one: str, other: str) -> float:
    """0 to 1, spaces aside."""
    pairs, others = pairs_of(one), pairs_of(other)
    return 2 * len(pairs & others) / max(1, len(pairs) + len(others))


def pairs_of(title: str) -> set[str]:
    letters = "".join(c for c in normalise(title) if c.isalnum())
    return {letters[at : at + 2] for at in range(len(letters) - 1)}
