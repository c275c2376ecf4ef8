"""A screen of the diagnosis as plain data: the next question with its answers, or the outcome with its remedies.

Each answer is the query that asks on, for the page as for the API: nobody has to know how an address is put together.
"""

from urllib.parse import urlencode

from guides.diagnosis.address import ANOTHER, BAD, DUE, NOTHING, UNSURE
from kbhelp import profile
from kbhelp.addresses import absolute
from kbhelp.api.documents import row_of


def screen_as_data(screen: dict) -> dict:
    is_outcome = screen["name"] == "outcome"
    return {
        "screen": screen["name"],
        "title": screen.get("question") or screen["title"],
        "number": screen.get("number"),
        "most": screen["most"],
        "has_gone": screen["state"].has_gone,
        "query": screen["known"],
        "said": screen["said_label"] or None,
        "stage": screen["stage_label"] or None,
        "due": screen["due"]["label"] or None,
        "answered": [answered(row) for row in screen["answered"]],
        "question": None if is_outcome else question(screen),
        "outcome": outcome(screen) if is_outcome else None,
    }


def answered(row: dict) -> dict:
    return {"row": row["name"], "item": row["item"], "answer": row["answer"], "said": row["said"]}


def question(screen: dict) -> dict:
    rows, is_for_today = screen.get("rows", []), screen.get("is_start", False) and screen["due"]["is_today"]
    return {
        "is_for_today": is_for_today,
        "today": ways() if is_for_today else [],
        "why": screen.get("why"),
        "answers": [answer(*one) for one in ANSWERS[screen["name"]](screen)],
        "typed_with": urlencode(screen["asked_fields"]) if screen["name"] == "said" else None,
        "how_to_check": [{"item": row["item"], "text": row["text"]["how_to_check"]} for row in rows],
    }


def answer(text: str, fields: list, more: dict, group: str = "") -> dict:
    return {"text": text, "group": group or None, "query": urlencode(dict(fields) | more)}


def answers_about_texts(screen: dict):
    """To the first question: a text that was seen, a screen without one, or nothing and where."""
    fields, perhaps = screen["asked_fields"], screen["perhaps"]
    for one in perhaps:
        yield one.text, fields, {one.name: one.value}
    for group in () if perhaps else screen["groups"]:
        for value, text in group["texts"]:
            yield text, fields, {"said": value}, group["label"]
        yield "이 화면인데 다른 문구거나 문구가 없어요", fields, {"screen": group["key"]}, group["label"]
    said, nothing = (ANOTHER, "이 가운데 없어요") if perhaps else (NOTHING, "아무 문구도 없어요")
    for key, stage in screen["stages"].items():
        yield stage["title"], fields, {"said": said, "stage": key}, nothing
    if not screen["stages"]:
        yield nothing if perhaps else "문구 없이 이어서 답하기", fields, {"said": said}


def answers_about_stages(screen: dict):
    return (
        (stage["title"], screen["asked_fields"], {"stage": key}) for key, stage in screen["stages"].items()
    )


def answers_about_days(screen: dict):
    due = screen["due"]
    return ((label, due["fields"], {DUE: key}) for key, label in due["choices"].items())


def answers_about_rows(screen: dict):
    fields = screen["asked_fields"]
    if screen["row"]:
        return [(words, fields, {screen["row"]["name"]: said}) for said, words in screen["answers"]]
    listed = [(row["words"][BAD], fields, {row["name"]: BAD}) for row in screen["rows"]]
    none = ("해당하는 것이 없어요", fields, {"no": screen["names"]})
    return [*listed, none, ("잘 모르겠어요", fields, {UNSURE: screen["names"]})]


ANSWERS = {
    "said": answers_about_texts,
    "stage": answers_about_stages,
    "due": answers_about_days,
    "row": answers_about_rows,
}


def outcome(screen: dict) -> dict:
    return {
        "lead": profile.with_phones(" ".join(screen["lead"])),
        "is_for_today": screen["due"]["is_today"],
        "then": profile.with_phones(screen["then"]) or None,
        "is_enough": screen["is_enough"],
        "found": [row["name"] for row in screen["found"]],
        "remedies": [remedy(row, screen) for row in screen["remedies"]],
        "others": [named(row) for row in screen["others"]],
        "tried": [named(row) for row in screen["tried"]],
        "unchecked": [named(row) for row in screen["unchecked"]],
        "right": [named(row) for row in screen["right"]],
        "related": [{"title": card["title"], "url": absolute(card["url"])} for card in screen["related"]],
        "more": urlencode(screen["onward"]) if screen["has_more"] else None,
        "today": ways(),
    }


def ways() -> list[str]:
    """Other ways for today, as Markdown."""
    return [profile.with_phones(way) for way in profile.current()["today"]["ways"]]


def named(row: dict) -> dict:
    return {"row": row["name"], "item": row["item"], "failure": row["failure"], "url": url_of(row)}


def url_of(row: dict) -> str:
    return absolute(f"{row['page']['url']}#{row['key']}")


def table_of(page: dict) -> dict:
    own = {"kind": page["kind"], "number": page["document"], "title": page["title"]}
    return own | {"url": absolute(page["url"]), "updated": page["published_at"]}


def remedy(row: dict, screen: dict) -> dict:
    """Safe before dangerous, as on the page. One that is to be looked at first, and mended only if it is wrong, says
    so; `tried`: the query of who did it in vain."""
    return named(row) | {
        "is_found": row in screen["found"],
        "normal": row["normal"],
        "how_to_check": row["text"]["how_to_check"],
        "remedy": row["text"]["remedy"],
        "success": row["success"],
        **row_of(row),
        "document": table_of(row["page"]),
        "tried": urlencode(dict(screen["fields"]) | {row["name"]: "tried"}),
    }
