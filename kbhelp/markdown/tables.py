"""Pass: tables scroll by keyboard too, inside a region named after their columns; alignment is a class."""

from markdown_it.token import Token

from kbhelp.markdown.names import free
from kbhelp.markdown.words import words


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
