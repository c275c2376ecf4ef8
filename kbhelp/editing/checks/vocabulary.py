"""One word for one thing: a text stays with one of the words that the glossary gives one meaning.

Words without a meaning of their own there are kept for search alone, and may well differ: 얼마 and 요금.
"""

import re

from kbhelp.publishing.passages import Passage, passages_of
from kbhelp.search.models import Term

SENTENCE = (
    "같은 뜻의 말 ‘{}’, ‘{}’ 둘을 썼습니다. 한 글에서는 한 말로 적어야 독자가 다른 것으로 알지 않습니다."
)
ASIDE = ("asked_as", "error_texts")  # other people's words, kept so that they are found


def check(draft) -> list:
    passages = [one for one in passages_of(draft) if one.field not in ASIDE]
    everything = "\n".join(one.text for one in passages)
    terms = Term.objects.exclude(same="").exclude(definition="").only("name", "same")
    used = [term for term in terms if stands_in(term.name, everything)]
    return [found for term in used if (found := first_other_word(term, passages))]


def first_other_word(term: Term, passages: list[Passage]):
    """Words of several words explain a thing rather than name it."""
    for word in term.words[1:]:
        names_it = " " not in word and word not in term.name and term.name not in word
        if names_it and (found := first_use(word, term.name, passages)):
            return found
    return None


def first_use(word: str, name: str, passages: list[Passage]):
    for passage in passages:
        for line, words in passage.paragraphs():
            if stands_in(word, words):
                return passage.complaint(SENTENCE.format(name, word), line)
    return None


def stands_in(word: str, text: str) -> bool:
    """As a word of its own, with or without a particle."""
    return len(word) > 1 and word in text and bool(re.search(rf"(?<![가-힣\w]){re.escape(word)}", text))
