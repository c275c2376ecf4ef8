"""What was typed with the keyboard in the other mode: Korean in English (dlswmdtj), English in Korean (ㅔㅁㄴㄴ)."""

import re

from kbhelp.search.korean import analyser as analysers
from kbhelp.search.korean.hangul import INITIALS_ONLY, from_latin, is_jamo, is_syllable, keys, to_latin
from kbhelp.search.korean.rule_analyser import PARTICLE_LIST
from kbhelp.search.korean.words import content
from kbhelp.search.vocabulary.synonyms import Synonyms
from kbhelp.text import fold

LATIN = re.compile(r"[A-Za-z]{2,}")
HANGUL = re.compile("[가-힣ㄱ-ㅣ]{2,}")


def as_typed(typed: str, store, synonyms: Synonyms, analyser) -> str:
    """Token by token, in the mode that was meant; what is known as it stands stays."""
    tokens = re.split(r"(\s+)", typed)
    latin = [fold(token) for token in tokens if LATIN.fullmatch(token)]
    meant = {token: ways for token in tokens if (ways := _in_latin(token, synonyms, analyser))}
    asked = sorted({*latin, *(word for ways in meant.values() for word, _ in ways)})
    known = {word for word in asked if synonyms.of((word,))}
    known |= store.words(asked).keys() if asked else set()
    return "".join(_token(token, meant.get(token, []), known, store, synonyms, analyser) for token in tokens)


def _token(token: str, meant: list, known: set, store, synonyms: Synonyms, analyser) -> str:
    if LATIN.fullmatch(token) and fold(token) not in known:
        korean = from_latin(token)
        if is_syllable(korean[0]) and _makes_sense(korean, store, synonyms, analyser):
            return korean
    found = next((word + particle for word, particle in meant if word in known), token)
    is_open = found != token and INITIALS_ONLY.fullmatch(token)
    return token if is_open and store.words_by_initials(token, 1) else found


def _in_latin(token: str, synonyms: Synonyms, analyser) -> list[tuple[str, str]]:
    """What these keys give in English mode, with a particle behind it: ㅔㅁㄴㄴ, 페ㅜ을, 쟈랴. What is a word of Korean
    stays one."""
    if not HANGUL.fullmatch(token):
        return []
    if not any(map(is_jamo, token)):
        words = analysers.analyse(token, analyser)
        if not (words and words[0].unknown) or synonyms.of((words[0].form,)):
            return []
    stems = [(token, "")] + [
        (token.removesuffix(particle), particle) for particle in PARTICLE_LIST if token.endswith(particle)
    ]
    return [(to_latin(stem), particle) for stem, particle in stems if len(stem) > 1]


def _makes_sense(korean: str, store, synonyms: Synonyms, analyser) -> bool:
    """A word of it is known, or is the beginning of one: wifi would give 쟈랴, which is nothing."""
    forms = [word.form for word in content(analysers.analyse(korean, analyser)) if len(word.form) > 1]
    return (
        bool(store.words(forms))
        or any(synonyms.of((form,)) for form in forms)
        or bool(store.words_beginning(keys(korean), 1))
        or any(store.words_near(keys(form), 1) for form in forms)
    )
