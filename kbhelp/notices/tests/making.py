from datetime import timedelta

from django.utils import timezone

from kbhelp.notices.models import Notice, NoticeUpdate


def make_notice(**fields):
    """A draft that has begun an hour ago and is planned to end in an hour."""
    now = timezone.now()
    defaults = {
        "title": "정부24에서 인증이 되지 않습니다",
        "institution": "gov24",
        "begins_at": now - timedelta(hours=1),
        "ends_at": now + timedelta(hours=1),
    }
    return Notice.objects.create(**defaults | fields)


def make_open_notice(published_at=None, **fields):
    notice = make_notice(**fields)
    notice.publish(at=published_at)
    return notice


def make_update(notice, **fields):
    return NoticeUpdate.objects.create(notice=notice, **{"text": "원인을 찾고 있습니다."} | fields)
