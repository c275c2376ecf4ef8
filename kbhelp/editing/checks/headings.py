"""Headings go down one step at a time, so that those who listen know what belongs to what."""

from kbhelp.publishing.passages import passages_of

LARGE = 2  # a page has two levels: # counts as ##, and what is below ### looks like it
ALONE = "작은 제목 ‘{}’ 위에 큰 제목이 없습니다. 큰 제목(##)을 먼저 두거나 한 단계 올리세요."
JUMPED = "작은 제목 ‘{}’: 위의 제목에서 단계를 건너뛰었습니다. ‘{}’로 적으세요."


def check(draft) -> list:
    return [complaint for passage in passages_of(draft) for complaint in jumps_in(passage)]


def jumps_in(passage):
    above = 1 if passage.field == "body" else LARGE  # the others stand under a heading of the page
    for inline in passage.inlines:
        if not inline.level:
            continue
        level = max(inline.level, LARGE)
        if above < LARGE < level:  # so is each of them until a large one comes
            yield passage.complaint(ALONE.format(inline.words[:40]), inline.line)
            continue
        if level > above + 1:
            yield passage.complaint(JUMPED.format(inline.words[:40], "#" * (above + 1)), inline.line)
        above = level
