"""How an edition is made of a draft, how a draft is kept as one, and how the working copy goes back to one."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from kbhelp.markdown import RENDERER
from kbhelp.publishing.models import Document, Edition
from kbhelp.publishing.references import References
from kbhelp.publishing.rendering import Draft, draft_of
from kbhelp.publishing.sources import Citation
from kbhelp.publishing.uses import note_edition, note_working_copy


def hold(document: Document) -> Document:
    """Its row as it is now, locked until the transaction ends: nobody saves in between, and editions get their
    numbers one at a time; its key stays free for rows that refer to it. Raises Document.DoesNotExist."""
    return Document.objects.select_for_update(of=("self",), no_key=True).get(pk=document.pk)


def make_edition(draft: Draft, *, by, note: str, at: datetime, weight=Edition.NORMAL, **of_live) -> Edition:
    """The caller holds the document. `of_live`: columns about readers, which kbhelp.live alone may give."""
    document = draft.document
    last = document.editions.aggregate(last=Max("number"))["last"] or 0
    edition = Edition.objects.create(
        document_id=document.pk,
        number=last + 1,
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
    Citation.objects.bulk_create(Citation.of(edition))
    note_edition(draft, edition)
    return edition


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
