"""What staff do so that readers see something else: publish, withdraw, announce, give up a date."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from kbhelp.live.index import follow_ways, prepared_draft
from kbhelp.live.pointers import keep_address, plan_next, put_live, take_down
from kbhelp.markdown import RENDERER
from kbhelp.publishing.checks import refuse_if_wrong
from kbhelp.publishing.editions import make_edition
from kbhelp.publishing.meanwhile import held_for, refuse_if_changed, refuse_if_overtaken
from kbhelp.publishing.models import Document, Edition
from kbhelp.publishing.references import References
from kbhelp.publishing.rendering import Draft, draft_of, drafted
from kbhelp.publishing.turns import turn
from kbhelp.search.index import writer
from kbhelp.search.index.ways import with_ways


def publish(
    document: Document, *, by=None, note="", weight=Edition.NORMAL, at: datetime | None = None, along_with=()
) -> Edition:
    """Publish the saved working copy, now or at a later time, and return its edition.

    `along_with`: documents that are published together and may refer to each other.
    Raises PublishRefused with one Korean sentence per problem. A publication or a new date replaces an earlier date
    of publication of the same document; a date of withdrawal that is still to come stays.
    """
    document = document.concrete()
    document.refresh_from_db()
    draft = draft_of(document, References(along_with))
    refuse_if_wrong(draft)
    found = prepared_draft(draft)
    now = timezone.now()
    with turn():
        refuse_if_changed(document)
        document.editions.waiting().update(publish_at=None)
        Document.objects.filter(pk=document.pk).update(set_aside="")
        at = at if at and at > now else None
        edition = make_edition(draft, by=by, note=note, weight=weight, at=now, publish_at=at)
        if not edition.publish_at:
            put_live(edition, found, now)
        plan_next()
    if not edition.publish_at:
        follow_ways(document.pk, found)
    document.refresh_from_db()
    return edition


def publish_edition(
    edition: Edition, *, by=None, at: datetime | None = None, agree: Callable[[], None] = lambda: None
) -> Edition:
    """Publish exactly what an edition holds that readers have not seen, now or at a later time; the working copy stays
    as it is.

    Everything that can have changed since it was made is looked at again. `agree` is called within the transaction
    and may refuse by raising; what it wrote goes when something else refuses. Raises PublishRefused, as `publish` does.
    """
    document = edition.document.concrete()
    draft = drafted(document, edition.snapshot, edition.rendered["related"], References())
    refuse_if_wrong(draft)
    found = prepared_draft(draft)
    now = timezone.now()
    with turn():
        held = held_for(edition)
        agree()
        refuse_if_overtaken(edition, held)
        document.editions.waiting().update(publish_at=None)
        Document.objects.filter(pk=document.pk).update(set_aside="")
        later = at if at and at > now else None
        as_rendered = {"rendered": draft.rendered, "renderer": RENDERER}
        Edition.objects.filter(pk=edition.pk).update(**as_rendered, released_by=by, publish_at=later)
        if not later:
            put_live(edition, found, now)
        plan_next()
    if not later:
        follow_ways(document.pk, found)
    edition.refresh_from_db()
    return edition


def withdraw(document: Document, *, at: datetime | None = None):
    """Take the document from readers, now or at a later time; its addresses answer 410 from then on.

    Now drops a date of publication too: otherwise it would come back. A date of withdrawal leaves it alone.
    """
    now = timezone.now()
    with turn():
        if at and at > now:
            Document.objects.filter(pk=document.pk).update(withdraw_at=at, set_aside="")
        else:
            document.editions.waiting().update(publish_at=None)
            take_down(document.pk, now)
        plan_next()
    document.refresh_from_db()


def announce(notice, *, by=None, at: datetime | None = None):
    """Show a notice to readers from now on. It has no editions, so that its own row says since when."""
    with turn():
        shown = {"published_at": at or timezone.now(), "published_by": by}
        type(notice).objects.filter(pk=notice.pk, published_at=None).update(**shown)
    notice.refresh_from_db(fields=["published_at", "published_by"])


def keep_addresses(document: Document, slugs: list[str]):
    """Addresses that the document had on another site lead to it here too. Raises PublishRefused."""
    kept = set(document.addresses.values_list("slug", flat=True))
    if not kept.issuperset(slugs):
        with turn():
            for slug in slugs:
                keep_address(document, slug)


def cancel_publication(edition: Edition) -> bool:
    """Give up the edition's date; whether there was one to give up."""
    return _changed(Edition.objects.waiting().filter(pk=edition.pk), publish_at=None)


def cancel_withdrawal(document: Document) -> bool:
    """Give up the date at which the document is withdrawn; whether there was one to give up."""
    planned = Document.objects.filter(pk=document.pk, live__isnull=False, withdraw_at__isnull=False)
    return _changed(planned, withdraw_at=None)


def put_away(document: Document) -> bool:
    """Somebody has read why a date could not be kept; whether there was such a sentence."""
    return _changed(Document.objects.filter(pk=document.pk).exclude(set_aside=""), set_aside="")


def _changed(rows, **columns) -> bool:
    with turn():
        found = rows.update(**columns)
        plan_next()
    return bool(found)


def put_rendering(edition: Edition, rendered: dict, renderer: int):
    """Readers of this edition get other HTML, made by the renderer of that number; all else of it stays."""
    document = edition.document.concrete()
    before = document.units(Draft(document, edition.snapshot, edition.rendered))
    after = document.units(Draft(document, edition.snapshot, rendered))
    found = writer.prepare_changed(with_ways(after)) if after != before else None
    with turn():
        Edition.objects.filter(pk=edition.pk).update(rendered=rendered, renderer=renderer)
        if found is not None and Document.objects.filter(pk=document.pk, live=edition.pk).exists():
            writer.write(document.pk, found)
    if found is not None:
        follow_ways(document.pk, found)
