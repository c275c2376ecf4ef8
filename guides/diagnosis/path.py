"""The way through the questions, replayed from the answers: an address need not say in which order they came."""

from dataclasses import dataclass, replace

from guides.diagnosis.address import BAD, TRIED, UNSURE, State
from guides.diagnosis.asking import FURTHER, MOST, Heard, next_question
from guides.diagnosis.likelihood import NONE, Question, beginning, in_scope, weighed
from guides.diagnosis.texts import same_text


@dataclass(frozen=True)
class Path:
    """`named`: the rows that know the text on the screen. `asked`: the questions that were answered, in their order."""

    rows: list[dict]
    named: set[str]
    weights: dict[str, float]
    before: int = 1  # screens before the first question
    asked: tuple[Question, ...] = ()
    question: Question | None = None  # the next one; None when the outcome is due

    @property
    def number(self) -> int:
        """Of the question that is shown."""
        return self.before + len(self.asked) + 1

    def after(self, question: Question, answer: str) -> "Path":
        return replace(self, weights=weighed(self.weights, question, answer))


def path_of(state: State, rows: list[dict]) -> Path:
    """Question after question as long as the answers have one of its rows; what they say beyond counts after that."""
    named = same_text(rows, state.said, state.mark)
    rows = in_scope(state, rows, named)
    path = Path(rows, named, beginning(state, rows, named), 2 if state.again else 1)
    left = dict(state.answers)
    while (question := next_question(rows, path.weights, heard(state, path, left))) and any(
        name in left for name in question.names
    ):
        taken = {name: left.pop(name) for name in question.names if name in left}
        path = replace(told(path, question, taken), asked=(*path.asked, question))
    path = each_told(path, left)
    if is_over(state, path):
        return path
    return replace(path, question=next_question(rows, path.weights, heard(state, path, {})))


def heard(state: State, path: Path, left: dict[str, str]) -> Heard:
    answers = {name: answer for name, answer in state.answers.items() if name not in left}
    listed = {name for question in path.asked for name in question.names}
    return Heard(answers, listed | answers.keys(), path.named)


def told(path: Path, question: Question, taken: dict[str, str]) -> Path:
    """A list that was answered as one counts as one; what was changed in it since counts row by row."""
    chosen = next((name for name, answer in taken.items() if answer in {BAD, TRIED}), None)
    if question.is_list and chosen:
        rest = {name: answer for name, answer in taken.items() if name != chosen or answer == TRIED}
        return each_told(path.after(question, chosen), rest)
    if question.is_list and len(taken) == len(question.names) and len({*taken.values()}) == 1:
        (answer,) = {*taken.values()}
        return path.after(question, UNSURE if answer == UNSURE else NONE)
    return each_told(path, taken)


def each_told(path: Path, answers: dict[str, str]) -> Path:
    for name, answer in answers.items():
        path = path.after(Question((name,)), answer)
    return path


def is_over(state: State, path: Path) -> bool:
    """As many questions as one may ask, or a remedy was tried in vain: then it is time for other help."""
    most = MOST + (FURTHER if state.more else 0)
    return state.done or path.number > most or TRIED in state.answers.values()
