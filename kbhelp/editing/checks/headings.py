"""Headings go down one step at a time, so that those who listen know what belongs to what."""

from kbhelp.publishing.passages import passages_of

SHOWN = {1: 2, 2: 2}  # a page has two levels: # counts as ##
JUMPED = "작은 제목 ‘{}’ 위에 큰 제목이 없습니다. 큰 제목(##)을 먼저 두거나 한 단계 올리세요."


def check(draft) -> list:
    found = []
    for passage in passages_of(draft):
        has_upper = passage.field != "body"  # the others stand under a heading of the page
        for inline in passage.inlines:
            level = inline.level and SHOWN.get(inline.level, 3)
            if level == 3 and not has_upper:
                found.append(passage.complaint(JUMPED.format(inline.words[:40]), inline.line))
            has_upper = has_upper or level == 2
    return found
