"""Mending a query: completing what is still being typed, repairing what nothing speaks of."""

from kbhelp.search.korean.hangul import is_jamo, keys
from kbhelp.search.korean.particles import WEAK
from kbhelp.search.korean.similarity import allowed_edits, distance, sounds_like
from kbhelp.search.korean.words import Word
from kbhelp.search.query.clauses import KIND_WEIGHT, Clause, Eojeol, rarity
from kbhelp.search.vocabulary.synonyms import Synonyms

COMPLETED, COMPLETED_KNOWN, REPAIRED = 0.8, 0.4, 0.8
COMPLETIONS, REPAIRS, RUNS_TRIED = 12, 6, 6


class Mender:
    """`correction` is the query as it was understood, where anything was repaired."""

    def __init__(self, store, synonyms: Synonyms, text: str, total: int, longer: dict[str, list]):
        """`longer`: by what is typed, the words that begin so, as far as they were asked for already."""
        self.store, self.synonyms, self.text, self.total = store, synonyms, text, total
        self.correction = ""
        self.longer = longer

    def _rarity(self, count: int) -> float:
        return rarity(count, self.total)

    def mend(self, eojeol: Eojeol, is_last: bool):
        """Complete what is still being typed; repair what nothing speaks of."""
        if self._repaired_whole(eojeol):
            return
        unknown = [clause for clause in eojeol.clauses if not clause.ways]
        is_half_typed = is_jamo(eojeol.text[-1])
        is_open = is_last and (
            is_half_typed or unknown or len(eojeol.words) <= 1 or eojeol.surface == eojeol.text
        )
        is_needed = bool(unknown) or is_half_typed or not eojeol.words
        if not (is_open and self._complete(eojeol, is_needed)) and unknown:
            self._repair(eojeol)

    def _complete(self, eojeol: Eojeol, is_needed: bool) -> bool:
        typed = keys(eojeol.text)
        if typed not in self.longer:
            self.longer[typed] = self.store.words_beginning(typed, COMPLETIONS)
        longer = [word for word in self.longer[typed] if word.word != eojeol.surface]
        if not longer or len(typed) < 2:
            return False
        if not is_needed and eojeol.clauses:
            self._add_longer(eojeol, longer)
            return False
        clause = Clause(eojeol.text, KIND_WEIGHT["n"] * self._rarity(longer[0].count))
        for word in longer:
            clause.add(tuple(word.parts.split()), COMPLETED)
        eojeol.clauses = [known for known in eojeol.clauses if known.ways and len(known.form) > 1] + [clause]
        return True

    def _add_longer(self, eojeol: Eojeol, longer: list):
        """To words that are known as they stand; single syllables are on the way: 적리 to 적립금."""
        is_begun = len(eojeol.words) > 1 and len(eojeol.words[-1].form) == 1
        clauses = (
            [clause for clause in eojeol.clauses if len(clause.form) == 1]
            if is_begun
            else eojeol.clauses[-1:]
        )
        for clause in clauses:
            for word in longer:
                clause.add(tuple(word.parts.split()), COMPLETED if is_begun else COMPLETED_KNOWN)

    def _repair(self, eojeol: Eojeol):
        """The nearest words of the lexicon by keystrokes: of the whole piece, else of a part that makes no sense, else
        of what a known word leaves of it."""
        if self._repaired(eojeol, eojeol.words) or self._repaired_as_typed(eojeol):
            return
        if any(self._repaired(eojeol, run) for run in self._senseless(eojeol)):
            return
        if not self._repaired_beside_known(eojeol):
            self._repair_by_vocabulary(eojeol)

    def _repaired(self, eojeol: Eojeol, run: list[Word]) -> bool:
        is_verb = len(run) == 1 and run[0].kind == "v"
        written = run[0].form if is_verb else self.text[run[0].start : run[-1].end]
        is_word = len(run) == 1 and len(run[0].form) > 1 and not run[0].unknown
        if (is_word and run[0].kind == "a") or (len(run) == 1 and run[0].form in WEAK):
            return False  # 이제 is not 이체, nor 뭘 물
        clause = self._nearest(written, is_word)
        if clause:
            first = eojeol.words.index(run[0])
            eojeol.clauses[first : first + len(run)] = [clause]
        return clause is not None

    def _repaired_whole(self, eojeol: Eojeol) -> bool:
        """A piece that falls into words of one syllable is hardly several, whether or not each is known: 환 그 금 is
        환급금, 부 가 새 is 부가세."""
        forms = [word.form for word in eojeol.words]
        if len(forms) < 2 or len(eojeol.surface) < 3 or any(len(form) > 1 for form in forms):
            return False
        return self._is_new(eojeol.clauses) and self._repaired(eojeol, eojeol.words)

    @staticmethod
    def _is_new(clauses: list[Clause]) -> bool:
        """No text writes these side by side as one word."""
        return all(len(words) == 1 for clause in clauses for words in clause.ways)

    def _repaired_as_typed(self, eojeol: Eojeol) -> bool:
        """What was taken for a particle or an ending may be a part of the slip: 과태로, 옴기기."""
        real = [word.form.removesuffix("다") for word in eojeol.words if not word.unknown]
        is_one_word = len(eojeol.words) == len(real) == 1
        if is_one_word or len(eojeol.text) < 3 or any(len(form) > 1 for form in real):
            return False
        for written in (eojeol.text, eojeol.surface + "다"):
            if written != eojeol.surface and (clause := self._nearest(written, is_word=False)):
                eojeol.clauses = [clause]
                return True
        return False

    def _senseless(self, eojeol: Eojeol) -> list[list[Word]]:
        """Runs of words that nothing speaks of, or of single syllables, but for the whole: the longest first."""
        odd = [
            not clause.ways or len(word.form) == 1
            for word, clause in zip(eojeol.words, eojeol.clauses, strict=True)
        ]
        number = len(odd)
        places = [(i, j) for i in range(number) for j in range(i + 1, number + 1) if all(odd[i:j])]
        places = [
            (i, j) for i, j in places if j - i < number and any(not u.ways for u in eojeol.clauses[i:j])
        ]
        return [
            eojeol.words[i:j] for i, j in sorted(places, key=lambda place: place[0] - place[1])[:RUNS_TRIED]
        ]

    def _repaired_beside_known(self, eojeol: Eojeol) -> bool:
        """취쇼 of 주문취쇼, which no analyser can cut: the longest known word first. What is one real word with its
        endings has nothing beside it: 전화긴데 is 전화기, not 전화 and 군데."""
        if len(eojeol.words) == 1 and not eojeol.words[0].unknown and eojeol.surface != eojeol.text:
            return False
        real = {word.form for word in eojeol.words if not word.unknown}
        for text in dict.fromkeys([eojeol.surface, eojeol.text]):
            cuts = [(text[:i], text[i:]) for i in range(2, len(text) - 1)]
            known = self.store.words([part for cut in cuts for part in cut]) if cuts else {}
            pairs = [pair for head, tail in cuts for pair in ((head, tail), (tail, head)) if pair[0] in known]
            for sure, written in sorted(pairs, key=lambda pair: -len(pair[0])):
                if clause := self._nearest(written, is_word=written in real):
                    word = known[sure]
                    beside = Clause(sure, KIND_WEIGHT.get(word.kind, 1.0) * self._rarity(word.count))
                    beside.add(tuple(word.parts.split()), 1.0)
                    eojeol.clauses = [beside, clause] if text.startswith(sure) else [clause, beside]
                    return True
        return False

    def _repair_by_vocabulary(self, eojeol: Eojeol):
        """To a word that no text here uses, but others for it: 택베 where everything says 배송."""
        typed = keys(eojeol.surface)
        edits = allowed_edits(len(typed)) if any(word.unknown for word in eojeol.words) else 0
        near = [
            (cost, word)
            for word, other in (self.synonyms.near(typed, edits) if edits else [])
            if (cost := distance(typed, other, edits)) is not None
        ]
        clause = Clause(eojeol.surface, KIND_WEIGHT["n"] * self._rarity(1))
        if near:
            self._add_synonyms(clause, min(near)[1])
        if clause.ways:
            eojeol.clauses = [clause]
            self._correct(eojeol.surface, min(near)[1])

    def _nearest(self, written: str, is_word: bool) -> Clause | None:
        """What may have been meant; a real word is a slip only for one that sounds like it: 결재, not 혼인.

        A single syllable is near to everything, and a number is what it is."""
        typed = keys(written)
        edits = 0 if len(written) == 1 or any(map(str.isdigit, written)) else allowed_edits(len(typed))
        if not edits:
            return None
        near = [
            (cost, -other.count, other)
            for other in self.store.words_near(typed, edits)
            if other.keys and (cost := distance(typed, other.keys, edits)) is not None
            if not is_word or sounds_like(typed, other.keys)
        ]
        if not near:
            return None
        near.sort(key=lambda one: one[:2])
        clause = Clause(written, KIND_WEIGHT.get(near[0][2].kind, 1.0) * self._rarity(near[0][2].count))
        for cost, _, other in near[:REPAIRS]:
            clause.add(tuple(other.parts.split()), REPAIRED - 0.1 * (cost - near[0][0]))
        self._add_synonyms(clause, near[0][2].word)
        self._correct(written, near[0][2].word)
        return clause

    def _add_synonyms(self, clause: Clause, word: str):
        """A slip in a word is one in what others call it, too: 택베 finds 배송."""
        ways = self.synonyms.of((word,))
        known = self.store.words(sorted({part for way in ways for part in way})) if ways else {}
        for way, weight in ways.items():
            if all(part in known for part in way):
                clause.add(way, REPAIRED * weight, is_typed=False)

    def _correct(self, written: str, meant: str):
        understood = self.correction or self.text
        if written not in understood:  # a stem with 다
            written, meant = written.removesuffix("다"), meant.removesuffix("다")
        self.correction = understood.replace(written, meant, 1)
