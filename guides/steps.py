"""One step at a time: from the steps of a remedy or a guide and an address to a screen. Pure functions.

`at`, a step (`<number>-<mark of its text>`), END or WELL; `failed`, how often it did not work; `stuck`, that it just
did not; `list`, which list of a guide; `read`, for who reads it aloud. What an address cannot mean is ignored.
docs/architecture.md has an example.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from guides.diagnosis import parameters_of
from guides.diagnosis.texts import mark_of
from kbhelp import profile

END, WELL = "end", "well"
ENOUGH = 2  # failures after which nothing more is tried that day
TITLES = {
    "end": "되는지 확인해 보세요",
    "well": "잘 됐습니다",
    "check": "멈추고 확인해 보세요",
    "enough": "오늘은 여기에서 멈추세요",
}


@dataclass(frozen=True)
class Steps:
    """`before`, `after` and `whole` are blocks; each of `each` is {"html", "text", "name"}, its name in the address."""

    number: int  # of the list in its text
    title: str
    before: list[dict]
    each: list[dict]
    after: list[dict]
    whole: list[dict]


def steps_of(text: dict, number: int = 1) -> Steps | None:
    """The list with that number in a rendered text; None where there is none."""
    for block in text["blocks"]:
        if "steps" in block and block["steps"]["number"] == number:
            found = block["steps"]
            around = ([found[name]] if found[name]["html"] else [] for name in ("before", "after"))
            before, after = around
            return Steps(number, found["title"], before, named(found["each"]), after, [block])
    return None


def whole_of(text: dict) -> Steps:
    """A text without a list is one step."""
    html = [block for block in text["blocks"] if "html" in block]
    one = {"html": "".join(block["html"] for block in html), "text": text["text"]}
    return Steps(1, "", [], named([one]), [], html)


def named(steps: list[dict]) -> list[dict]:
    return [step | {"name": f"{n}-{mark_of(step['text'])}"} for n, step in enumerate(steps, start=1)]


def list_in(query: str) -> int:
    given = parameters_of(query).get("list", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) == 1 else 1


def screen_at(query: str, steps: Steps) -> dict:
    given = parameters_of(query)
    failed = int(given["failed"]) if given.get("failed") in {"1", "2"} else 0
    at = given.get("at", "")
    place = place_of(at, steps.each)
    name = name_of(at, failed, given.get("stuck") == "1")
    is_aloud = given.get("read") == "1"
    fields = [("list", steps.number)] * (steps.number > 1)
    at = at if at in {END, WELL} else steps.each[place]["name"]
    here = urlencode([*fields, ("at", at), ("failed", failed)])
    return {
        "name": name,
        "title": title_of(name, place + 1, len(steps.each)),
        "is_aloud": is_aloud,
        "failed": failed,
        "at": at,
        "number": place + 1,
        "count": len(steps.each),
        "step": [] if at in {END, WELL} else [steps.each[place]],
        "has_moved": given.get("at", at) != at and mark_in(given["at"]) != mark_in(at),
        "previous": steps.each[place - 1]["name"] if place else "",
        "next": steps.each[place + 1]["name"] if place + 1 < len(steps.each) else END,
        "is_owners": is_owners(steps.each[place]["text"]),
        "last": steps.each[-1]["name"],
        "fields": fields + [("read", 1)] * is_aloud,
        "alone": f"?{here}",
        "aloud": f"?{here}&read=1",
    }


def title_of(name: str, number: int, count: int) -> str:
    one = f"{count}단계 중 {number}번째" if count > 1 else "이렇게 해 보세요"
    return TITLES.get(name, one)


def name_of(at: str, failed: int, is_stuck: bool) -> str:
    if failed == ENOUGH:
        return "enough"
    if failed and is_stuck:
        return "check"
    return at if at in {END, WELL} else "step"


def place_of(at: str, each: list[dict]) -> int:
    """Where the step stands now, from 0: as it was named, else with its text elsewhere, else the first."""
    if at in {END, WELL}:
        return len(each) - 1
    names = [step["name"] for step in each]
    if at in names:
        return names.index(at)
    marks = [mark_in(name) for name in names]
    return marks.index(mark_in(at)) if mark_in(at) in marks else 0


def mark_in(at: str) -> str:
    return at.partition("-")[2]


def is_owners(text: str) -> bool:
    """Whether the step may ask for what only the owner of the phone types."""
    return any(word in text for word in profile.current()["typed_by_owner"]["typed"])
