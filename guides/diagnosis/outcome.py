"""What comes of the answers: stop, the likeliest cause by its name, what to do in a safe order, and always a way on."""

from dataclasses import replace
from urllib.parse import urlencode

from guides.diagnosis.address import BAD, NOT_MINE, OK, TODAY, TRIED, UNSURE, State
from guides.diagnosis.path import Path
from kbhelp import profile
from kbhelp.markdown.source import literal
from kbhelp.publishing.kinds import kinds_with

LIKELY = 0.4  # the share with which a row is named as the cause though only the screen said so
NAMED_AT_MOST = 3
NOT_FOUND = "답하신 것에서는 원인을 찾지 못했습니다"


def outcome(state: State, path: Path) -> dict:
    open_rows = open_in(state, path)
    found = found_in(state, path, open_rows)
    others = [row for row in open_rows if row not in found][: max(NAMED_AT_MOST - len(found), 1)]
    by_answer = answered_as(state, path)
    remedies = safe_first(found, open_rows)
    # The first failure led here, this was the one more try: no more that day.
    is_enough = bool(by_answer[TRIED])
    return {
        "name": "outcome",
        "concerned": "" if state.stage == UNSURE else state.stage,
        "title": title_of(state, found, is_enough),
        "lead": lead_of(state, found, is_enough),
        "then": then_of(state) if remedies and not is_enough else "",
        "ranked": [*found, *others],
        "found": found,
        "remedies": [] if is_enough else remedies,
        "others": [] if is_enough else [row for row in others if row not in remedies],
        "tried": by_answer[TRIED],
        "is_enough": is_enough,
        "unchecked": by_answer[UNSURE],
        "right": by_answer[OK] + by_answer[NOT_MINE],
        "next": None if found or is_enough else next_stage(state),
        "related": related(found),
        "query": urlencode(replace(state, done=True).fields()),
        "to_other_stage": replace(state, done=False, more=False).fields(("stage",)),
        "onward": replace(state, done=False, more=True).fields(),
    }


def next_stage(state: State) -> dict | None:
    """{stage, text, button}: where the reader may be held up although nothing was found here."""
    stage = profile.row("stages", state.stage)
    return stage.get("next") if stage else None


def answered_as(state: State, path: Path) -> dict[str, list[dict]]:
    return {
        answer: [row for row in path.rows if state.answers.get(row["name"]) == answer]
        for answer in (OK, NOT_MINE, UNSURE, TRIED)
    }


def title_of(state: State, found: list[dict], is_enough: bool) -> str:
    if state.due == TODAY:
        return "멈추고 오늘 일부터 마치세요"
    if is_enough:
        return "오늘은 여기에서 멈추세요"
    if found:
        return f"멈추고 이것부터 보세요: {found[0]['item']}"
    return NOT_FOUND


def lead_of(state: State, found: list[dict], is_enough: bool) -> list[str]:
    """What is said before all else, as Markdown in one part or two."""
    if state.due == TODAY:
        named = f"찾은 원인은 ‘{literal(found[0]['item'])}’입니다." if found else f"{NOT_FOUND}."
        return [named, "아래 방법으로 오늘 일을 먼저 마치세요. 고치는 것은 그다음입니다."]
    said = "enough" if is_enough else "stop" if found else "not_found"
    return [profile.current()["diagnosis"][said]]


def then_of(state: State) -> str:
    """What leads from today's ways to the remedies, where the ways stand first."""
    stop = profile.current()["diagnosis"]["stop"]
    return f"오늘 일을 마쳤으면 이렇게 고치세요. {stop}" if state.due == TODAY else ""


def found_in(state: State, path: Path, open_rows: list[dict]) -> list[dict]:
    """What the reader said to be so, and what the screen named and nothing speaks against; the likeliest first."""
    seen = {name for name in path.named if path.weights[name] >= LIKELY}
    return [row for row in open_rows if state.answers.get(row["name"]) == BAD or row["name"] in seen]


def open_in(state: State, path: Path) -> list[dict]:
    """What is neither right nor tried, the likeliest first."""
    out = {name for name, answer in state.answers.items() if answer in {OK, NOT_MINE, TRIED}}
    rows = (row for row in path.rows if row["name"] not in out)
    return sorted(rows, key=lambda row: -path.weights[row["name"]])


def safe_first(found: list[dict], open_rows: list[dict]) -> list[dict]:
    """What was found, safe before dangerous; before a danger that would stand first, the likeliest that is safe."""
    remedies = sorted(found, key=danger)
    if remedies and danger(remedies[0]):
        return [row for row in open_rows if not danger(row)][:1] + remedies
    return remedies


def danger(row: dict) -> int:
    return profile.place("risks", row["risk"])


def related(found: list[dict]) -> list[dict]:
    """What explains, beside the tables of what was found, each once."""
    explaining = {model.KIND for model in kinds_with("EXPLAINS")}
    cards = [card for row in found for card in row["page"]["related"] if card["kind"] in explaining]
    return list({card["url"]: card for card in cards}.values())
