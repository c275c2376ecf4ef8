"""Every way through the questions from one start, for editors: what follows which answer, and what is named."""

from dataclasses import dataclass
from urllib.parse import urlencode

from guides.diagnosis.address import BAD, NOTHING, OK, UNSURE, stage_answers
from guides.diagnosis.screens import screen_of
from guides.diagnosis.texts import by_screen


@dataclass(frozen=True)
class Start:
    """An answer to the first screen."""

    key: str
    label: str
    query: tuple[tuple[str, str], ...]

    @property
    def address(self) -> str:
        return urlencode(self.query)


@dataclass(frozen=True)
class Node:
    """A question with what follows each answer, or an outcome. `number`: the screens of questions up to here."""

    answer: str  # what led here
    title: str
    number: int
    found: tuple[dict, ...] = ()
    branches: tuple["Node", ...] = ()

    @property
    def is_outcome(self) -> bool:
        return not self.branches

    def leaves(self):
        if self.is_outcome:
            yield self
        for branch in self.branches:
            yield from branch.leaves()

    def numbers(self) -> dict:
        """How many questions its paths need."""
        counts = [leaf.number for leaf in self.leaves()]
        return {"least": min(counts), "most": max(counts), "paths": len(counts)}


def starts(rows: list[dict]) -> list[Start]:
    """Who saw no text, by stage, and who knows no more than the screen."""
    nothing = [
        Start(f"none-{key}", f"문구 없음: {answer['name']}", (("stage", key), ("said", NOTHING)))
        for key, answer in stage_answers().items()
    ]
    return nothing + [
        Start(group["key"], group["label"], (("screen", group["key"]),)) for group in by_screen(rows, "")
    ]


def starts_of_texts(rows: list[dict]) -> list[Start]:
    return [
        Start(value, f"‘{text}’", (("said", value),))
        for group in by_screen(rows, "")
        for value, text in group["texts"]
    ]


def tree_of(start: Start, rows: list[dict]) -> Node:
    return node_of(dict(start.query), rows, start.label, 1)


def node_of(query: dict[str, str], rows: list[dict], answer: str, number: int) -> Node:
    screen = screen_of(urlencode(query), rows)
    if screen["name"] == "outcome":
        return Node(answer, screen["title"], number, tuple(screen["found"]))
    kept = dict(screen["asked_fields"])
    branches = [
        node_of(kept | {name: value}, rows, words, number + 1) for name, value, words in buttons_of(screen)
    ]
    return Node(answer, screen["title"], number, (), tuple(branches))


def buttons_of(screen: dict) -> list[tuple[str, str, str]]:
    """(name, value, words) of each answer that a question offers."""
    if screen["name"] == "stage":
        return [("stage", key, answer["title"]) for key, answer in screen["stages"].items()]
    if screen["row"]:
        return [(screen["row"]["name"], answer, words) for answer, words in screen["answers"]]
    listed = [(row["name"], BAD, row["words"]["bad"]) for row in screen["rows"]]
    none, unsure = ("no", screen["names"], "해당하는 것이 없어요"), (UNSURE, screen["names"], "잘 모르겠어요")
    return [*listed, none, unsure]


def never_reached(trees: list[Node], rows: list[dict]) -> list[dict]:
    """Rows that no path names in the end, whatever is answered, and no text on a screen leads to."""
    named = {row["name"] for tree in trees for leaf in tree.leaves() for row in leaf.found}
    return [row for row in rows if row["name"] not in named and not is_reached_by_text(row, rows)]


def is_reached_by_text(row: dict, rows: list[dict]) -> bool:
    """A truthful reader is tried first: the whole tree of a text is slow to draw when there are many rows."""
    own = starts_of_texts([row])
    return any(is_found_by_who_has(row, start, rows) for start in own) or any(
        row in leaf.found for start in own for leaf in tree_of(start, rows).leaves()
    )


def is_found_by_who_has(row: dict, start: Start, rows: list[dict]) -> bool:
    """Whether the row is named in the end to a reader who has it and answers so."""
    query = dict(start.query)
    while (screen := screen_of(urlencode(query), rows))["name"] != "outcome":
        query = dict(screen["asked_fields"])
        answers = buttons_of(screen)
        own = [(name, value) for name, value, _ in answers if (name, value) == (row["name"], BAD)]
        other = [(name, value) for name, value, _ in answers if name == "no" or value == OK]
        name, value = (own or other or [answers[-1][:2]])[0]
        query[name] = value
    return row in screen["found"]
