"""JSON as this site sends it: nothing in it ends a script or begins an element, wherever somebody puts it."""

import json
from datetime import date, datetime

from django.utils import timezone

ESCAPED = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def as_json(data) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=plain)
    for sign, escaped in ESCAPED.items():  # ten times as fast as translate()
        text = text.replace(sign, escaped)
    return text


def plain(value) -> str:
    """Times with the site's own offset, and as exact as they are: the last of a list may be asked on from."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
