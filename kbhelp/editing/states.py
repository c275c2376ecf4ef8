"""What readers see of a document or an edition, now and later, in the same words everywhere at the desk."""

from django.utils import timezone
from django.utils.formats import date_format


def moment(at) -> str:
    return date_format(timezone.localtime(at), "Y년 n월 j일 H:i")


def state_of(document) -> tuple[str, str]:
    """(class name, Korean words). The document comes from `with_plans()`, or is not stored yet."""
    if document.pk is None:
        return "draft", "초안"
    planned = plans_of(document)
    is_in_review = getattr(document, "in_review", False)
    if is_in_review and not document.live_id and not document.withdrawn_at:
        return "review", "검토 중"
    words = [
        _now(document),
        *(["검토 중"] if is_in_review else []),
        *(["고친 내용 있음"] if _is_edited(document) else []),
        *planned,
    ]
    name = (
        "planned"
        if planned
        else "review"
        if is_in_review
        else "changed"
        if len(words) > 1
        else STATES[words[0]]
    )
    return name, " · ".join(words)


def plans_of(document) -> list[str]:
    """What will happen by itself, and what should have and could not."""
    plans = ["예약을 지키지 못함"] if document.set_aside else []
    if document.waiting_at:
        plans.append(f"{moment(document.waiting_at)}에 공개 예약")
    if document.live_id and document.withdraw_at:
        plans.append(f"{moment(document.withdraw_at)}에 내리기 예약")
    return plans


def state_of_edition(edition, live_id: int | None) -> tuple[str, str]:
    if edition.pk == live_id:
        return "live", "공개 중"
    if edition.released_at:
        return "draft", "지난 판"
    if edition.publish_at:
        return "planned", f"{moment(edition.publish_at)}에 공개 예약"
    return "draft", "공개하지 않은 판"


STATES = {"초안": "draft", "공개 중": "live", "내림": "withdrawn"}


def _now(document) -> str:
    if document.live_id:
        return "공개 중"
    return "내림" if document.withdrawn_at else "초안"


def _is_edited(document) -> bool:
    """The working copy went on after what readers see, and after what they are going to see."""
    seen = [document.live.version if document.live_id else None, document.waiting_version]
    known = [version for version in seen if version is not None]
    return bool(known) and document.version > max(known)
