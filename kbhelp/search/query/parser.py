"""A query read as clauses: each is something that must be spoken of, with every way a document may say it."""

import re
from dataclasses import dataclass
from itertools import pairwise

from kbhelp.search.index.prepared import grams
from kbhelp.search.index.storage.rows import Totals
from kbhelp.search.korean import analyser as analysers
from kbhelp.search.korean.hangul import INITIALS_ONLY, is_jamo, keys
from kbhelp.search.korean.particles import FAILING, WEAK
from kbhelp.search.korean.words import Word, content
from kbhelp.search.query.clauses import KIND_WEIGHT, Clause, Eojeol, rarity
from kbhelp.search.query.correction import COMPLETIONS, Mender
from kbhelp.search.query.keyboard import as_typed
from kbhelp.search.vocabulary.synonyms import LONGEST, Synonyms
from kbhelp.text import clean, fold

QUERY_LENGTH = (
    200  # reading is linear in it; what a person asks is shorter, a message pasted from a screen is not
)
WEAK_WEIGHT, SUFFIX_WEIGHT = 0.12, 0.3
PHONE = re.compile(r"(0\d{1,2})(\d{3,4})(\d{4})|(1\d{3})(\d{4})")
BY_INITIALS, RARE = 24, 6
OTHER_INITIALS = 0.8  # of verbs: ㅇㄱ stands for 여권 or 연기 rather than for 않고


@dataclass
class Reading:
    text: str  # the query as it was understood
    clauses: list[Clause]
    grams: list[str]
    totals: Totals  # of the index when it was read
    rare: list[str]  # the pairs of syllables that the fewest units have
    correction: str = ""
    speaks_of_failure: bool = False

    @property
    def says_nothing(self) -> bool:
        """누구세요, 안녕하세요, ㅇㅇ: words that only carry a question, or one letter again and again."""
        are_weak = all(clause.form in WEAK for clause in self.clauses)
        return are_weak or all(len(set(piece)) == 1 and is_jamo(piece[0]) for piece in self.text.split())

    @property
    def mass(self) -> float:
        return sum(clause.weight for clause in self.clauses) or 1.0


def read(query: str, store, synonyms: Synonyms, analyser) -> Reading:
    typed = clean(query, QUERY_LENGTH).strip()
    text = fold(as_typed(typed, store, synonyms, analyser))
    words = [w for w in content(analysers.analyse(text, analyser)) if not INITIALS_ONLY.fullmatch(w.form)]
    initials = [
        clause
        for token in text.split()
        if INITIALS_ONLY.fullmatch(token)
        for clause in _initials(token, store)
    ]
    reader = _Reader(store, synonyms, words, text)
    clauses = initials + reader.clauses()
    understood = reader.mender.correction or text
    return Reading(
        text=understood,
        clauses=[clause for clause in clauses if clause.weight],
        grams=grams(understood),
        totals=reader.totals,
        rare=reader.rare_grams(understood),
        correction=understood if understood != fold(typed) else "",
        speaks_of_failure=bool(FAILING & {word.form for word in words}),
    )


def _initials(token: str, store) -> list[Clause]:
    """One word, or two that are typed as one and may stand apart: ㄱㄷㅎㅈ for 구독을 해지."""
    whole = _by_initials(token, store)
    if whole.ways:
        return [whole]
    middle = len(token) / 2
    for cut in sorted(range(2, len(token) - 1), key=lambda cut: abs(cut - middle)):
        pair = [_by_initials(part, store) for part in (token[:cut], token[cut:])]
        if all(1.0 in part.ways.values() for part in pair):
            return pair
    return [whole]


def _by_initials(token: str, store) -> Clause:
    clause = Clause(token, KIND_WEIGHT["i"] * 4)
    for word in store.words_by_initials(token, BY_INITIALS):
        exact = len([c for c in word.word if not c.isspace()]) == len(token)
        clause.add(
            tuple(word.parts.split()), (1.0 if word.kind in "nc" else OTHER_INITIALS) if exact else 0.6
        )
    return clause


def _cuts(form: str) -> list[tuple]:
    if not form.isdecimal():
        return [(form[:cut], form[cut:]) for cut in range(2, len(form) - 1)]
    number = PHONE.fullmatch(form)
    return [tuple(part for part in number.groups() if part)] if number else []


class _Reader:
    """Turns the words of one query into clauses, asking the lexicon once for all that stands in it as typed."""

    def __init__(self, store, synonyms: Synonyms, words: list[Word], text: str):
        self.store, self.synonyms, self.text = store, synonyms, text
        self.words = words
        self.long_ends = {word.end for word in words if len(word.form) > 1 or word.kind == "d"}
        self.others, self.cut, self.joined = self._others(), self._cut_otherwise(), self._joined()
        ways = [way for _, ways in self.others + self.cut + self.joined for way in ways]
        forms = {word.form for word in words} | {form for way in ways for form in (*way, "".join(way))}
        typed = keys(text.rsplit(maxsplit=1)[-1]) if text.split() else ""
        self.totals, self.lexicon, longer = store.opening(sorted(forms | {*grams(text)}), typed, COMPLETIONS)
        self.total = max(self.totals.units, 1)
        self.mender = Mender(store, synonyms, text, self.total, {typed: longer})

    def rare_grams(self, understood: str) -> list[str]:
        pairs = grams(understood)
        known = self.lexicon if understood == self.text else self.store.words(pairs) if pairs else {}
        found = {pair: known[pair].count for pair in pairs if pair in known}
        return sorted(found, key=found.get)[:RARE]

    def _others(self) -> list[tuple[list[int], dict[tuple, float]]]:
        """Synonyms of neighbouring words and of phrases, with the places of the words they stand for."""
        forms = [word.form for word in self.words]
        runs = [(i, n) for n in range(1, LONGEST + 1) for i in range(len(forms) - n + 1)]
        found = [
            (range(i, i + n), ways) for i, n in runs if (ways := self.synonyms.of(tuple(forms[i : i + n])))
        ]
        return found + list(self.synonyms.phrases_in(forms))

    def _cut_otherwise(self) -> list[tuple[list[int], dict[tuple, float]]]:
        """An analyser cuts 진위확인 now in one, now in two; a phone's number is written with dashes or without."""
        long = [
            (i, word.form) for i, word in enumerate(self.words) if word.kind in "nd" and len(word.form) > 3
        ]
        return [([i], dict.fromkeys(_cuts(form), 1.0)) for i, form in long]

    def _joined(self) -> list[tuple[range, dict[tuple, float]]]:
        """What an analyser cut is one word elsewhere: neighbours that nothing parts."""
        found = []
        for first in range(len(self.words)):
            for end in range(first + 2, min(first + LONGEST, len(self.words)) + 1):
                run = self.words[first:end]
                if not all(self._touch(one, other) for one, other in pairwise(run)):
                    break
                found.append((range(first, end), {("".join(word.form for word in run),): 1.0}))
        return found

    def _touch(self, one: Word, other: Word) -> bool:
        between = self.text[one.end : other.start]
        are_numbers = one.kind == other.kind == "d"
        return one.kind in "nld" and other.kind in "nld" and between == ("-" if are_numbers else "")

    def clauses(self) -> list[Clause]:
        clauses = [self._clause(word) for word in self.words]
        self._add(clauses, self.others, is_typed=False)
        self._add(clauses, self.cut + self.joined, is_typed=True)
        for clause in clauses:
            self._weigh(clause)
        eojeols = self._eojeols(clauses)
        for eojeol in eojeols:
            self.mender.mend(eojeol, is_last=eojeol is eojeols[-1])
        return [clause for eojeol in eojeols for clause in eojeol.clauses]

    def _add(self, clauses: list[Clause], others, is_typed: bool):
        for places, ways in others:
            for way, weight in ways.items():
                for words in self._in_lexicon(way):
                    for place in places:
                        clauses[place].add(words, weight, is_typed)

    def _in_lexicon(self, way: tuple) -> list[tuple]:
        """The words as this index has them: as they are and as they are cut elsewhere; nothing where one is missing."""
        known = [self.lexicon.get(word) for word in way]
        if all(known):
            return [way, tuple(part for word in known for part in word.parts.split())]
        whole = self.lexicon.get("".join(way))
        return [tuple(whole.parts.split())] if whole else []

    def _clause(self, word: Word) -> Clause:
        share = WEAK_WEIGHT if word.form in WEAK else KIND_WEIGHT.get(word.kind, 1.0)
        if word.kind == "d" and len(word.form) > 2:
            share = 1.0  # an error's number says all
        elif (
            word.kind == "n"
            and len(word.form) == 1
            and word.start in self.long_ends
            and word.form in self.lexicon
        ):
            share = SUFFIX_WEIGHT  # 비 of 배송비, 제 of 요금제, 회 of 5회
        clause = Clause(word.form, share)
        for words in self._in_lexicon((word.form,)):
            clause.add(words, 1.0)
        return clause

    def _weigh(self, clause: Clause):
        """As rare as the best way of saying it; what cannot be said at all is as rare as can be."""
        best = max(clause.ways, key=clause.ways.get, default=None)
        counts = [self.lexicon[word].count for word in best if word in self.lexicon] if best else [0]
        clause.weight *= rarity(min(counts, default=0), self.total)

    def _eojeols(self, clauses: list[Clause]) -> list[Eojeol]:
        found = []
        for match in re.finditer(r"\S+", self.text):
            inside = [i for i, word in enumerate(self.words) if match.start() <= word.start < match.end()]
            words, its_own = [self.words[i] for i in inside], [clauses[i] for i in inside]
            if not INITIALS_ONLY.fullmatch(match.group()):
                found.append(Eojeol(match.group(), match.start(), words, its_own))
        return found
