"""The diagnosis for programs: at each address what the page has at the same one."""

import re
from pathlib import Path
from urllib.parse import urlencode

from django.urls import reverse

from guides.diagnosis import has_more, rows_of, screen_of
from guides.diagnosis.address import (
    ANOTHER,
    DEADLINES,
    DUE,
    FIRST,
    MEANINGS,
    NOTHING,
    ROW,
    STAGE,
    TYPED_LENGTH,
    stage_answers,
)
from guides.diagnosis.as_data import screen_as_data
from guides.views import rows_near
from kbhelp import profile
from kbhelp.addresses import absolute
from kbhelp.api import openapi
from kbhelp.api.answers import OWN, reading
from kbhelp.api.asked import Asked
from kbhelp.api.noticing import waiting
from kbhelp.publishing.pages import live_editions, pages_of

FLAGS = ("done", "more", "again")
FIELDS = {"due", "stage", "said", "screen", "no", "unsure", "q", "ask", *FLAGS}
SAID = re.compile(rf"{NOTHING}|{ANOTHER}|({ROW.pattern})(\.[0-9a-f]{{8}})?", re.ASCII)
NAMES = re.compile(rf"({ROW.pattern})(\.{ROW.pattern})*", re.ASCII)
ASK = re.compile(rf"{FIRST}|{STAGE}|{DUE}|{ROW.pattern}", re.ASCII)
LONGEST = 10_000
LINK = "이 API가 준 값을 그대로 쓰세요."


def words() -> openapi.Words:
    return {"stage_answers": list(stage_answers()), "screens": [key for key, _ in profile.screen_choices()]}


openapi.add(Path(__file__).with_name("openapi.yaml"), words)


@reading(OWN)
def diagnosis(request):
    asked = Asked(request, FIELDS, ROW)
    look_at(asked)
    query = urlencode(asked.given)
    rows = live_rows()
    screen = screen_of(query, rows, rows_near)
    if screen["name"] == "outcome":
        screen["has_more"] = has_more(screen, rows)
    data = screen_as_data(screen)
    if data["outcome"]:
        data["outcome"]["waiting"] = waiting(screen["concerned"])
    return data | {
        "url": absolute(reverse("diagnosis"), query),
        "unofficial": profile.current()["unofficial"],
    }


def live_rows() -> list[dict]:
    """As the page has them, each with its Markdown as `text`."""
    editions = list(live_editions("table").whole())
    typed = {
        f"{edition.document_id}-{row['key']}": {name: row[name] for name in ("how_to_check", "remedy")}
        for edition in editions
        for row in edition.snapshot["rows"]
    }
    return [row | {"text": typed[row["name"]]} for row in rows_of(pages_of(editions))]


def look_at(asked: Asked):
    """The page ignores what an address cannot mean; whoever writes a program wants to be told."""
    asked.choice("due", DEADLINES)
    asked.choice("stage", stage_answers())
    asked.choice("screen", [row["key"] for row in profile.current()["screens"]])
    asked.text("q", TYPED_LENGTH)
    for name in asked.given.keys() - {"q"}:
        asked.text(name, LONGEST)
    for name, pattern in {"said": SAID, "ask": ASK, "no": NAMES, "unsure": NAMES}.items():
        asked.matching(name, pattern, LINK)
    for name in FLAGS:
        asked.choice(name, ["1"])
    for name in asked.given.keys() - FIELDS:
        asked.choice(name, MEANINGS)
