"""The only module that changes what readers see: publish, withdraw, and carry out what falls due."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from kbhelp.markdown import RENDERER
from kbhelp.publishing.checks import PublishRefused, refuse_if_wrong
from kbhelp.publishing.editions import make_edition
from kbhelp.publishing.meanwhile import held_for, refuse_if_changed, refuse_if_overtaken
from kbhelp.publishing.models import Document, Edition, SiteVersion, SlugHistory
from kbhelp.publishing.references import References
from kbhelp.publishing.rendering import Draft, draft_of, drafted
from kbhelp.publishing.turns import turn
from kbhelp.search.index import writer
from kbhelp.search.index.prepared import prepare
from kbhelp.search.vocabulary import glossary

logger = logging.getLogger(__name__)
NOT_WITHDRAWN = "예약한 때에 내리는 일을 마치지 못했습니다. 독자에게는 보이지 않습니다."
COUNTS = 3  # how often the index is counted beside others who write


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
    found = prepare(document.units(draft))
    now = timezone.now()
    with turn():
        refuse_if_changed(document)
        document.editions.waiting().update(publish_at=None)
        Document.objects.filter(pk=document.pk).update(set_aside="")
        at = at if at and at > now else None
        edition = make_edition(draft, by=by, note=note, weight=weight, at=now, publish_at=at)
        if not edition.publish_at:
            _put_live(edition, found, now)
        _plan_next()
    document.refresh_from_db()
    return edition


def publish_edition(edition: Edition, *, by=None, agree: Callable[[], None] = lambda: None) -> Edition:
    """Publish exactly what an edition holds that readers have not seen; the working copy stays as it is.

    Everything that can have changed since it was made is looked at again. `agree` is called within the transaction
    and may refuse by raising; what it wrote goes when something else refuses. Raises PublishRefused, as `publish` does.
    """
    document = edition.document.concrete()
    draft = drafted(document, edition.snapshot, edition.rendered["related"], References())
    refuse_if_wrong(draft)
    found = prepare(document.units(draft))
    now = timezone.now()
    with turn():
        held = held_for(edition)
        agree()
        refuse_if_overtaken(edition, held)
        document.editions.waiting().update(publish_at=None)
        as_rendered = {"rendered": draft.rendered, "renderer": RENDERER, "released_by": by}
        Edition.objects.filter(pk=edition.pk).update(**as_rendered)
        _put_live(edition, found, now)
        _plan_next()
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
            _take_down(document.pk, now)
        _plan_next()
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
                _keep_address(document, slug)


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
        _plan_next()
    return bool(found)


def index_again(number: int):
    """Write what search finds of a document afresh; a publication or withdrawal meanwhile has written its own."""
    edition = _live_edition(number)
    found = prepared_units(edition) if edition else []
    with turn():
        if _shown(_live_edition(number)) == _shown(edition):
            writer.remove(number)  # first, so that lost words of the lexicon come back
            writer.write(number, found)


def index_terms(keys: Iterable[str]):
    """Write what search finds of these terms as they are stored now; called after the transaction that changed them.

    A term that changes meanwhile is left to whoever changes it, who comes here too.
    """
    keys = set(keys)
    found = prepare([unit for unit in glossary.units() if unit.key in keys])
    with turn():
        stored = glossary.units()
        writer.remove(None, keys)
        writer.write(None, [one for one in found if one.unit in stored])


def count_index():
    """Count the words of the index afresh. That takes long, so that it is done before the turn, and counts only if
    nobody wrote meanwhile; the last attempt keeps everybody waiting."""
    for _ in range(COUNTS):
        before, counted = _site_version(), writer.counted()
        with turn():
            if _site_version() == before + 1:
                writer.correct(counted)
                return
    with turn():
        writer.correct(writer.counted())


def carry_out_due(at: datetime | None = None) -> int:
    """Carry out every publication and withdrawal whose time has come; returns how many there were.

    Safe to call from many processes at once: each waits for its turn and then looks again. What cannot be carried out,
    for whatever reason, is set aside: the desk says so, readers and the other dates go on.
    """
    now = at or timezone.now()
    waiting = Edition.objects.waiting().filter(publish_at__lte=now).select_related("document")
    prepared = {(edition.pk, edition.renderer): _prepared_or_none(edition) for edition in waiting}
    with turn():
        # What was made anew meanwhile, or has come meanwhile, is for the next look.
        due = [one for one in waiting.order_by("publish_at") if (one.pk, one.renderer) in prepared]
        for edition in due:
            _put_live_or_drop(edition, prepared[edition.pk, edition.renderer], now)
        ending = _ending().filter(withdraw_at__lte=now)
        ended = list(ending.values_list("pk", flat=True))
        for number in ended:
            _take_down_or_leave(number, now)
        _plan_next()
    return len(due) + len(ended)


def prepared_units(edition: Edition) -> list:
    """What search finds of an edition, analysed; made before any transaction."""
    draft = Draft(edition.document.concrete(), edition.snapshot, edition.rendered)
    return prepare(draft.document.units(draft))


def put_rendering(edition: Edition, rendered: dict, renderer: int):
    """Readers of this edition get other HTML, made by the renderer of that number; all else of it stays."""
    document = edition.document.concrete()
    before = document.units(Draft(document, edition.snapshot, edition.rendered))
    after = document.units(Draft(document, edition.snapshot, rendered))
    found = prepare(after) if after != before else None
    with turn():
        Edition.objects.filter(pk=edition.pk).update(rendered=rendered, renderer=renderer)
        if found is not None and Document.objects.filter(pk=document.pk, live=edition.pk).exists():
            writer.write(document.pk, found)


def _site_version() -> int:
    return SiteVersion.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def _shown(edition: Edition | None) -> tuple | None:
    """What tells one state that readers see from another: the edition, and the renderer that made its HTML."""
    return edition and (edition.pk, edition.renderer)


def _live_edition(number: int) -> Edition | None:
    return Edition.objects.live().filter(document=number).select_related("document").first()


def _prepared_or_none(edition: Edition) -> list | None:
    try:
        return prepared_units(edition)
    except Exception:
        logger.exception("edition %s of document %s cannot be prepared", edition.number, edition.document_id)
        return None


def _put_live_or_drop(edition: Edition, found: list | None, now: datetime):
    reason = "화면이나 검색에 쓸 내용을 만들지 못했습니다."
    if found is not None:
        try:
            with transaction.atomic():
                _put_live(edition, found, now)
            return
        except PublishRefused as refusal:
            reason = str(refusal)
        except Exception:
            reason = "데이터베이스에 쓰지 못했습니다."
            logger.exception("edition %s of document %s", edition.number, edition.document_id)
    logger.error("edition %s of document %s not released: %s", edition.number, edition.document_id, reason)
    Edition.objects.filter(pk=edition.pk).update(publish_at=None)
    _set_aside(edition.document_id, f"{edition.number}판을 예약한 때에 공개하지 못했습니다. {reason}")


def _take_down_or_leave(number: int, now: datetime):
    """Readers do not see it in any case, since its date is past."""
    try:
        with transaction.atomic():
            _take_down(number, now)
    except Exception:
        logger.exception("document %s not withdrawn", number)
        _set_aside(number, NOT_WITHDRAWN)


def _ending():
    """Documents with a date of withdrawal that is not yet set aside itself."""
    return Document.objects.filter(live__isnull=False).exclude(set_aside=NOT_WITHDRAWN)


def _set_aside(number: int, sentence: str):
    Document.objects.filter(pk=number).update(set_aside=sentence[:300])


def _put_live(edition: Edition, found: list, now: datetime):
    document = Document.objects.get(pk=edition.document_id)
    _keep_address(document, edition.slug)
    Edition.objects.filter(pk=edition.pk).update(released_at=now)
    Document.objects.filter(pk=document.pk).update(live=edition, withdrawn_at=None, set_aside="")
    past = Document.objects.filter(pk=document.pk, withdraw_at__lte=edition.publish_at or now)
    past.update(withdraw_at=None)  # done, or overtaken by this publication
    writer.write(document.pk, found)
    edition.released_at = now


def _keep_address(document: Document, slug: str):
    address, _ = SlugHistory.objects.get_or_create(
        kind=document.kind, slug=slug, defaults={"document_id": document.pk}
    )
    if address.document_id != document.pk:
        raise PublishRefused(["주소 이름: 방금 다른 글이 이 주소로 발행되었습니다."])


def _take_down(number: int, now: datetime):
    was_live = Document.objects.filter(pk=number, live__isnull=False)
    was_live.update(live=None, withdraw_at=None, withdrawn_at=now, set_aside="")
    writer.remove(number)


def _plan_next():
    """Remember when something falls due next, so that looking costs one row."""
    publish_at = Edition.objects.waiting().aggregate(at=Min("publish_at"))["at"]
    withdraw_at = _ending().aggregate(at=Min("withdraw_at"))["at"]
    times = [at for at in (publish_at, withdraw_at) if at]
    SiteVersion.objects.filter(pk=1).update(next_due=min(times, default=None))
