"""Personal data in a draft. What belongs to one person never comes before readers, whoever wrote it."""

import re

from kbhelp.publishing.complaints import Complaint
from kbhelp.publishing.passages import passages_of
from kbhelp.publishing.rendering import Draft
from kbhelp.text import personal_in

# What nobody publishes of themselves. A date, a mail or a number may also be an office's: of those editors are warned.
OF_A_PERSON = {
    "주민번호": "주민등록번호",
    "카드": "카드 번호",
    "운전면허": "운전면허 번호",
    "휴대폰": "휴대폰 번호",
    "여권": "여권 번호",
    "계좌": "계좌 번호",
}
OF_ANYBODY = {"이메일": "이메일 주소", "전화": "전화번호", "생년월일": "생년월일"}
ADDRESS = re.compile(r"https?://[^\s)]+|\]\([^])\s]*\)")

REFUSED = "‘{}’: {}처럼 보입니다. 개인정보는 발행할 수 없습니다. 지우거나 숫자를 *로 가리세요."
DOUBTED = "‘{}’: {}처럼 보입니다. 기관이 공개한 것이면 그대로 두고, 개인의 것이면 지우세요."


def personal_data(draft: Draft) -> list[Complaint]:
    return _complaints(draft, OF_A_PERSON, REFUSED)


def perhaps_personal(draft: Draft) -> list[Complaint]:
    return _complaints(draft, OF_ANYBODY, DOUBTED)


def _complaints(draft: Draft, kinds: dict, sentence: str) -> list[Complaint]:
    return [
        passage.complaint(sentence.format(text, kinds[kind]), line)
        for passage in passages_of(draft)
        for line, written in enumerate(passage.text.split("\n"), 1)
        for kind, text in personal_in(ADDRESS.sub(" ", written))
        if kind in kinds
    ]
