"""A check is an act: a person opened the sources and compared exactly this text. It holds as long as the text does.

Nothing else makes one: no form, no file, no snapshot. What was checked is kept as a digest, so that a text that was
changed is unchecked by itself, and one that is brought back is what somebody compared.
"""

import json
from collections.abc import Iterable
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.utils import timezone

WHOLE = ""  # in place of a part's key: the document with all its parts
Days = dict[tuple[str, str], str]  # by part and digest the day of the latest check


class Verification(models.Model):
    document = models.ForeignKey(
        "publishing.Document", on_delete=models.CASCADE, related_name="verifications"
    )
    part = models.SlugField(max_length=40, blank=True, default=WHOLE)
    digest = models.CharField(max_length=64)
    sources = models.JSONField(default=list)  # as they were: [{"key", "name", "url"}]
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = verbose_name_plural = "출처와 맞춰 본 기록"

    def __str__(self):
        return f"{self.document_id}#{self.part}: {self.at:%Y-%m-%d}"


def digest_of(model, snapshot: dict) -> str:
    """Of what a document tells readers as true. The order of its parts and what was left empty make no difference."""
    told = _told(snapshot, model.checked_fields())
    told["sources"] = sorted([source["key"], source["url"]] for source in snapshot["sources"])
    if model.PARTS:
        part = model.part_model()
        told["parts"] = sorted([row["key"], digest_of_part(part, row)] for row in snapshot[model.PARTS])
    return _digest(told)


def digest_of_part(part, row: dict) -> str:
    return _digest(_told(row, part.FIELDS if part.CHECKED is None else part.CHECKED))


def with_checks(document, snapshot: dict, made: Days | None = None) -> dict:
    """With `checked_on`: the day of the latest check of exactly this text, or None. So for parts checked alone.

    `made`: what `days_by_document` answered for it, where many are asked about.
    """
    model = type(document)
    days = days_by_document([document.pk]).get(document.pk) if made is None else made
    data = snapshot | {"checked_on": days.get((WHOLE, digest_of(model, snapshot))) if days else None}
    if model.PARTS and model.part_model().IS_CHECKED_ALONE:
        part = model.part_model()
        data[model.PARTS] = [
            row | {"checked_on": days.get((row["key"], digest_of_part(part, row))) if days else None}
            for row in snapshot[model.PARTS]
        ]
    return data


def days_by_document(numbers: Iterable[int | None]) -> dict[int, Days]:
    """Of those that were ever checked."""
    asked, days = [number for number in numbers if number], {}
    made = Verification.objects.filter(document__in=asked).order_by("at", "pk") if asked else ()
    for one in made:
        day = timezone.localdate(one.at).isoformat()
        days.setdefault(one.document_id, {})[one.part, one.digest] = day
    return days


def _told(data: dict, names) -> dict:
    """Of what is kept elsewhere (a source) the key and the address, since its note may change."""
    told = {name: data[name] for name in names if data.get(name) not in (None, "", [])}
    return {
        name: [value["key"], value["url"]] if isinstance(value, dict) else value
        for name, value in told.items()
    }


def _digest(told: dict) -> str:
    return sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
