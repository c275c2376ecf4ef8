"""What falls due by itself: publications and withdrawals at their dates."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kbhelp.live.index import prepared_units
from kbhelp.live.pointers import NOT_WITHDRAWN, ending, plan_next, put_live, set_aside, take_down
from kbhelp.publishing.checks import PublishRefused
from kbhelp.publishing.models import Edition
from kbhelp.publishing.turns import turn

logger = logging.getLogger(__name__)


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
        over = ending().filter(withdraw_at__lte=now)
        ended = list(over.values_list("pk", flat=True))
        for number in ended:
            _take_down_or_leave(number, now)
        plan_next()
    return len(due) + len(ended)


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
                put_live(edition, found, now)
            return
        except PublishRefused as refusal:
            reason = str(refusal)
        except Exception:
            reason = "데이터베이스에 쓰지 못했습니다."
            logger.exception("edition %s of document %s", edition.number, edition.document_id)
    logger.error("edition %s of document %s not released: %s", edition.number, edition.document_id, reason)
    Edition.objects.filter(pk=edition.pk).update(publish_at=None)
    set_aside(edition.document_id, f"{edition.number}판을 예약한 때에 공개하지 못했습니다. {reason}")


def _take_down_or_leave(number: int, now: datetime):
    """Readers do not see it in any case, since its date is past."""
    try:
        with transaction.atomic():
            take_down(number, now)
    except Exception:
        logger.exception("document %s not withdrawn", number)
        set_aside(number, NOT_WITHDRAWN)
