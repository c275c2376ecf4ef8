"""How an edition is made of a draft, how a draft is kept as one, and how the working copy goes back to one."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from kbhelp.markdown import RENDERER
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.models import Document, Edition
from kbhelp.publishing.references import References
from kbhelp.publishing.rendering import Draft, draft_of
from kbhelp.publishing.sources import Citation
from kbhelp.publishing.uses import note_editions, note_working_copy


def hold(document: Document) -> Document:
    """Its row as it is now, locked until the transaction ends: nobody saves in between, and editions get their
    numbers one at a time; its key stays free for rows that refer to it. Raises Document.DoesNotExist."""
    return Document.objects.select_for_update(of=("self",), no_key=True).get(pk=document.pk)


def hold_together(numbers: Iterable[int]) -> dict[int, Document]:
    """The same of many, in one order for whoever holds many; each as its own kind. Those that are gone are missing."""
    rows = Document.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=numbers)
    by_kind: dict[str, list[int]] = {}
    for number, kind in rows.order_by("pk").values_list("pk", "kind"):
        by_kind.setdefault(kind, []).append(number)
    held = [document for kind in by_kind for document in kinds()[kind].objects.filter(pk__in=by_kind[kind])]
    return {document.pk: document for document in held}


def make_edition(draft: Draft, **about) -> Edition:
    """One, as `make_editions` makes them."""
    return make_editions([draft], **about)[0]


def make_editions(drafts: list[Draft], **about) -> list[Edition]:
    """Numbered in this order, in a few statements for all of them. The caller holds the documents.

    `about`: by, note, at, weight, and columns about readers, which kbhelp.live alone may give.
    """
    documents = {draft.document.pk for draft in drafts}
    numbered = Edition.objects.filter(document__in=documents).order_by().values_list("document")
    numbers = Counter(dict(numbered.annotate(last=Max("number"))))
    made = []
    for draft in drafts:
        numbers[draft.document.pk] += 1
        made.append(_edition(draft, numbers[draft.document.pk], **about))
    Edition.objects.bulk_create(made)
    Citation.objects.bulk_create(citation for edition in made for citation in Citation.of(edition))
    note_editions(zip(drafts, made, strict=True))
    return made


def _edition(
    draft: Draft, number: int, *, by, note: str, at: datetime, weight=Edition.NORMAL, **of_live
) -> Edition:
    document = draft.document
    return Edition(
        document_id=document.pk,
        number=number,
        version=document.version,
        snapshot=draft.snapshot,
        rendered=draft.rendered,
        renderer=RENDERER,
        **type(document).columns_of(draft.snapshot),
        note=note,
        weight=weight,
        made_at=at,
        made_by=by,
        **of_live,
    )


def is_kept(document: Document) -> bool:
    """Whether some edition holds all that the working copy says."""
    said = document.concrete().snapshot()
    return any(said == other for other in document.editions.values_list("snapshot", flat=True))


@transaction.atomic
def keep_draft(document: Document, *, by, note: str) -> Edition | None:
    """The saved working copy as an edition that readers do not see; None where an edition holds it already."""
    document = hold(document).concrete()
    if is_kept(document):
        return None
    return make_edition(draft_of(document, References()), by=by, note=note, at=timezone.now())


@transaction.atomic
def restore(edition: Edition, *, by) -> Edition | None:
    """The edition becomes the working copy; answers the edition in which the former working copy is kept, if any."""
    kept = keep_draft(edition.document, by=by, note=f"{edition.number}판을 가져오기 전의 초안")
    document = edition.document.concrete()
    document.changed_by = by
    document.load(edition.snapshot)
    note_working_copy(document)
    return kept
