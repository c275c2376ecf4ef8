"""A query read as units: each is something that must be spoken of, with every way a document may say it."""

import math
import re
from dataclasses import dataclass, field

from kbhelp.search import analyser as analysers
from kbhelp.search.hangul import is_jamo, keys
from kbhelp.search.keyboard import INITIALS_ONLY, as_korean
from kbhelp.search.particles import FAILING, WEAK
from kbhelp.search.prepared import content, grams
from kbhelp.search.similarity import allowed_edits, distance, sounds_like
from kbhelp.search.synonyms import LONGEST, Synonyms
from kbhelp.search.words import Word
from kbhelp.text import clean, fold

QUERY_LENGTH = 100  # reading is linear in it; what a person asks fits well within
KIND_WEIGHT = {"n": 1.0, "l": 1.0, "d": 0.6, "v": 0.42, "a": 0.2, "c": 1.0, "e": 0.5, "i": 1.0}
WEAK_WEIGHT, SUFFIX_WEIGHT = 0.12, 0.3
COMPLETED, COMPLETED_KNOWN, REPAIRED = 0.75, 0.4, 0.8
COMPLETIONS, REPAIRS, BY_INITIALS = 12, 6, 24
OTHER_INITIALS = 0.8  # of verbs: ㅇㄱ stands for 여권 or 연기 rather than for 않고


@dataclass
class Asked:
    """One unit of a query; `ways` are {words that must stand together in a text: how much that counts}."""

    form: str
    weight: float
    ways: dict[tuple, float] = field(default_factory=dict)
    is_repaired: bool = False

    def add(self, words: tuple, weight: float):
        if words and weight > self.ways.get(words, 0):
            self.ways[words] = weight


@dataclass
class Reading:
    text: str  # the query as it was understood
    asked: list[Asked]
    grams: list[str]
    correction: str = ""
    speaks_of_failure: bool = False

    @property
    def mass(self) -> float:
        return sum(unit.weight for unit in self.asked) or 1.0


def read(query: str, store, synonyms: Synonyms, analyser, units: int) -> Reading:
    """`units`: how many there are in the index."""
    typed = clean(query, QUERY_LENGTH).strip()
    text = fold(as_korean(typed, store, synonyms, analyser))
    words = [w for w in content(analysers.analyse(text, analyser)) if not INITIALS_ONLY.fullmatch(w.form)]
    initials = [
        unit for token in text.split() if INITIALS_ONLY.fullmatch(token) for unit in _initials(token, store)
    ]
    reader = _Reader(store, synonyms, words, text, units)
    asked = initials + reader.units()
    understood = reader.correction or text
    return Reading(
        text=understood,
        asked=[unit for unit in asked if unit.weight],
        grams=grams(understood),
        correction=understood if understood != fold(typed) else "",
        speaks_of_failure=bool(FAILING & {word.form for word in words}),
    )


def _initials(token: str, store) -> list[Asked]:
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


def _by_initials(token: str, store) -> Asked:
    unit = Asked(token, KIND_WEIGHT["i"] * 4)
    for word in store.words_by_initials(token, BY_INITIALS):
        exact = len([c for c in word.word if not c.isspace()]) == len(token)
        unit.add(tuple(word.parts.split()), (1.0 if word.kind in "nc" else OTHER_INITIALS) if exact else 0.6)
    return unit


@dataclass
class _Eojeol:
    """A piece of the query between spaces, with its words and the units they became."""

    text: str
    start: int
    words: list[Word]
    asked: list[Asked]

    @property
    def surface(self) -> str:
        """Without the particles and endings behind its last word."""
        return self.text[: self.words[-1].end - self.start] if self.words else self.text


class _Reader:
    """Turns the words of one query into units, asking the lexicon once for all that stands in it as typed."""

    def __init__(self, store, synonyms: Synonyms, words: list[Word], text: str, units: int):
        self.store, self.synonyms, self.text = store, synonyms, text
        self.total = max(units, 1)
        self.words = words
        self.long_ends = {word.end for word in words if len(word.form) > 1 or word.kind == "d"}
        self.correction = ""
        self.others = self._others()
        forms = {word.form for word in words}
        forms |= {form for _, ways in self.others for way in ways for form in (*way, "".join(way))}
        self.lexicon = store.words(sorted(forms)) if forms else {}

    def _others(self) -> list[tuple[list[int], dict[tuple, float]]]:
        """Synonyms of neighbouring words and of phrases, with the places of the words they stand for."""
        forms = [word.form for word in self.words]
        runs = [(i, n) for n in range(1, LONGEST + 1) for i in range(len(forms) - n + 1)]
        found = [
            (range(i, i + n), ways) for i, n in runs if (ways := self.synonyms.of(tuple(forms[i : i + n])))
        ]
        return found + list(self.synonyms.phrases_in(forms))

    def units(self) -> list[Asked]:
        asked = [self._unit(word) for word in self.words]
        for places, ways in self.others:
            for way, weight in ways.items():
                if words := self._in_lexicon(way):
                    for place in places:
                        asked[place].add(words, weight)
        for unit in asked:
            self._weigh(unit)
        eojeols = self._eojeols(asked)
        for eojeol in eojeols:
            self._mend(eojeol, is_last=eojeol is eojeols[-1])
        return [unit for eojeol in eojeols for unit in eojeol.asked]

    def _in_lexicon(self, way: tuple) -> tuple:
        """The words as this index has them, which may be cut otherwise; nothing where one is missing."""
        if all(word in self.lexicon for word in way):
            return way
        whole = self.lexicon.get("".join(way))
        return tuple(whole.parts.split()) if whole else ()

    def idf(self, count: int) -> float:
        return math.log(1 + (self.total - min(count, self.total) + 0.5) / (count + 0.5))

    def _unit(self, word: Word) -> Asked:
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
        unit = Asked(word.form, share)
        if word.form in self.lexicon:
            unit.add((word.form,), 1.0)
        return unit

    def _weigh(self, unit: Asked):
        """As rare as the best way of saying it; what cannot be said at all is as rare as can be."""
        best = max(unit.ways, key=unit.ways.get, default=None)
        counts = [self.lexicon[word].count for word in best if word in self.lexicon] if best else [0]
        unit.weight *= self.idf(min(counts, default=0))

    def _eojeols(self, asked: list[Asked]) -> list[_Eojeol]:
        found = []
        for match in re.finditer(r"\S+", self.text):
            inside = [i for i, word in enumerate(self.words) if match.start() <= word.start < match.end()]
            words, units = [self.words[i] for i in inside], [asked[i] for i in inside]
            if not INITIALS_ONLY.fullmatch(match.group()):
                found.append(_Eojeol(match.group(), match.start(), words, units))
        return found

    def _mend(self, eojeol: _Eojeol, is_last: bool):
        """Complete what is still being typed; repair what nothing speaks of."""
        unknown = [unit for unit in eojeol.asked if not unit.ways]
        is_half_typed = is_jamo(eojeol.text[-1])
        is_open = is_last and (
            is_half_typed or unknown or len(eojeol.words) <= 1 or eojeol.surface == eojeol.text
        )
        is_needed = bool(unknown) or is_half_typed or not eojeol.words
        if not (is_open and self._complete(eojeol, is_needed)) and unknown:
            self._repair(eojeol)

    def _complete(self, eojeol: _Eojeol, is_needed: bool) -> bool:
        typed = keys(eojeol.text)
        longer = [
            word for word in self.store.words_beginning(typed, COMPLETIONS) if word.word != eojeol.surface
        ]
        if not longer or len(typed) < 2:
            return False
        if not is_needed and eojeol.asked:
            for word in longer:
                eojeol.asked[-1].add(tuple(word.parts.split()), COMPLETED_KNOWN)
            return False
        unit = Asked(eojeol.text, KIND_WEIGHT["n"] * self.idf(longer[0].count))
        for word in longer:
            unit.add(tuple(word.parts.split()), COMPLETED)
        eojeol.asked = [known for known in eojeol.asked if known.ways and len(known.form) > 1] + [unit]
        return True

    def _repair(self, eojeol: _Eojeol):
        """The nearest words of the lexicon by keystrokes: of the whole piece, else of its unknown part, else of what a
        known word leaves of it."""
        if self._repaired(eojeol, eojeol.words):
            return
        run: list[Word] = []
        for word, unit in [*zip(eojeol.words, eojeol.asked, strict=True), (None, None)]:
            if word and (not unit.ways or len(word.form) == 1):
                run.append(word)
            elif run:
                if len(run) < len(eojeol.words) and self._repaired(eojeol, run):
                    return
                run = []
        self._repair_beside_known(eojeol)

    def _repaired(self, eojeol: _Eojeol, run: list[Word]) -> bool:
        if not run or len(run) != len([w for w in eojeol.words if run[0].start <= w.start <= run[-1].start]):
            return False
        first, last = eojeol.words.index(run[0]), eojeol.words.index(run[-1])
        is_verb = len(run) == 1 and run[0].kind == "v"
        written = run[0].form if is_verb else self.text[run[0].start : run[-1].end]
        is_word = len(run) == 1 and len(run[0].form) > 1 and not run[0].unknown
        unit = self._nearest(written, is_word)
        if unit:
            eojeol.asked = eojeol.asked[:first] + [unit] + eojeol.asked[last + 1 :]
        return unit is not None

    def _repair_beside_known(self, eojeol: _Eojeol):
        """취쇼 of 주문취쇼, which no analyser can cut: the longest known word first."""
        real = {word.form for word in eojeol.words if not word.unknown}
        for text in dict.fromkeys([eojeol.surface, eojeol.text]):
            cuts = [(text[:i], text[i:]) for i in range(2, len(text) - 1)]
            known = self.store.words([part for cut in cuts for part in cut]) if cuts else {}
            pairs = [pair for head, tail in cuts for pair in ((head, tail), (tail, head)) if pair[0] in known]
            for sure, written in sorted(pairs, key=lambda pair: -len(pair[0])):
                if unit := self._nearest(written, is_word=written in real):
                    word = known[sure]
                    beside = Asked(sure, KIND_WEIGHT.get(word.kind, 1.0) * self.idf(word.count))
                    beside.add(tuple(word.parts.split()), 1.0)
                    eojeol.asked = [beside, unit] if text.startswith(sure) else [unit, beside]
                    return

    def _nearest(self, written: str, is_word: bool) -> Asked | None:
        """What may have been meant; a real word is a slip only for one that sounds like it: 결재, not 혼인."""
        typed = keys(written)
        edits = allowed_edits(len(typed))
        near = [
            (cost, -other.count, other)
            for other in (self.store.words_near(typed, edits) if edits else [])
            if other.keys and (cost := distance(typed, other.keys, edits)) is not None
            if not is_word or sounds_like(typed, other.keys)
        ]
        if not near:
            return None
        near.sort(key=lambda one: one[:2])
        unit = Asked(written, KIND_WEIGHT.get(near[0][2].kind, 1.0) * self.idf(near[0][2].count))
        for cost, _, other in near[:REPAIRS]:
            unit.add(tuple(other.parts.split()), REPAIRED - 0.1 * (cost - near[0][0]))
        unit.is_repaired = True
        self.correction = (self.correction or self.text).replace(written, near[0][2].word, 1)
        return unit
