"""Boxes: a line ``::: 주의`` or ``::: 참고`` up to the next line ``:::``. They do not nest.

``::: 접기`` is in folds.py. What other programs call a box is one as well: ``:::warning``, ``> [!NOTE]``.
"""

import re

from kbhelp.markdown.labels import paragraph
from kbhelp.markdown.lines import BREAKS

LOOKS = {"주의": "callout--warn", "참고": "callout--note"}
SAME = {
    "주의": ("important", "warning", "caution", "danger", "attention"),
    "참고": ("note", "info", "tip", "hint", "success"),
}
NAMES = {other: name for name, others in SAME.items() for other in (name, *others)}
QUOTED = re.compile(r"\[!(\w{1,20})\][+-]?[ \t]*")
NESTED = "상자는 겹쳐 쓸 수 없습니다. 안쪽 상자를 지우거나 밖으로 옮기세요."


def callout(state, start: int, end: int, silent: bool) -> bool:
    """Block rule of markdown-it. Linear: a region that was searched in vain is not searched again."""
    name = _fence_name(state, start)
    if name is None:
        return False
    if silent:
        return True
    report = state.env["report"]
    closing = _closing_line(state, start, end) if name else None
    if closing is None:
        report.add(start, _complaint(name))
        state.line = start + 1
        return True
    _push(state, name, start, closing)
    return True


def _complaint(name: str) -> str:
    if not name:
        return "상자를 여는 줄 없이 ‘:::’만 있습니다. 이 줄을 지우거나 위에 ‘::: 주의’를 적으세요."
    return f"‘::: {name[:40]}’ 상자를 닫는 ‘:::’ 줄이 없습니다. 상자는 겹쳐 쓸 수 없습니다."


def _fence_name(state, line: int) -> str | None:
    """The word after ``:::``, empty for a closing line, None where the line is no fence."""
    if state.sCount[line] < state.blkIndent:
        return None
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    name = text.lstrip(":：")
    return name.strip(" \t") if len(text) - len(name) >= 3 else None


def _closing_line(state, start: int, end: int) -> int | None:
    searched = state.env.setdefault("callouts_searched", {})
    if searched.get(end, end) <= start:
        return None
    for line in range(start + 1, end):
        if _fence_name(state, line) == "":
            return line
    searched[end] = start
    return None


def _push(state, name: str, start: int, closing: int):
    parent, last = state.parentType, state.lineMax
    state.parentType, state.lineMax = "callout", closing  # lazy continuation must not run past the end
    token = state.push("callout_open", "aside", 1)
    token.map, token.info = [start, closing], name
    state.md.block.tokenize(state, start + 1, closing)
    state.push("callout_close", "aside", -1)
    state.parentType, state.lineMax, state.line = parent, last, closing + 1


def frame(tokens, report) -> list:
    """Pass: each box gets its look and its name in words; one of an unknown name leaves its content."""
    _mark_quoted(tokens)
    framed, within = [], []
    for token in tokens:
        if token.type == "callout_open":
            name = NAMES.get(token.info.lower())
            within.append(None if not name or any(within) else name)
            if within[-1]:
                framed += _opened(token, name)
            else:
                report.add(token.map[0], NESTED if name else _unknown(token.info))
        elif token.type != "callout_close" or within.pop():
            framed.append(token)
    for token in framed:
        if token.type == "inline" and (match := _quoted(token)):
            report.add(token.map[0], _unknown(match[1]))
    return framed


def _opened(box, name: str) -> list:
    # role=note: a box inside the text is no landmark of the page
    box.attrs = {"class": f"callout {LOOKS[name]}", "role": "note"}
    return [box, *paragraph(name, box.map[0], "callout__title")]


def _unknown(name: str) -> str:
    return f"‘{name[:40]}’ 상자는 없습니다. ‘::: 주의’, ‘::: 참고’, ‘::: 접기’ 가운데 하나로 적으세요."


def _mark_quoted(tokens):
    """A quotation that begins with ``[!NOTE]`` is a box of that name."""
    quotes = []
    for index, token in enumerate(tokens):
        if token.type == "blockquote_open":
            first = tokens[index + 2] if index + 2 < len(tokens) else token
            match = _quoted(first) if first.type == "inline" else None
            is_box = bool(match) and match[1].lower() in NAMES
            if is_box:
                token.type, token.tag, token.info = "callout_open", "aside", match[1]
                _take_off(first, match)
            quotes.append(is_box)
        elif token.type == "blockquote_close" and quotes.pop():
            token.type, token.tag = "callout_close", "aside"


def _quoted(inline):
    first = inline.children[0] if inline.children else None
    return QUOTED.match(first.content) if first is not None and first.type == "text" else None


def _take_off(inline, match):
    """The first words without the mark; a line that held nothing else goes."""
    first = inline.children[0]
    first.content = first.content[match.end() :]
    if not first.content and len(inline.children) > 1 and inline.children[1].type in BREAKS:
        del inline.children[:2]
        inline.map = [inline.map[0] + 1, inline.map[1]]
