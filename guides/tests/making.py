"""Rows for tests of the diagnosis, as readers' pages have them, and what a reader does with its screens."""

from urllib.parse import urlencode

from guides.diagnosis import rows_of, screen_of
from guides.diagnosis.texts import mark_of


def row(key, stage="issue", **fields):
    words = ("screen", "question", "answer_bad", "answer_ok", "answer_na", "follows", "follows_when")
    defaults = dict.fromkeys(words, "") | {
        "item": f"항목 {key}",
        "normal": f"{key}: 맞음",
        "failure": f"{key}: 다름",
        "weight": "sometimes",
        "error_texts": [],
        "risk": "none",
        "effort": "self",
    }
    return {"key": key, "stage": stage} | defaults | fields


def page(number=7, *points, related=()):
    return {
        "document": number,
        "points": points,
        "related": list(related),
        "url": "/tables/t/",
        "title": "표",
    }


def rows(*points, number=7):
    return rows_of([page(number, *points)])


def screen(rows, **query):
    """`_` stands for `-` in the names, which are those of the rows of table 7 where they are not the address's own."""
    own = {"stage", "said", "screen", "q", "ask", "done", "more", "no", "unsure", "due"}
    named = {name if name in own else f"7-{name}": value for name, value in query.items()}
    return screen_of(urlencode(named), rows)


def asked(now) -> list[str]:
    """The keys of the rows that a screen asks about."""
    return [row["key"] for row in now["rows"]] if now["name"] == "row" else []


def keys(found) -> list[str]:
    return [row["key"] for row in found]


def said(key: str, text: str) -> str:
    return f"7-{key}.{mark_of(text)}"
