"""What was typed with the keyboard in the other mode: Korean in English (dlswmdtj), English in Korean (ㅔㅁㄴㄴ)."""

import re

from kbhelp.search.korean import analyser as analysers
from kbhelp.search.korean.hangul import INITIALS_ONLY, from_latin, is_jamo, is_syllable, keys, to_latin
from kbhelp.search.korean.words import content
from kbhelp.search.vocabulary.synonyms import Synonyms
from kbhelp.text import fold

LATIN = re.compile(r"[A-Za-z]{2,}")


def as_korean(typed: str, store, synonyms: Synonyms, analyser) -> str:
    """Token by token; what is known as it stands stays."""
    tokens = re.split(r"(\s+)", typed)
    latin = [fold(token) for token in tokens if LATIN.fullmatch(token)]
    known = store.words(latin) if latin else {}
    is_term = {token for token in latin if token in known or synonyms.of((token,))}
    return "".join(_token(token, is_term, store, synonyms, analyser) for token in tokens)


def _token(token: str, is_term: set, store, synonyms: Synonyms, analyser) -> str:
    if LATIN.fullmatch(token) and fold(token) not in is_term:
        korean = from_latin(token)
        if is_syllable(korean[0]) and _makes_sense(korean, store, synonyms, analyser):
            return korean
    if token and all(map(is_jamo, token)) and not INITIALS_ONLY.fullmatch(token):
        latin = to_latin(token)
        if synonyms.of((latin,)) or latin in store.words([latin]):
            return latin
    return token


def _makes_sense(korean: str, store, synonyms: Synonyms, analyser) -> bool:
    """A word of it is known, or is the beginning of one: wifi would give 쟈랴, which is nothing."""
    forms = [word.form for word in content(analysers.analyse(korean, analyser)) if len(word.form) > 1]
    return (
        bool(store.words(forms))
        or any(synonyms.of((form,)) for form in forms)
        or bool(store.words_beginning(keys(korean), 1))
        or any(store.words_near(keys(form), 1) for form in forms)
    )
