"""What is down at this moment, as the first page says it."""

from django.urls import reverse

from kbhelp import profile
from kbhelp.addresses import absolute
from kbhelp.notices.models import Notice

WAIT = "지금은 기다리세요"


def open_notices() -> dict:
    notices = Notice.objects.open().prefetch_related("updates")
    return {
        "notices": [notice_of(notice) for notice in notices],
        "log": absolute(reverse("notice_list")),
        "unofficial": profile.current()["unofficial"],
    }


def waiting(stage: str = "") -> list[dict]:
    """What stands first on a page of this stage, or on one of none: whoever shows an answer says this before it."""
    return [wait_of(notice) for notice in Notice.objects.beside(stage)]


def wait_of(notice: Notice) -> dict:
    return {
        "lead": WAIT,
        "title": notice.title,
        "text": notice.latest_text or None,
        "warning": profile.current()["notices"]["warning"],
        "institution": worded("institutions", notice.institution),
        "ends_at": notice.ends_at,
        "url": absolute(notice.get_absolute_url()),
    }


def notice_of(notice: Notice) -> dict:
    return {
        "number": notice.pk,
        "kind": {"key": notice.kind, "label": notice.get_kind_display()},
        "title": notice.title,
        "institution": worded("institutions", notice.institution),
        "stage": worded("stages", notice.stage),
        "begins_at": notice.begins_at,
        "ends_at": notice.ends_at,
        "url": absolute(notice.get_absolute_url()),
        "updates": [
            {
                "at": update.at,
                "state": {"key": update.state, "label": update.get_state_display()},
                "text": update.text,
            }
            for update in notice.updates.all()
        ],
    }


def worded(name: str, key: str) -> dict:
    return {"key": key, "label": profile.label(name, key)}
