"""Sums, shares and articles of a law change: the reader should find where they come from."""

import re

from kbhelp.publishing.passages import passages_of

SUM = r"(?<!\d)\d[\d,.]{0,30}\s?"
CLAIM = re.compile(rf"{SUM}(?:만|천|억){{0,4}}\s?원|{SUM}(?:%|퍼센트)|제\s?\d+조")
SENTENCE = "‘{}’의 출처가 가까이에 없습니다. 같은 문단에 출처 링크나 각주를 붙이면 독자가 확인할 수 있습니다."


def check(draft) -> list:
    return [
        passage.complaint(SENTENCE.format(found.group().strip()), inline.line)
        for passage in passages_of(draft)
        for inline in passage.inlines
        if not inline.links and not inline.has_note and (found := CLAIM.search(inline.words))
    ]
