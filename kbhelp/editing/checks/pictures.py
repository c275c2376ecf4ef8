"""A description says what a picture shows; that there is one at all is required when a text is rendered."""

import re

from kbhelp.publishing.passages import passages_of

SAYS_NOTHING = re.compile(
    r"\A(?:그림|사진|이미지|화면|캡처|스크린\s?샷|image|img|screenshot)[\s_-]*\d*|\A\S+\.(?:png|jpe?g|gif|webp)",
    re.IGNORECASE,
)
SENTENCE = "그림 설명 ‘{}’만으로는 무엇이 보이는지 알 수 없습니다. 그림이 알려 주는 것을 적으세요."


def check(draft) -> list:
    return [
        passage.complaint(SENTENCE.format(picture.words), picture.line)
        for passage in passages_of(draft)
        for inline in passage.inlines
        for picture in inline.pictures
        if SAYS_NOTHING.fullmatch(picture.words)
    ]
