"""The analyser without a dictionary: each eojeol minus the longest known particle or ending, contractions undone."""

import re

from kbhelp.search.korean.hangul import compose, is_syllable, keys
from kbhelp.search.korean.particles import ENDINGS, PARTICLES, WEAK, by_length
from kbhelp.search.korean.words import Word

EOJEOL = re.compile(r"[^\W\d_a-z]+")
PARTICLE_LIST = by_length(PARTICLES)
SURE_VERBAL = 4  # endings of at least so many keys make a verb; shorter ones could be part of a noun
ENDING_KEYS = {typed for ending in ENDINGS.split() if len(typed := keys(ending)) >= SURE_VERBAL}
LENGTHS = sorted({len(ending) for ending in ENDING_KEYS}, reverse=True)  # the longest first
# The vowel in which a stem and 아/어 have grown together, and what each was: 바꿔 바꾸+어, 해 하+아, 려 리+어.
GROWN = {"ㅜㅓ": "ㅜ", "ㅗㅏ": "ㅗ", "ㅕ": "ㅣ", "ㅗㅐ": "ㅗㅣ"}
ADVERBS = {
    "안",
    "못",
    "다시",
    "자꾸",
    "계속",
    "갑자기",
    "아직",
    "이미",
    "바로",
    "새로",
    "어떻게",
    "왜",
    "언제",
    "잘못",
}


def words(text: str) -> list[Word]:
    return [word for match in EOJEOL.finditer(text) for word in _eojeol(match.group(), match.start())]


def _eojeol(eojeol: str, start: int) -> list[Word]:
    end = start + len(eojeol)
    if eojeol in ADVERBS or eojeol in WEAK:
        return [Word(eojeol, "a" if eojeol in ADVERBS else "n", start, end)]
    if stem := _verb(eojeol):
        return _of_stem(stem, start, end)
    for particle in PARTICLE_LIST:
        if eojeol.endswith(particle) and len(eojeol) - len(particle) >= (2 if len(particle) == 1 else 1):
            cut = end - len(particle)
            return [Word(eojeol[: cut - start], "n", start, cut), Word(particle, "f", cut, end)]
    return [Word(eojeol, "n", start, end)]


def _of_stem(stem: str, start: int, end: int) -> list[Word]:
    """하다 and 되다 make verbs of nouns: 신청하다 is searched as 신청."""
    if stem[-1] in "하되" and len(stem) > 2:
        cut = start + len(stem) - 1
        return [Word(stem[:-1], "n", start, cut), Word(stem[-1], "f", cut, end)]
    return [Word(stem + "다", "v", start, end)]


def _verb(eojeol: str) -> str:
    typed = keys(eojeol)
    for spelt in _uncontracted(typed):
        for length in LENGTHS:
            if len(spelt) > length + 1 and spelt[-length:] in ENDING_KEYS:
                stem = compose(spelt[:-length])
                if all(is_syllable(c) for c in stem):
                    return stem
    return ""


def _uncontracted(typed: str):
    """The spelling itself, and spellings in which a grown-together vowel before ㅆ or 요/서/도 is taken apart."""
    yield typed
    if typed.startswith("ㅎㅐ") or "ㅎㅐ" in typed:
        yield (
            typed.replace("ㅎㅐㅆ", "ㅎㅏㅇㅏㅆ")
            .replace("ㅎㅐㅇ", "ㅎㅏㅇㅏㅇ")
            .replace("ㅎㅐㅅ", "ㅎㅏㅇㅏㅅ")
        )
    for grown, stem in GROWN.items():
        for after in ("ㅆ", "ㅇㅛ", "ㅅㅓ", "ㅇㅑ", "ㅈㅜ"):
            place = typed.rfind(grown + after)
            if place > 0:
                yield typed[:place] + stem + "ㅇㅓ" + typed[place + len(grown) :]
