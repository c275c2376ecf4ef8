"""Tables: a bounded number of columns, no cell lost without a word.

Pass: they scroll by keyboard too, inside a region named after their columns; alignment is a class.
"""

from markdown_it.rules_block import table
from markdown_it.rules_block.table import escapedSplit, getLine
from markdown_it.token import Token

from kbhelp.markdown.limits import MAX_COLUMNS
from kbhelp.markdown.names import free
from kbhelp.markdown.words import words


def narrow_table(state, start: int, end: int, silent: bool) -> bool:
    """Block rule of markdown-it."""
    if state.src.count("|", state.bMarks[start], state.eMarks[start]) > MAX_COLUMNS + 1:
        if not silent:
            state.env["report"].add(start, f"표의 칸이 {MAX_COLUMNS}개를 넘습니다. 표를 나누세요.")
        return False
    made = table(state, start, end, silent)
    if made and not silent:
        _report_lost_cells(state, start)
    return made


def _report_lost_cells(state, start: int):
    """markdown-it drops what a row has more than the head."""
    columns = len(_cells(state, start))
    for line in range(start + 2, state.line):
        if any(cell.strip() for cell in _cells(state, line)[columns:]):
            state.env["report"].add(
                line,
                f"머리줄은 {columns}칸인데 이 줄은 더 많아 나머지가 보이지 않습니다. "
                "머리줄에 칸을 더하거나, 칸 안의 ‘|’를 ‘\\|’로 적으세요.",
            )


def _cells(state, line: int) -> list[str]:
    cells = escapedSplit(getLine(state, line).strip())
    return cells[cells[0] == "" : len(cells) - (cells[-1] == "")]


def frame(tokens, report) -> list:
    framed, taken = [], {}
    for index, token in enumerate(tokens):
        if token.type == "table_open":
            label = free(_region_label(tokens, index), "{} ({})", taken)
            attrs = {"class": "table-scroll", "tabindex": "0", "role": "region", "aria-label": label}
            framed.append(Token("table_scroll_open", "div", 1, attrs=attrs, block=True))
        if token.type in ("th_open", "td_open"):
            _align_by_class(token)
        framed.append(token)
        if token.type == "table_close":
            framed.append(Token("table_scroll_close", "div", -1, block=True))
    return framed


def _align_by_class(cell):
    align = cell.attrs.pop("style", "").removeprefix("text-align:")
    if align:
        cell.attrs["class"] = f"align-{align}"
    if cell.type == "th_open":
        cell.attrs["scope"] = "col"


def _region_label(tokens, index: int) -> str:
    names = []
    while tokens[index].type != "thead_close":
        if tokens[index].type == "inline":
            names.append(words(tokens[index].children).strip())
        index += 1
    return ": ".join(["표", ", ".join(filter(None, names))]).removesuffix(": ")
