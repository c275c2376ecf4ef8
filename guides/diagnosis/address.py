"""What an address of the diagnosis says, which is all that the diagnosis knows of a reader.

`stage`; `said`, a text that was chosen (`<row name>.<mark>`), NOTHING or ANOTHER; `screen`, where it happens; one
`<document>-<row key>=<answer>` for each row that was answered; `no` and `unsure`, the rows of a list of which none
applies or nobody knows; `q`, a text to be found; `ask`, to go back to a question; `done`, the outcome now; `more`, to
go on after it; `again`, that one screen more was needed before the first question; `due`, until when it must be done.
What an address cannot mean is ignored.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from guides.diagnosis.texts import mark_of
from kbhelp import profile
from kbhelp.text import one_line

QUERY_LENGTH = 16_000  # answers to 200 rows; what a longer address holds beyond was made by no reader
TYPED_LENGTH = 300
ROW = re.compile(r"\d{1,18}-[-\w]{1,40}", re.ASCII)

OK, BAD, UNSURE, NOT_MINE, TRIED = "ok", "bad", "unsure", "na", "tried"
MEANINGS = {answer: answer for answer in (OK, BAD, UNSURE, NOT_MINE, TRIED)} | {
    "skip": UNSURE
}  # of older addresses
NOTHING, ANOTHER = "none", "other"
TODAY, WEEK = "today", "week"
DEADLINES = {TODAY: "오늘 안에", WEEK: "이번 주 안에", "later": "급하지 않아요"}
FIRST, STAGE, DUE = "said", "stage", "due"  # what `ask` calls the questions that belong to no row


@dataclass(frozen=True)
class State:
    stage: str = ""
    said: str = ""  # a row name, NOTHING or ANOTHER
    mark: str = ""  # of the text among the row's
    screen: str = ""
    typed: str = ""
    answers: dict[str, str] = field(default_factory=dict)  # row name → answer, in the order of the rows
    ask: str = ""  # a row name, FIRST, STAGE or DUE
    due: str = ""  # until when it must be done, of DEADLINES
    done: bool = False
    more: bool = False
    again: bool = False
    has_gone: bool = False  # the address answers a row that readers no longer see

    @property
    def has_begun(self) -> bool:
        return bool(self.said or self.screen or self.answers or self.done)

    def fields(self, without: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        """The name and value of each parameter, but for the question that is being asked."""
        said = f"{self.said}.{self.mark}" if self.mark else self.said
        pairs = [("due", self.due), ("stage", self.stage), ("said", said), ("screen", self.screen)]
        pairs += self.answers.items()
        pairs += [("done", "1" if self.done else ""), ("more", "1" if self.more else "")]
        pairs += [("again", "1" if self.again else "")]
        return [(name, value) for name, value in pairs if value and name not in without]


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
    known = {row["name"]: row for row in rows}
    said, _, mark = given.get("said", "").partition(".")
    given_answers = answers_in(given)
    gone = {name for name in (*given_answers, said) if ROW.fullmatch(name)}.difference(known)
    return State(
        stage=given["stage"] if given.get("stage") in stage_answers() else "",
        said=said if said in {NOTHING, ANOTHER, *known} else "",
        mark=mark if said in known and mark in map(mark_of, known[said]["error_texts"]) else "",
        screen=given["screen"] if profile.row("screens", given.get("screen", "")) else "",
        typed=one_line(given.get("q", ""))[:TYPED_LENGTH],
        answers={name: given_answers[name] for name in known if name in given_answers},
        ask=given["ask"] if given.get("ask") in {FIRST, STAGE, DUE, *known} else "",
        due=given["due"] if given.get("due") in DEADLINES else "",
        done=given.get("done") == "1",
        more=given.get("more") == "1",
        again=given.get("again") == "1",
        has_gone=bool(gone),
    )


def answers_in(given: dict[str, str]) -> dict[str, str]:
    """A list that was answered as a whole has its rows in one parameter; what a row says by itself counts more."""
    lists = dict.fromkeys(given.get("no", "").split("."), OK)
    lists |= dict.fromkeys(given.get("unsure", "").split("."), UNSURE)
    return lists | {name: MEANINGS[answer] for name, answer in given.items() if answer in MEANINGS}
