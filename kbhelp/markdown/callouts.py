"""Boxes: a line ``::: 주의`` or ``::: 참고`` up to the next line ``:::``. They do not nest."""

import re

from markdown_it.token import Token

FENCE = re.compile(r":{3,}[ \t]*(.*?)[ \t]*$")
CALLOUTS = {"주의": "callout--warn", "참고": "callout--note"}


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
    return f"‘::: {name}’ 상자를 닫는 ‘:::’ 줄이 없습니다. 상자는 겹쳐 쓸 수 없습니다."


def _fence_name(state, line: int) -> str | None:
    """The word after ``:::``, empty for a closing line, None where the line is no fence."""
    if state.sCount[line] < state.blkIndent:
        return None
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    match = FENCE.match(text) if text.startswith(":::") else None
    return match[1] if match else None


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
    state.push("callout_close", "aside", -1).info = name
    state.parentType, state.lineMax, state.line = parent, last, closing + 1


def frame(tokens, report) -> list:
    """Pass: each box gets its look and its name in words; one of an unknown name leaves its content."""
    framed = []
    for token in tokens:
        if token.type not in ("callout_open", "callout_close"):
            framed.append(token)
        elif token.info not in CALLOUTS:
            if token.nesting == 1:
                report.add(
                    token.map[0], f"‘{token.info}’ 상자는 없습니다. ‘::: 주의’나 ‘::: 참고’로 적으세요."
                )
        elif token.nesting == 1:
            # role=note: a box inside the text is no landmark of the page
            token.attrs = {"class": f"callout {CALLOUTS[token.info]}", "role": "note"}
            framed += [token, *_title(token)]
        else:
            framed.append(token)
    return framed


def _title(box) -> list:
    opening = Token("paragraph_open", "p", 1, attrs={"class": "callout__title"}, block=True)
    line = [box.map[0], box.map[0] + 1]
    words = Token(
        "inline", "", 0, map=line, children=[Token("text", "", 0, content=box.info)], meta={"label": True}
    )
    return [opening, words, Token("paragraph_close", "p", -1, block=True)]
