"""How likely each row is the cause: what editors say of it, weighed by what the reader has said and answered.

Weights are plain numbers by the rows' names, adding up to 1; ELSE stands for a cause that no row speaks of.
"""

from dataclasses import dataclass

from guides.diagnosis.address import BAD, NOT_MINE, OK, TRIED, UNSURE, State
from kbhelp import profile

ELSE = ""
UNKNOWN_CAUSE = 0.08  # of the whole, before anything is asked
NONE = "none"  # the answer to a list: none of these

# How often a text is seen where the row that names it is the cause, another row of the same screen, another row.
NAMES_IT, SAME_SCREEN, ELSEWHERE = 1.0, 0.15, 0.02
AT_THIS_SCREEN, AT_ANOTHER = 1.0, 0.15  # a screen was chosen, and no text on it

# How often a row's question is answered so where the row is the cause, and where it is not. Who tried the remedy in
# vain was hardly held up by this.
ANSWERED = {
    BAD: (0.86, 0.06),
    UNSURE: (0.10, 0.16),
    OK: (0.03, 0.70),
    NOT_MINE: (0.01, 0.08),
    TRIED: (0.05, 1.0),
}
# The same for a list: the cause stands in it and is chosen, another of it is; it does not stand in it.
CHOSEN, MISTAKEN, STRAYED = 0.82, 0.02, 0.04
UNSURE_OF_IT, UNSURE_OF_LIST = 0.10, 0.16


@dataclass(frozen=True)
class Question:
    """The question of one row, or a list of rows of which one may apply."""

    names: tuple[str, ...]

    @property
    def is_list(self) -> bool:
        return len(self.names) > 1


def beginning(state: State, rows: list[dict], named: set[str]) -> dict[str, float]:
    """Before any question: how common each row is, weighed by what the screen says. `named`: the rows that know it."""
    seen_at = {row["screen"] for row in rows if row["name"] in named and row["screen"]}
    weights = {}
    for row in rows:
        weights[row["name"]] = weight_of(row) * seen(row, named, seen_at) * stands_at(row, state.screen)
    return summing_up(weights | {ELSE: UNKNOWN_CAUSE * sum(weights.values())})


def weight_of(row: dict) -> int:
    """How common editors say the row is."""
    return (profile.row("frequencies", row["weight"]) or {"weight": 1})["weight"]


def seen(row: dict, named: set[str], seen_at: set[str]) -> float:
    if not named or row["name"] in named:
        return NAMES_IT
    return SAME_SCREEN if row["screen"] in seen_at else ELSEWHERE


def stands_at(row: dict, screen: str) -> float:
    return AT_THIS_SCREEN if not screen or row["screen"] == screen else AT_ANOTHER


def chance(answer: str, question: Question, cause: str) -> float:
    """How often the question is answered so by readers with this cause. `answer`: of a list a name, NONE or UNSURE."""
    is_about = cause in question.names
    if not question.is_list:
        return ANSWERED[answer][0 if is_about else 1]
    if answer == UNSURE:
        return UNSURE_OF_IT if is_about else UNSURE_OF_LIST
    if answer == NONE:
        overlooked = 1 - CHOSEN - UNSURE_OF_IT - MISTAKEN * (len(question.names) - 1)
        return overlooked if is_about else 1 - UNSURE_OF_LIST - STRAYED * len(question.names)
    if is_about:
        return CHOSEN if answer == cause else MISTAKEN
    return STRAYED


def weighed(weights: dict[str, float], question: Question, answer: str) -> dict[str, float]:
    return summing_up({name: weight * chance(answer, question, name) for name, weight in weights.items()})


def summing_up(weights: dict[str, float]) -> dict[str, float]:
    whole = sum(weights.values()) or 1
    return {name: weight / whole for name, weight in weights.items()}


def in_scope(state: State, rows: list[dict], named: set[str]) -> list[dict]:
    """Rows of the stage chosen, or of all when the reader is unsure; those at which nobody is held up; and what the
    screen or an answer has named."""
    stages = profile.current()["stages"]
    wanted = {
        stage["key"]
        for stage in stages
        if not stage.get("stuck") or state.stage in {stage["key"], "", UNSURE}
    }
    kept = named | state.answers.keys()
    return [row for row in rows if row["stage"] in wanted or row["name"] in kept]
