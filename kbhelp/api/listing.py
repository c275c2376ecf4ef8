"""Documents in pages that are read by keyset: wherever one page ends the next begins, whatever is published meanwhile.

By number, which never changes: nobody is missed and nobody comes twice. Who asks what has changed since a time gets it
by the time of the change, the oldest first: what changes while it is read comes again at the end.
"""

import re
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Q

from kbhelp import profile
from kbhelp.addresses import absolute
from kbhelp.api.asked import Asked
from kbhelp.api.cursors import LONGEST, cursor, list_name, place_of
from kbhelp.api.documents import described, to_describe
from kbhelp.publishing.kinds import kinds_with
from kbhelp.publishing.models import Edition

FIELDS = {"kind", "stage", "topic", "changed_since", "limit", "cursor"}
MOST = 100
LONGEST_TOPIC, TOPIC = 80, re.compile(r"[-\w]+", re.ASCII)


def page_of(asked: Asked, path: str) -> dict:
    limit = asked.number("limit", MOST, 1, MOST)
    editions, since = narrowed(asked)
    narrowing = {name: value for name, value in asked.given.items() if name not in {"cursor", "limit"}}
    name = list_name(narrowing)
    if given := asked.text("cursor", LONGEST):
        editions = editions.filter(behind(*place_of(given, name)))
    found = list(editions[: limit + 1])
    shown, onward = found[:limit], None
    if len(found) > limit:
        onward = cursor(name, shown[-1].document_id, shown[-1].released_at if since else None)
    return {
        "documents": described(shown),
        "next_cursor": onward,
        "next": absolute(path, urlencode(asked.given | {"cursor": onward})) if onward else None,
        "unofficial": profile.current()["unofficial"],
    }


def narrowed(asked: Asked):
    """The editions in their order, and since when they have changed."""
    names = [model.KIND for model in kinds_with("PAGE_URL")]
    kind = asked.choice("kind", names)
    editions = Edition.objects.live_without_others(*([kind] if kind else names))
    if stage := asked.choice("stage", [key for key, _ in profile.stage_choices()]):
        editions = editions.filter(stage=stage)
    asked.text("topic", LONGEST_TOPIC)
    if topic := asked.matching("topic", TOPIC, "topics나 글의 topic에 있는 key를 적으세요."):
        editions = editions.filter(group=topic)
    since = asked.when("changed_since")
    if since:
        editions = editions.filter(released_at__gte=since)
    order = ("released_at", "document_id") if since else ("document_id",)
    return to_describe(editions.order_by(*order)), since


def behind(number: int, at: datetime | None) -> Q:
    if at is None:
        return Q(document__gt=number)
    return Q(released_at__gte=at) & ~Q(released_at=at, document__lte=number)
