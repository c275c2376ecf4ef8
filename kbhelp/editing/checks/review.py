"""The day of the next review lies ahead; that there is one is required."""

from datetime import date

from django.utils import timezone

from kbhelp.publishing.complaints import Complaint

PAST = "다시 확인할 날이 지났습니다. 내용을 확인하고 다음 날을 적으세요."


def check(draft) -> list[Complaint]:
    day = draft.snapshot["review_on"]
    if day and date.fromisoformat(day) < timezone.localdate():
        return [Complaint.about(PAST, "review_on")]
    return []
