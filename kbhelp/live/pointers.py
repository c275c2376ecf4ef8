"""The writes by which readers see something else; only inside a turn."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Subquery

from kbhelp import metrics
from kbhelp.live.kept import kept_up
from kbhelp.publishing.checks import PublishRefused
from kbhelp.publishing.models import Document, Edition, SiteVersion, SlugHistory
from kbhelp.publishing.sources import Citation
from kbhelp.search.index import writer

NOT_WITHDRAWN = "예약한 때에 내리는 일을 마치지 못했습니다. 독자에게는 보이지 않습니다."


def put_live(edition: Edition, found: list, now: datetime):
    document = Document.objects.get(pk=edition.document_id)
    keep_address(document, edition.slug)
    Edition.objects.filter(pk=edition.pk).update(released_at=now)
    Document.objects.filter(pk=document.pk).update(live=edition, withdrawn_at=None, set_aside="")
    mark_live([document.pk])
    past = Document.objects.filter(pk=document.pk, withdraw_at__lte=edition.publish_at or now)
    past.update(withdraw_at=None)  # done, or overtaken by this publication
    writer.write(document.pk, found)
    edition.released_at = now
    tell_monitor("publish", 1)


def mark_live(documents: Collection[int]):
    """Editions and citations of these documents know, for lists, whether readers see them: as `Document.live` says."""
    shown = Exists(Document.objects.filter(live=OuterRef("edition")))
    kind = Document.objects.filter(pk=OuterRef("document")).values("kind")
    with kept_up(documents):
        Citation.objects.filter(edition__document__in=documents).update(is_live=shown)
        Edition.objects.filter(document__in=documents).exclude(live_kind="").update(live_kind="")
        Edition.objects.filter(live_of__in=documents).update(live_kind=Subquery(kind))


def keep_address(document: Document, slug: str):
    address, _ = SlugHistory.objects.get_or_create(
        kind=document.kind, slug=slug, defaults={"document_id": document.pk}
    )
    if address.document_id != document.pk:
        raise PublishRefused(["주소 이름: 방금 다른 글이 이 주소로 발행되었습니다."])


def take_down(number: int, now: datetime):
    was_live = Document.objects.filter(pk=number, live__isnull=False)
    was_live.update(live=None, withdraw_at=None, withdrawn_at=now, set_aside="")
    mark_live([number])
    writer.remove(number)
    tell_monitor("withdraw", 1)


def tell_monitor(act: str, number: int):
    """Once it is done: what is undone with its transaction does not count."""
    transaction.on_commit(lambda: metrics.count("publications", number, act=act))


def set_aside(number: int, sentence: str):
    Document.objects.filter(pk=number).update(set_aside=sentence[:300])


def ending():
    """Documents with a date of withdrawal that is not yet set aside itself."""
    planned = Document.objects.filter(live__isnull=False, withdraw_at__isnull=False)
    return planned.exclude(set_aside=NOT_WITHDRAWN)


def plan_next(again: Collection[int] = (), again_at: datetime | None = None):
    """Remember when something falls due next, so that looking costs one row; what these documents wait for is due
    at `again_at`."""
    publications = Edition.objects.waiting().exclude(document__in=again)
    withdrawals = ending().exclude(pk__in=again)
    times = [
        publications.aggregate(at=Min("publish_at"))["at"],
        withdrawals.aggregate(at=Min("withdraw_at"))["at"],
        again_at if again else None,
    ]
    SiteVersion.objects.filter(pk=1).update(next_due=min(filter(None, times), default=None))
