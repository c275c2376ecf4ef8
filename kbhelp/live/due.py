"""What falls due by itself: publications and withdrawals at their dates.

What cannot be carried out is set aside: the desk says so, readers and the other dates go on. Where the reason passes
(the database is locked, full, away) the date stays, and it is tried again every minute.
"""

import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from kbhelp.audit.acts import BY_ITSELF, Act, record
from kbhelp.live.index import follow_ways, prepared_units
from kbhelp.live.pointers import NOT_WITHDRAWN, ending, plan_next, put_live, set_aside, take_down
from kbhelp.publishing.checks import PublishRefused
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.models import Document, Edition
from kbhelp.publishing.turns import turn

logger = logging.getLogger(__name__)
AGAIN_AFTER = timedelta(minutes=1)
AGAIN = "예약한 때에 마치지 못해 1분마다 다시 해 보고 있습니다."


def carry_out_due(at: datetime | None = None) -> int:
    """Carry out every publication and withdrawal whose time has come; returns how many are done with.

    Safe to call from many processes at once: each waits for its turn and then looks again.
    """
    now = at or timezone.now()
    waiting = Edition.objects.waiting().filter(publish_at__lte=now).select_related("document")
    prepared = {(edition.pk, edition.renderer): _prepared(edition) for edition in waiting}
    with turn():
        # What was made anew meanwhile, or has come meanwhile, is for the next look.
        due = [one for one in waiting.order_by("publish_at") if (one.pk, one.renderer) in prepared]
        again = [one.document_id for one in due if not _release(one, prepared[one.pk, one.renderer], now)]
        ended = list(ending().filter(withdraw_at__lte=now).values_list("pk", flat=True))
        again += [number for number in ended if not _end(number, now)]
        plan_next(again, now + AGAIN_AFTER)
    for one in due:
        if not isinstance(found := prepared[one.pk, one.renderer], Exception):
            follow_ways(one.document_id, found)
    return len(due) + len(ended) - len(again)


def count_late(before: datetime) -> int:
    """Publications and withdrawals that were due before then and are still not carried out."""
    late = Edition.objects.waiting().filter(publish_at__lt=before), ending().filter(withdraw_at__lt=before)
    return sum(rows.count() for rows in late)


def _prepared(edition: Edition) -> list | Exception:
    """What search is to find of it, or why that cannot be made."""
    try:
        model = kinds()[edition.document.kind]
        if model.HANGS_ON_OTHERS and (problems := model.missing(edition.snapshot)):
            return PublishRefused(problems)
        return prepared_units(edition)
    except Exception as error:
        return error


def _release(edition: Edition, found: list | Exception, now: datetime) -> bool:
    """Whether it need not be tried again."""

    def put():
        if isinstance(found, Exception):
            raise found
        put_live(edition, found, now)
        note(edition.document, f"{edition.number}판을 예약대로 공개함")

    def give_up(error: Exception):
        if isinstance(error, PublishRefused):
            reason = str(error)
        elif error is found:
            reason = "화면이나 검색에 쓸 내용을 만들지 못했습니다."
        else:
            reason = "데이터베이스에 쓰지 못했습니다."
        Edition.objects.filter(pk=edition.pk).update(publish_at=None)
        set_aside(edition.document_id, f"{edition.number}판을 예약한 때에 공개하지 못했습니다. {reason}")

    return _done_or_given_up(edition.document_id, f"edition {edition.number}, due", put, give_up)


def _end(number: int, now: datetime) -> bool:
    """Whether it need not be tried again; readers do not see it in any case, since its date is past."""

    def take():
        take_down(number, now)
        note(Document.objects.get(pk=number), "예약대로 내림")

    def leave(error: Exception):
        set_aside(number, NOT_WITHDRAWN)

    return _done_or_given_up(number, "withdrawal, due", take, leave)


def note(document: Document, said: str):
    record(Act.Kind.PUBLIC, said, of=document.concrete(), by=BY_ITSELF)


def _done_or_given_up(
    number: int, what: str, act: Callable[[], None], give_up: Callable[[Exception], None]
) -> bool:
    try:
        with transaction.atomic():
            act()
    except Exception as error:
        if not _passes(error):
            logger.error("document %s, %s: given up: %s", number, what, error, exc_info=error)
            give_up(error)
            return True
        if not Document.objects.filter(pk=number, set_aside=AGAIN).exists():  # said once, not at each try
            logger.error("document %s, %s: tried again each minute: %s", number, what, error, exc_info=error)
            set_aside(number, AGAIN)
        return False
    return True


def _passes(error: Exception) -> bool:
    """Whether the same may go well a minute later; a table that is missing stays so."""
    is_of_database = isinstance(error, OperationalError | InterfaceError)
    return is_of_database and getattr(error.__cause__, "sqlite_errorcode", 0) != sqlite3.SQLITE_ERROR
