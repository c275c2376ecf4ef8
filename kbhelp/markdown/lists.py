"""Lists: what begins with a date is none, what begins with the bullet of a word processor is one."""

import re

from markdown_it.rules_block import list_block

DATE = re.compile(r"(?:\d{4}\. ?)?\d{1,2}\. ?\d{1,2}\.|\d{4}[.)]")
BULLET = re.compile(r"\A([ \t>]{0,40})(?:[•‣◦▪∙][ \t]*|·[ \t]+)(?=[^\s•‣◦▪∙·])")
FENCE = re.compile(r"\A[ \t>]{0,40}(?:(?:[-*+]|\d{1,9}[.)])[ \t]{1,4})?(```(?!.*`)|~~~)")


def with_typed_bullets(text: str) -> str:
    """``• 항목`` becomes ``- 항목``, save in code. The lines stay the same lines."""
    lines, fence = text.split("\n"), None
    for number, line in enumerate(lines):
        if mark := FENCE.match(line):
            fence = None if fence == mark[1] else fence or mark[1]
        elif fence is None and (bullet := BULLET.match(line)):
            lines[number] = f"{bullet[1]}- {line[bullet.end() :]}"
    return "\n".join(lines)


def list_without_dates(state, start: int, end: int, silent: bool) -> bool:
    """Block rule of markdown-it: a line that begins with ``2026. 11. 23.`` is a date, not step 2026."""
    if DATE.match(state.src, state.bMarks[start] + state.tShift[start]):
        return False
    return list_block(state, start, end, silent)
