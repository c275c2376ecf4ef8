"""What a reader marked on a checklist, as its address says it: `<item key>=<mark>`, and `result` where the button was
pressed; all else in it is ignored."""

from urllib.parse import urlencode

from guides.diagnosis import parameters_of

OK, BAD, UNSURE = "ok", "bad", "unsure"
ASKED = "result"
MARKS = {OK: "확인했어요", BAD: "문제가 있어요", UNSURE: "잘 모르겠어요"}


def marked(query: str, points: list[dict]) -> list[dict]:
    """The items, each with its mark or ""."""
    given = parameters_of(query)
    found = {point["key"]: given.get(point["key"]) for point in points}
    return [point | {"mark": found[point["key"]] if found[point["key"]] in MARKS else ""} for point in points]


def result_of(points: list[dict]) -> dict | None:
    """What comes of the marks, in the items' order; None while nothing is marked."""
    by_mark = {mark: [point for point in points if point["mark"] == mark] for mark in ["", *MARKS]}
    if len(by_mark[""]) == len(points):
        return None
    return {
        "problems": by_mark[BAD],
        "unsure": by_mark[UNSURE],
        "unmarked": by_mark[""],
        "is_all_right": len(by_mark[OK]) == len(points),
        "query": urlencode([(point["key"], point["mark"]) for point in points if point["mark"]]),
    }


def asks_for_result(query: str) -> bool:
    """Whether the button was pressed, perhaps with nothing marked."""
    return ASKED in parameters_of(query)


def progress_of(points: list[dict]) -> dict:
    return {"count": len(points), "marked": sum(bool(point["mark"]) for point in points)}
