"""What an address shows: what the screen says, where the reader is held up, a question, or the outcome."""

from dataclasses import replace
from urllib.parse import urlencode

from guides.diagnosis import texts
from guides.diagnosis.address import (
    ANOTHER,
    BAD,
    DEADLINES,
    DUE,
    FIRST,
    NOT_MINE,
    NOTHING,
    OK,
    STAGE,
    TODAY,
    TRIED,
    UNSURE,
    WEEK,
    State,
    stage_answers,
    state_of,
)
from guides.diagnosis.asking import FURTHER, MOST, answers_to
from guides.diagnosis.likelihood import Question
from guides.diagnosis.outcome import outcome
from guides.diagnosis.path import Path, path_of
from kbhelp import profile

FIRST_TITLE = "화면에 무엇이 나오나요?"
LIST_TITLE = "아래에 해당하는 것이 있나요?"
IN_DOUBT = 0.02  # the share from which a row is counted among the causes that are left


def no_other_words(typed: str) -> list[str]:
    return []


def screen_of(query: str, rows: list[dict], near: texts.Near = no_other_words) -> dict:
    """`near` finds the rows that speak of what was typed, should it be no text that they know."""
    given = state_of(query, rows)
    perhaps = texts.found_in(given.typed, rows, near) if given.typed else []
    state = heard(given, perhaps)
    path = path_of(state, rows)
    shown = {
        "state": state,
        "stage_label": stage_answers()[state.stage]["name"] if state.stage else "",
        "said_label": said_label(state, rows),
        "due": due_of(state),
        "fields": state.fields(),
        "known": urlencode(state.fields()),
        "answered": [answered(row, state) for row in rows if row["name"] in state.answers],
        "most": MOST + (FURTHER if state.more else 0),
        "has_found": BAD in state.answers.values(),
    }
    return shown | what_is_shown(state, path, rows, perhaps)


def what_is_shown(state: State, path: Path, rows: list[dict], perhaps: list[texts.Found]) -> dict:
    asked = {row["name"]: row for row in rows}.get(state.ask)
    if asked:
        return question_screen(state, path, Question((asked["name"],)), rows) | {"is_change": True}
    is_to_choose = bool(perhaps) and not state.said
    if state.ask == DUE:
        return due_screen(state)
    if state.ask == FIRST or is_to_choose or not state.has_begun:
        return first_screen(state, rows, perhaps)
    if state.ask == STAGE or needs_stage(state):
        return stage_screen(state)
    if path.question:
        return question_screen(state, path, path.question, rows)
    return outcome(state, path)


def has_more(screen: dict, rows: list[dict]) -> bool:
    """Whether after this outcome anything is left to ask; who tried a remedy in vain is asked no more."""
    state = replace(screen["state"], done=False, more=True)
    return not screen["state"].more and path_of(state, rows).question is not None


def heard(state: State, perhaps: list[texts.Found]) -> State:
    """What was typed, in place of a text that was chosen: one that is surely meant, or another than is known."""
    if not state.typed:
        return state
    if texts.is_sure(perhaps):
        said, _, mark = perhaps[0].value.partition(".")
        return replace(state, said=said, mark=mark, ask="")
    return state if perhaps else replace(state, said=ANOTHER, mark="", ask="")


def needs_stage(state: State) -> bool:
    """Nothing that was said tells making from using."""
    return not (state.stage or state.answers or state.screen) and state.said in {NOTHING, ANOTHER}


def said_label(state: State, rows: list[dict]) -> str:
    row = next((row for row in rows if row["name"] == state.said), None)
    if row:
        return f"‘{texts.text_of(row, state.mark) or row['failure']}’"
    if state.screen:
        return profile.label("screens", state.screen)
    return {NOTHING: "아무 문구도 없음", ANOTHER: "목록에 없는 문구"}.get(state.said, "")


def answered(row: dict, state: State) -> dict:
    return row | {
        "answer": state.answers[row["name"]],
        "said": words_of(row).get(state.answers[row["name"]], ""),
    }


def words_of(row: dict) -> dict[str, str]:
    """What a reader says to the row's question, by answer; of a row without words of its own, as the table says it."""
    return {
        OK: row["answer_ok"] or row["normal"],
        BAD: row["answer_bad"] or row["failure"],
        NOT_MINE: row["answer_na"] or "해당 없어요",
        UNSURE: "잘 모르겠어요",
        TRIED: "고쳤지만 안 됐어요",
    }


def first_screen(state: State, rows: list[dict], perhaps: list[texts.Found]) -> dict:
    is_start = not (perhaps or state.has_begun)
    return {
        "name": "said",
        "title": profile.current()["today"]["first"] if is_start and state.due == TODAY else FIRST_TITLE,
        "question": FIRST_TITLE,
        "is_start": is_start,
        "number": 1,
        "is_change": state.has_begun,
        "perhaps": perhaps,
        "groups": texts.by_screen(rows, state.stage),
        "asked_fields": replace(state, again=bool(perhaps)).fields(("said", "screen")),
        "stages": {} if profile.row("stages", state.stage) else stage_answers(),
    }


def due_of(state: State) -> dict:
    """{choices, chosen, label, is_today, is_week, fields}: until when; `fields` go along with another answer."""
    return {
        "choices": DEADLINES,
        "chosen": state.due,
        "label": DEADLINES.get(state.due, ""),
        "is_today": state.due == TODAY,
        "is_week": state.due == WEEK,
        "fields": state.fields(("due",)),
    }


def due_screen(state: State) -> dict:
    return {"name": "due", "title": "언제까지 해야 하나요?", "is_change": True}


def stage_screen(state: State) -> dict:
    return {
        "name": "stage",
        "title": "어디에서 막혔나요?",
        "number": 2,
        "is_change": bool(state.stage),
        "stages": stage_answers(),
        "asked_fields": replace(state, again=True).fields(("stage",)),
    }


def question_screen(state: State, path: Path, question: Question, rows: list[dict]) -> dict:
    asked = {row["name"]: row for row in rows}
    members = [asked[name] | {"words": words_of(asked[name])} for name in question.names]
    row = members[0]
    return {
        "name": "row",
        "title": LIST_TITLE if question.is_list else row["question"] or f"{row['item']}, 어느 쪽인가요?",
        "rows": members,
        "names": ".".join(question.names),
        "row": None if question.is_list else row,
        "answers": [] if question.is_list else [(answer, row["words"][answer]) for answer in answers_to(row)],
        "why": why(path, question),
        "number": path.number,
        "is_change": False,
        "asked_fields": state.fields(question.names),
    }


def why(path: Path, question: Question) -> str:
    """A sentence that says what the question has to do with what was said."""
    left = sum(path.weights[row["name"]] >= IN_DOUBT for row in path.rows)
    if question.is_list:
        return f"남은 원인 {left}가지 가운데 흔한 것부터 한꺼번에 여쭙니다."
    if question.names[0] in path.named:
        return "고르신 문구가 이럴 때 나옵니다. 맞는지 확인하려고 여쭙니다."
    if path.asked or path.named:
        return "앞의 답에 가장 잘 맞는 원인이라 여쭙니다."
    return "이 경우가 가장 흔해서 먼저 여쭙니다."
