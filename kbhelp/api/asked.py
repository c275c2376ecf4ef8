"""What a query says. Each view names the fields that it knows; whatever is wrong is refused, and the field named."""

import re
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from kbhelp.api.problems import Problem

LONGEST_QUERY = 16_000  # as much as the diagnosis reads of its address
MOST_FIELDS = 500
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
WHEN = "2026-11-28이나 2026-11-28T09:00:00+09:00처럼 적으세요."


class Asked:
    def __init__(self, request, fields: set[str], pattern: re.Pattern | None = None):
        """`pattern`: further names that may be fields."""
        query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace").decode("utf-8", "replace")
        if len(query) > LONGEST_QUERY:
            raise Problem("too_long", "query", f"주소에서 ? 뒤는 {LONGEST_QUERY:,}자까지 됩니다.")
        try:
            pairs = parse_qsl(query, keep_blank_values=True, errors="replace", max_num_fields=MOST_FIELDS)
        except ValueError as error:
            raise Problem("bad_request") from error
        self.given: dict[str, str] = {}
        for name, value in pairs:
            if name not in fields and not (pattern and pattern.fullmatch(name)):
                raise Problem("unknown_field", name)
            if name in self.given:
                raise Problem("repeated_field", name)
            if not value:
                raise Problem("bad_value", name, "비워 두려면 이름도 빼세요.")
            if "\ufffd" in value:
                raise Problem("bad_value", name, "UTF-8로 적으세요.")
            self.given[name] = value

    def text(self, name: str, longest: int) -> str:
        value = self.given.get(name, "")
        if len(value) > longest:
            raise Problem("too_long", name, f"{longest}자까지 됩니다.")
        return value

    def needed(self, name: str, longest: int) -> str:
        if not self.text(name, longest).strip():
            raise Problem("missing_field", name)
        return self.given[name]

    def matching(self, name: str, pattern: re.Pattern, hint: str) -> str:
        value = self.given.get(name, "")
        if value and not pattern.fullmatch(value):
            raise Problem("bad_value", name, hint)
        return value

    def choice(self, name: str, allowed) -> str:
        value = self.given.get(name, "")
        if value and value not in allowed:
            raise Problem("bad_value", name, f"{', '.join(allowed)} 가운데 하나를 적으세요.")
        return value

    def number(self, name: str, default: int, least: int, most: int) -> int:
        value = self.given.get(name, str(default))
        is_number = value.isascii() and value.isdecimal() and len(value) <= len(str(most))
        if not is_number or not least <= int(value) <= most:
            raise Problem("bad_value", name, f"{least}부터 {most}까지 됩니다.")
        return int(value)

    def when(self, name: str) -> datetime | None:
        """A day begins at the site's own midnight; a time without an offset is the site's own."""
        value = self.text(name, 40)
        if not value:
            return None
        value = value.replace(" ", "+") if "T" in value else value  # who writes + in an address means it
        try:
            time = parse_datetime(f"{value}T00:00:00" if DAY.fullmatch(value) else value)
            if time is None:
                raise ValueError(value)
            aware = timezone.make_aware(time) if timezone.is_naive(time) else time
            return aware.astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise Problem("bad_value", name, WHEN) from error
