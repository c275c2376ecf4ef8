"""Which numbers in a text are phone numbers: those of the profile, and others by the forms that a desk's number has.

A short number of the profile is one only as a whole word: beside a counter, a unit or a code it means something else.
Numbers of persons are no phones here, since none may be printed. What is not sure is left alone.
"""

import re
from functools import lru_cache

from kbhelp import profile

DIALLED = re.compile(r"\+?[0-9](?:-?[0-9]){2,14}")  # what may stand after tel:
# For the whole country, of an area, of a service. Not 010 and 050, which belong to persons.
FORMS = [
    "(?:1522|1533|1544|1551|1555|1566|1577|1588|1599|1600|1611|1644|1660|1661|1666|1668|1670|1688"
    "|1800|1811|1833|1855|1877|1899)-[0-9]{4}",
    "0(?:2|3[1-3]|4[1-4]|5[1-5]|6[1-4]|[78]0)-[0-9]{3,4}-[0-9]{4}",
]
# What makes something longer of it: an address, a range, an amount, a code.
PARTS = r"0-9A-Za-z_/\\+*#=&@%₩$~–−°℃\-"
BEFORE = rf"(?<![{PARTS}.,:])"
AFTER = rf"(?![{PARTS}]|[.,:][0-9])"
COUNTER = (
    "(?:[천만억]\\s?)*(?:가지|개|건|곳|년|단계|달러|대|도|매|명|미터|바이트|배|백|번째|분|살|세|시|쌍|억|원|월|위|인|일|자|장|점|조|종|줄"
    "|주|쪽|차|천|초|칸|킬로|판|퍼센트|페이지|편|프로|항|호실|호|회|글자)"
)
# A counter whose word ends, or goes on as a particle: so many 명이 count, 명의 of a phone does not begin with one.
ENDED = "(?:(?:이|가|은|는|을|를|에|과|와|만|씩|째|으로|로|까지|부터|이나|이상|이하|입니다)?(?![가-힣]))"
UNCOUNTED = rf"(?!\s?{COUNTER}{ENDED})"
UNIT = r"(?:[kmgtKMGT]?[bBgmWL]|[kcμ]m|ms|s|p[xt]|dB|rem|em|KRW|USD|픽셀|원짜리)(?![A-Za-z])"
UNCOUNTED_SHORT = rf"(?!\s?(?:{COUNTER}|[번만천억]){ENDED}|\s[0-9%‰]|\s?{UNIT})"
PARTICLE = (
    "(?:으로|로|로도|로만|로는|에|에서|에서는|에는|에도|에만|이나|나|와|과|은|는|을|를|이|가|의|이고|이라고|라고|입니다|이에요"
    "|예요|이며|부터|까지)"
)
WHOLE_WORD = rf"(?={PARTICLE}?(?![가-힣]))"
CODE_BEFORE = re.compile(
    r"(?:오류|에러|코드|버전|포트|제|약|총|모두|최대|최소|합계|평균|항목|문항|조항|크롬|사파리|안드로이드)"
    r"(?:\s?번호)?[\s:：=(\[‘“]{0,3}\Z"
)
LATIN_BEFORE = re.compile(r"([A-Za-z][A-Za-z0-9.]{0,30})\s{0,3}\Z")
NUMBER_BEFORE = re.compile(r"[0-9]\s\Z")
LOOK_BACK = 40


def phones_in(text: str) -> list[tuple[int, int]]:
    """From where to where each stands, in order."""
    phones = profile.current()["phones"]
    form = _form(tuple(phone["number"] for phone in phones))
    names = {word for phone in phones for word in phone["name"].split()}
    return [
        match.span()
        for match in form.finditer(text)
        if match["long"]
        or not _is_of_something_else(text[max(0, match.start() - LOOK_BACK) : match.start()], names)
    ]


@lru_cache(maxsize=8)
def _form(numbers: tuple[str, ...]) -> re.Pattern:
    own = [
        re.escape(number) for number in sorted(numbers, key=len, reverse=True) if DIALLED.fullmatch(number)
    ]
    long = "|".join([*FORMS, *(number for number in own if "-" in number)])
    short = "|".join(number for number in own if "-" not in number) or "(?!)"
    return re.compile(
        rf"{BEFORE}(?:(?P<long>{long}){AFTER}{UNCOUNTED}"
        rf"|(?<![가-힣])(?:{short}){AFTER}{UNCOUNTED_SHORT}{WHOLE_WORD})"
    )


def _is_of_something_else(before: str, names: set[str]) -> bool:
    """Behind the name of whoever answers it a short number may stand in any script."""
    latin = LATIN_BEFORE.search(before)
    if latin and latin[1] not in names:
        return True
    return bool(CODE_BEFORE.search(before) or NUMBER_BEFORE.search(before))
