"""Pass: a box ``::: 접기`` is one line until it is opened, its first heading or paragraph; on paper all of it is shown.

Before the other boxes, since it is one of them as long as it has no line to stand for it.
"""

from markdown_it.token import Token

NAMES = {"접기", "fold", "details"}
TITLES = {"heading_open", "paragraph_open"}
NO_TITLE = "접는 상자에는 접었을 때 보일 제목이나 한 줄을 먼저 적고, 그 아래에 펼쳤을 때 보일 글을 적으세요."
NOT_HERE = "접는 상자는 목록이나 인용 안에 넣을 수 없습니다. 밖으로 옮기세요."


def frame(tokens, report) -> list:
    framed, opened = [], None
    for place, token in enumerate(tokens):
        if opened is None and token.type == "callout_open" and token.info.lower() in NAMES:
            opened = place
        elif opened is None:
            framed.append(token)
        elif token.type == "callout_close" and token.level == tokens[opened].level:
            framed += _folded(tokens[opened], tokens[opened + 1 : place], report)
            opened = None
    return framed


def _folded(box, inner, report) -> list:
    """What cannot be folded loses no word."""
    if box.level:
        report.add(box.map[0], NOT_HERE)
        return inner
    if len(inner) < 4 or inner[0].type not in TITLES:
        report.add(box.map[0], NO_TITLE)
        return inner
    title = inner[:3] if inner[0].type == "heading_open" else inner[1:2]
    return [
        Token("fold_open", "details", 1, attrs={"class": "fold fold--text"}, map=box.map, block=True),
        Token("summary_open", "summary", 1, block=True),
        *title,
        Token("summary_close", "summary", -1, block=True),
        Token("fold_body_open", "div", 1, attrs={"class": "fold__body prose"}, block=True),
        *inner[3:],
        Token("fold_body_close", "div", -1, block=True),
        Token("fold_close", "details", -1, block=True),
    ]
