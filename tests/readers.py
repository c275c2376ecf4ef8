"""Readers of tests/stories at the diagnosis: each answers with what they can know, until a remedy is shown."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import yaml

from guides.diagnosis import rows_of, screen_of
from guides.models import ComparisonRow
from kbhelp import profile
from tests.contentfiles import DOCUMENTS

STORIES = Path(__file__).resolve().parent / "stories"
ANSWERS = {"normal": "ok", "failure": "bad", "n/a": "na", "unknown": "unsure"}
PATIENCE = 20  # screens; a story that is not over by then never ends


@dataclass(frozen=True)
class Told:
    """What one reader was asked, and what they were told."""

    story: dict
    screens: list[str]
    ranked: list[str]  # row keys, the named cause first
    first_risk: str  # of the first remedy


def stories(name: str) -> list[dict]:
    return yaml.safe_load((STORIES / f"{name}.yaml").read_text("utf-8"))


def content_rows() -> list[dict]:
    """The rows of the site's own tables as readers' pages have them, without a database."""
    fields = [field for field in ComparisonRow.FIELDS if field not in ComparisonRow.NAMED]
    empty = {
        name: [] if name in ComparisonRow.LISTS else ComparisonRow._meta.get_field(name).get_default()
        for name in fields
    }
    tables = [name for name in ("normal-and-failure", "connecting") if f"tables/{name}" in DOCUMENTS]
    return rows_of(
        [
            {
                "document": number,
                "title": name,
                "url": f"/tables/{name}/",
                "related": [],
                "points": [empty | row for row in DOCUMENTS[f"tables/{name}"]["rows"]],
            }
            for number, name in enumerate(tables, 1)
        ]
    )


def told(story: dict, rows: list[dict]) -> Told:
    query: dict[str, str] = {}
    screens: list[str] = []
    while (screen := screen_of(urlencode(query), rows))["name"] != "outcome" and len(screens) < PATIENCE:
        screens.append(screen["title"])
        query = dict(screen["asked_fields"]) | answer_to(screen, story)
    remedies = screen.get("remedies")
    risk = remedies[0]["risk"] if remedies else profile.NO_RISK
    return Told(story, screens, [row["key"] for row in screen.get("ranked", [])], risk)


def answer_to(screen: dict, story: dict) -> dict[str, str]:
    if screen["name"] == "stage":
        return {"stage": story["path"]}
    if screen["name"] == "said":
        return says(screen, story)
    facts = {row["name"]: story["facts"].get(row["key"], "unknown") for row in screen["rows"]}
    if screen["row"]:
        (name,) = facts
        answer = ANSWERS[facts[name]]
        return {name: answer if answer in dict(screen["answers"]) else "ok"}
    own = next((name for name, fact in facts.items() if fact == "failure"), None)
    if own:
        return {own: "bad"}
    return {"unsure" if "unknown" in facts.values() else "no": screen["names"]}


def says(screen: dict, story: dict) -> dict[str, str]:
    """Types what the screen said, and takes the text or the case that is proposed; who saw none says where it is."""
    for one in screen["perhaps"]:
        if one.is_text or story["facts"].get(one.row.partition("-")[2]) == "failure":
            return {one.name: one.value}
    if screen["perhaps"]:
        return {"said": "other", "stage": story["path"]}
    if story["screen"]:
        return {"q": story["screen"]}
    return {"said": "none", "stage": story["path"]}
