"""Sentences that are read in one breath: at most 60 syllables."""

import re

from kbhelp.publishing.passages import passages_of

MOST = 60
END = re.compile(r"(?<=[.!?…。])\s+")
SYLLABLE = re.compile(r"[가-힣A-Za-z0-9]")
SENTENCE = "‘{}…’ 문장이 {}자입니다. {}자가 넘으면 읽다가 놓칩니다. 둘로 나누어 보세요."


def check(draft) -> list:
    return [
        passage.complaint(SENTENCE.format(sentence[:20].rstrip(), length, MOST), line)
        for passage in passages_of(draft)
        for line, words in passage.paragraphs()
        for sentence in END.split(words)
        if (length := len(SYLLABLE.findall(sentence))) > MOST
    ]
