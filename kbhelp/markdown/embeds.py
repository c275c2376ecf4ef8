"""Other documents inside a text: a line of its own such as ``[[비교표:normal-and-failure | 정상과 실패 비교]]``.

What follows the bar is for whoever reads the text, and nothing else.
"""

import re

from kbhelp.markdown.rendered import UnknownLabel

EMBED = re.compile(r"\[\[([^\[\]:：\n]{1,20})[:：]([^\[\]\n]{1,200})\]\]")
NOT_HERE = (
    "‘[[…:…]]’는 빈 줄 사이에 홀로 적어야 합니다. 글 가운데나 목록, 인용, 상자 안에는 넣을 수 없습니다."
)


def embed(state, start: int, end: int, silent: bool) -> bool:
    """Block rule of markdown-it."""
    if state.sCount[start] < state.blkIndent:
        return False
    text = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    match = EMBED.fullmatch(text.rstrip()) if text.startswith("[[") else None
    if match is None:
        return False
    if silent:
        return True
    if state.level:
        state.env["report"].add(start, NOT_HERE)
    else:
        token = state.push("embed", "", 0)
        slug = match[2].partition("|")[0]
        token.map, token.meta = [start, start + 1], {"label": match[1].strip(), "slug": slug.strip()}
    state.line = start + 1
    return True


def fill(tokens, report) -> list:
    """Pass: an embed holds what the site answers for it; one that leads nowhere goes, with a problem."""
    return [token for token in tokens if token.type != "embed" or _is_filled(token, report)]


def _is_filled(token, report) -> bool:
    label, slug = token.meta["label"].upper(), token.meta["slug"]
    if report.resolve is None:
        complaint = "여기에는 다른 글을 넣을 수 없습니다. 링크로 적으세요."
    else:
        complaint = (
            f"‘[[{label}:{slug}]]’가 가리키는 글이 없습니다. 주소 이름을 확인하고, 그 글을 먼저 발행하세요."
        )
        try:
            token.meta["embed"] = report.resolve(label, slug)
        except UnknownLabel as unknown:
            complaint = (
                f"‘[[{label}:…]]’은 모르는 이름입니다. {', '.join(unknown.known)} 가운데 하나를 적으세요."
            )
        if token.meta.get("embed") is not None:
            return True
    report.add(token.map[0], complaint)
    return False
