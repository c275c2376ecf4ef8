"""Hangul as keystrokes. On the Korean two-set keyboard one key is one jamo, so a word is compared as what is typed:
화 is ㅎㅗㅏ, a half-typed word is a prefix, and Korean typed in English mode is the same keys with other letters."""

import re

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
INITIALS_ONLY = re.compile(r"[ㄱ-ㅎ]+")
VOWELS = [
    "ㅏ",
    "ㅐ",
    "ㅑ",
    "ㅒ",
    "ㅓ",
    "ㅔ",
    "ㅕ",
    "ㅖ",
    "ㅗ",
    "ㅗㅏ",
    "ㅗㅐ",
    "ㅗㅣ",
    "ㅛ",
    "ㅜ",
    "ㅜㅓ",
    "ㅜㅔ",
    "ㅜㅣ",
    "ㅠ",
    "ㅡ",
    "ㅡㅣ",
    "ㅣ",
]
FINALS = [
    "",
    *[
        "ㄱ",
        "ㄲ",
        "ㄱㅅ",
        "ㄴ",
        "ㄴㅈ",
        "ㄴㅎ",
        "ㄷ",
        "ㄹ",
        "ㄹㄱ",
        "ㄹㅁ",
        "ㄹㅂ",
        "ㄹㅅ",
        "ㄹㅌ",
        "ㄹㅍ",
        "ㄹㅎ",
        "ㅁ",
        "ㅂ",
        "ㅂㅅ",
        "ㅅ",
        "ㅆ",
        "ㅇ",
        "ㅈ",
        "ㅊ",
        "ㅋ",
        "ㅌ",
        "ㅍ",
        "ㅎ",
    ],
]
CLUSTERS = {
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ", "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ",
    "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ", "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ", "ㅢ": "ㅡㅣ",
}  # fmt: skip
LATIN = dict(
    zip("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", "qwertyuiopasdfghjklzxcvbnm", strict=True)
)
LATIN |= dict(zip("ㅃㅉㄸㄲㅆㅒㅖ", "QWERTOP", strict=True))
JAMO = {letter: jamo for jamo, letter in LATIN.items()}

VOWEL = "[ㅏ-ㅣ]"
SYLLABLE = re.compile(
    f"([{INITIALS}])({'|'.join(sorted(VOWELS, key=len, reverse=True))})"
    f"(?:({'|'.join(sorted(FINALS[1:], key=len, reverse=True))})(?!{VOWEL}))?"
)


def is_syllable(character: str) -> bool:
    return "가" <= character <= "힣"


def is_jamo(character: str) -> bool:
    return "ㄱ" <= character <= "ㅣ"


def final_of(syllable: str) -> str:
    return FINALS[(ord(syllable) - 0xAC00) % 28]


def keys(text: str) -> str:
    return "".join(_KEYS.get(c) or _keys_of(c) for c in text)


def _keys_of(character: str) -> str:
    if not is_syllable(character):
        return CLUSTERS.get(character, character)
    number = ord(character) - 0xAC00
    return INITIALS[number // 588] + VOWELS[number % 588 // 28] + FINALS[number % 28]


_KEYS: dict[str, str] = {}


def compose(typed: str) -> str:
    """Keys back to syllables; what cannot be composed stays as it is."""
    return SYLLABLE.sub(_syllable, typed)


def _syllable(match) -> str:
    initial, vowel, final = match.group(1), match.group(2), match.group(3) or ""
    return chr(0xAC00 + INITIALS.index(initial) * 588 + VOWELS.index(vowel) * 28 + FINALS.index(final))


def initials(text: str) -> str:
    return "".join(
        INITIALS[(ord(c) - 0xAC00) // 588] if is_syllable(c) else c for c in text if not c.isspace()
    )


def from_latin(typed: str) -> str:
    """What these keys give in Korean mode: qlqjs → 비번. Capitals without a Korean letter count as small."""
    if typed.isupper() and len(typed) > 2:  # Caps Lock, not Shift
        typed = typed.lower()
    return compose("".join(JAMO.get(c) or JAMO.get(c.lower(), c) for c in typed))


def to_latin(text: str) -> str:
    """What these keys give in English mode: ㅔㅁㄴㄴ → pass."""
    return "".join(LATIN.get(c, c) for c in keys(text)).lower()


_KEYS.update({chr(code): _keys_of(chr(code)) for code in range(0xAC00, 0xD7A4)})
