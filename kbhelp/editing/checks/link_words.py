"""A link says where it leads, also to those who hear links alone."""

import re

from kbhelp.publishing.passages import passages_of

SAYS_NOTHING = re.compile(
    r"(?:여기|이곳|저기|바로\s?가기|클릭|링크|더\s?보기|자세히(?:\s?보기)?|이동|확인하기)(?:를|을|에서|로)?"
    r"(?:\s?(?:클릭|누르세요|보기|하세요))?[.!]?"
)
SENTENCE = "링크의 글자 ‘{}’만으로는 어디로 가는지 알 수 없습니다. 가는 곳의 이름을 적으세요."


def check(draft) -> list:
    return [
        passage.complaint(SENTENCE.format(link.words), link.line)
        for passage in passages_of(draft)
        for inline in passage.inlines
        for link in inline.links
        if SAYS_NOTHING.fullmatch(link.words)
    ]
