"""A sheet as it was sent: headings and lines of plain texts, before anything knows what they mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kbhelp.text import one_line

MAX_LINES = 1_000
MAX_COLUMNS = 40  # far more than any sheet has; a line of some megabytes may have millions
TOO_WIDE = f"칸이 {MAX_COLUMNS}개보다 많습니다. 표의 오른쪽에 있는 칸을 지우고 올리세요."
TOO_MANY = f"한 번에 {MAX_LINES:,}줄까지 올릴 수 있습니다. 파일을 나누어 올리세요."


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where: the line as spreadsheets number it, the cell's name and its heading."""

    message: str
    line: int | None = None
    heading: str = ""
    cell: str = ""


class SheetRefused(Exception):
    def __init__(self, problems: list[Problem]):
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems


def refused(message: str, line: int | None = None) -> SheetRefused:
    return SheetRefused([Problem(message, line)])


@dataclass
class Sheet:
    heads: list[str]
    head_line: int
    lines: list[tuple[int, list[str]]]  # each with its number and as many cells as there are headings
    note: str = ""  # what was left aside


def letters(column: int) -> str:
    """The name of a column, counted from 0: A, B … Z, AA."""
    name = ""
    while column >= 0:
        name, column = chr(ord("A") + column % 26) + name, column // 26 - 1
    return name


def sheet_of(rows: Iterable[list[str]], is_ragged_wrong: bool) -> Sheet:
    """The first row that says anything has the headings. Raises SheetRefused.

    `is_ragged_wrong`: a line with fewer cells than headings has lost some, as in a CSV file written by hand.
    """
    told = ((number, cells) for number, row in enumerate(rows, 1) if (cells := bounded(row, number)))
    head_line, heads = next(told, (0, []))
    heads = [one_line(head) for head in heads[: told_in(heads)]]
    if not heads:
        raise refused("파일에 내용이 없습니다. 제목 줄과 내용이 있는 표를 올리세요.")
    lines = list(at_most(told))
    if not lines:
        raise refused("제목 줄만 있고 그 아래에 내용이 없습니다.")
    problems = problems_of_heads(heads, head_line)
    for number, cells in lines:
        problems += problems_of_shape(heads, number, cells, is_ragged_wrong)
    if problems:
        raise SheetRefused(problems)
    filled = [(number, [*cells, *[""] * len(heads)][: len(heads)]) for number, cells in lines]
    return Sheet(heads, head_line, filled)


def at_most(lines: Iterator) -> Iterator:
    for place, line in enumerate(lines):
        if place == MAX_LINES:
            raise refused(TOO_MANY)
        yield line


def bounded(cells: list[str], number: int) -> list[str]:
    """The cells of a line, none of a line that says nothing. Raises SheetRefused."""
    told = told_in(cells)
    if told > MAX_COLUMNS:
        raise refused(TOO_WIDE, number)
    return cells[:MAX_COLUMNS] if told else []


def told_in(cells: list[str]) -> int:
    """How many cells there are up to the last that says anything."""
    return next((place + 1 for place in reversed(range(len(cells))) if cells[place].strip()), 0)


def problems_of_heads(heads: list[str], line: int) -> list[Problem]:
    twice = "같은 제목이 두 번 있습니다. 하나만 남기세요."
    return [
        Problem(twice, line, head, f"{letters(place)}{line}")
        for place, head in enumerate(heads)
        if head and head in heads[:place]
    ]


def problems_of_shape(
    heads: list[str], number: int, cells: list[str], is_ragged_wrong: bool
) -> list[Problem]:
    if is_ragged_wrong and len(cells) < len(heads):
        message = f"제목은 {len(heads)}개인데 칸이 {len(cells)}개입니다. 쉼표나 따옴표가 빠졌는지 보세요."
        return [Problem(message, number)]
    nameless = "이 칸 위에 제목이 없습니다. 제목을 적거나 칸을 비우세요."
    return [
        Problem(nameless, number, "", f"{letters(place)}{number}")
        for place, cell in enumerate(cells)
        if cell.strip() and not (place < len(heads) and heads[place])
    ]
