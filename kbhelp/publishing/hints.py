"""A new text begins with headings and hints (Kind.BEGINS_WITH): lines such as ``1. 〈먼저 할 일을 적으세요.〉``.

What nobody wrote over goes before readers could see it: the hints, then those of the headings with nothing below them.
"""

import re

from kbhelp.publishing.complaints import Complaint

HINT = re.compile(r"\A(?:[-*]\s+|\d+\.\s+)?〈[^〈〉]+〉")
LEFT = "안내 글 ‘{}’이 남아 있습니다. 내용을 적거나 그 줄을 지우세요."


def without_hints(text: str, beginning: str) -> str:
    lines = beginning.splitlines()
    hints = {line for line in lines if HINT.fullmatch(line)}
    written = [line for line in text.splitlines() if line.strip() not in hints]
    if len(written) == len(text.splitlines()):
        return text
    headings = {line for line in lines if line.startswith("#")}
    kept = []
    for line in reversed(written):
        below = next((one for one in reversed(kept) if one.strip()), "#")
        if not (line.strip() in headings and below.startswith("#")):
            kept.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(reversed(kept))).strip()


def hints_left(draft) -> list[Complaint]:
    """For what did not come through the form, which takes them out."""
    hints = {line for line in type(draft.document).BEGINS_WITH.splitlines() if HINT.fullmatch(line)}
    label = str(draft.document._meta.get_field("body").verbose_name)
    return [
        Complaint.in_text("body", None, label, number, LEFT.format(line.strip()))
        for number, line in enumerate((draft.snapshot["body"] or "").splitlines(), 1)
        if line.strip() in hints
    ]
