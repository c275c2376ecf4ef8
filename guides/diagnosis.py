"""The diagnosis: one question a step, made of the rows of live comparison tables. No database and no request here.

Its whole state is its address: `stage`, one `<document>-<row key>=<answer>` for each row that was answered, `ask` to
go back to one of them, `done` to see the outcome now. What an address cannot mean is ignored.
"""

import re
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlencode

from kbhelp import profile
from kbhelp.publishing.kinds import kinds_with

QUERY_LENGTH = 16_000  # answers to 200 rows; what a longer address holds beyond was made by no reader
ROW = re.compile(r"\d{1,18}-[-\w]{1,40}", re.ASCII)

OK, BAD, UNSURE, SKIP = "ok", "bad", "unsure", "skip"
ANSWERS = {OK: "정상", BAD: "실패", UNSURE: "잘 모르겠어요", SKIP: "건너뜀"}
SETTLED = {OK, BAD, SKIP}  # an unsure row is asked once more, with how to check


@dataclass(frozen=True)
class State:
    stage: str = ""
    answers: dict[str, str] = field(default_factory=dict)  # row name → answer, in the order of the rows
    ask: str = ""  # a row name or "stage"
    done: bool = False
    has_gone: bool = False  # the address answers a row that readers no longer see

    def fields(self, without: str = "") -> list[tuple[str, str]]:
        """The name and value of each parameter, but for the question that is being asked."""
        pairs = [("stage", self.stage)] if self.stage and without != "stage" else []
        pairs += [(name, answer) for name, answer in self.answers.items() if name != without]
        return pairs + ([("done", "1")] if self.done else [])


def rows_of(pages: list[dict]) -> list[dict]:
    """The rows of all tables in the tables' order, each with its name in the address and the page it stands on."""
    return [
        row | {"name": f"{page['document']}-{row['key']}", "page": page}
        for page in pages
        for row in page["points"]
    ]


def parameters_of(query: str) -> dict[str, str]:
    """Of a name given twice the last."""
    return dict(parse_qsl(query[:QUERY_LENGTH], errors="replace"))


def stage_answers() -> dict[str, dict]:
    """The answers to the question where the reader is held up, by what the address says: {title, text, name}."""
    now = profile.current()
    held_up = {stage["key"]: stage["stuck"] for stage in now["stages"] if stage.get("stuck")}
    return held_up | {UNSURE: now["diagnosis"]["unsure"]}


def state_of(query: str, rows: list[dict]) -> State:
    given = parameters_of(query)
    known = [row["name"] for row in rows]
    answered = {name for name, answer in given.items() if answer in ANSWERS}
    return State(
        stage=given["stage"] if given.get("stage") in stage_answers() else "",
        answers={name: given[name] for name in known if name in answered},
        ask=given["ask"] if given.get("ask") in {"stage", *known} else "",
        done=given.get("done") == "1",
        has_gone=any(ROW.fullmatch(name) for name in answered.difference(known)),
    )


def steps_of(state: State, rows: list[dict]) -> list[dict]:
    """The rows to ask, stage after stage, with the answers given: of the stage chosen, or of all when the reader is
    unsure, and of those at which nobody is held up: what to prepare, and what holds for all."""
    stages = profile.current()["stages"]
    wanted = [
        stage["key"] for stage in stages if not stage.get("stuck") or state.stage in {stage["key"], UNSURE}
    ]
    steps = sorted(
        (row for row in rows if row["stage"] in wanted), key=lambda row: wanted.index(row["stage"])
    )
    return [
        row | {"answer": answer, "answer_label": ANSWERS.get(answer, "")}
        for row in steps
        for answer in [state.answers.get(row["name"], "")]
    ]


def asked(state: State, steps: list[dict]) -> dict | None:
    """The row to ask now: the one the reader went back to, else the first that is open; None for the outcome."""
    for row in steps:
        if row["name"] == state.ask:
            return row
    return None if state.done else next((row for row in steps if row["answer"] not in SETTLED), None)


def screen_of(query: str, rows: list[dict]) -> dict:
    """What the address shows: the question for the stage, a row's question, or the outcome."""
    state = state_of(query, rows)
    steps = steps_of(state, rows)
    screen = {
        "state": state,
        "stage_label": stage_answers()[state.stage]["name"] if state.stage else "",
        "fields": state.fields(),
        "answered": [row for row in steps if row["answer"]],
        "has_failed": any(row["answer"] == BAD for row in steps),
    }
    if not state.stage or state.ask == "stage":
        stage = {"name": "stage", "title": "어디에서 막혔나요?", "asked_fields": state.fields("stage")}
        return (
            screen | stage | {"is_change": bool(state.stage), "answered": state.stage and screen["answered"]}
        )
    if row := asked(state, steps):
        return screen | _question(state, steps, row)
    return screen | _outcome(state, steps)


def _question(state: State, steps: list[dict], row: dict) -> dict:
    """How to check is shown from the second time on, and there a row can be left out instead."""
    is_change = state.ask == row["name"]
    return {
        "name": "row",
        "title": f"{row['item']}, 어느 쪽인가요?",
        "row": row,
        "number": [step["name"] for step in steps].index(row["name"]) + 1,
        "count": len(steps),
        "is_change": is_change,
        "is_explained": is_change or row["answer"] == UNSURE,
        "asked_fields": state.fields(row["name"]),
    }


def _outcome(state: State, steps: list[dict]) -> dict:
    by_answer = {answer: [row for row in steps if row["answer"] == answer] for answer in ["", *ANSWERS]}
    failed, unchecked, unasked = by_answer[BAD], by_answer[UNSURE] + by_answer[SKIP], by_answer[""]
    is_all_right = bool(steps) and len(by_answer[OK]) == len(steps)
    return {
        "name": "outcome",
        "title": _title(len(failed), len(by_answer[OK]), is_all_right),
        "failed": sorted(failed, key=_safety),
        "right": by_answer[OK],
        "unchecked": unchecked,
        "unasked": unasked,
        "is_all_right": is_all_right,
        "next": _next_stage(state) if is_all_right else None,
        "related": _related(failed),
        "query": urlencode(replace(state, done=True).fields()),
        "onward": replace(state, done=False).fields(),
        "to_other_stage": replace(state, done=False).fields("stage"),
    }


def _title(failed: int, right: int, is_all_right: bool) -> str:
    if failed:
        return f"고칠 것 {failed}가지를 찾았습니다"
    if is_all_right:
        return "모두 정상입니다"
    return "확인한 것은 모두 정상입니다" if right else "아직 확인한 것이 없습니다"


def _safety(row: dict) -> tuple[int, int]:
    """What is safe and done alone comes first."""
    return profile.place("risks", row["risk"]), profile.place("efforts", row["effort"])


def _next_stage(state: State) -> dict | None:
    """{stage, text, button}: where the reader may be held up although all is right here."""
    stage = profile.row("stages", state.stage)
    return stage.get("next") if stage else None


def _related(failed: list[dict]) -> list[dict]:
    """What explains, beside the tables of what failed, each once."""
    explaining = {model.KIND for model in kinds_with("EXPLAINS")}
    cards = [card for row in failed for card in row["page"]["related"] if card["kind"] in explaining]
    return list({card["url"]: card for card in cards}.values())
