"""Which words mean the same: every way of saying, as the sequence of words the analyser makes of it."""

from collections import Counter, defaultdict

from kbhelp.search.korean.hangul import is_syllable, keys
from kbhelp.search.vocabulary.shipped import Group

SAME, LOOSER = 0.88, 0.6  # how much a hit by another word counts
LIKE = 0.9  # a phrase in other words
LONGEST = 4  # words in one way of saying
SHORTEST = 4  # keystrokes of a word that can be told from its neighbours
HALF = 3  # keystrokes


class Synonyms:
    """Ways of saying are compared with the spaces taken out, as an analyser cuts 비밀번호 now in one, now in two."""

    def __init__(self, groups: list[Group], forms_of):
        """forms_of(text) -> tuple of content words, by the analyser that reads queries."""
        self.others: dict[str, dict[tuple, float]] = defaultdict(dict)
        phrases = set()
        for group in groups:
            forms = [form for word in group.words if (form := forms_of(word)) and len(form) <= LONGEST]
            also = [form for word in group.also if (form := forms_of(word))]
            phrases.update(form for form in forms if len(form) > 1)
            for form in forms:
                for other in forms:
                    self._add(form, other, SAME)
                for other in also:
                    self._add(form, other, LOOSER)
        self.phrases = self._by_rarest_word(phrases)
        self.halves = self._by_halves()

    def _add(self, form: tuple, other: tuple, weight: float):
        if form != other:
            found = self.others["".join(form)]
            found[other] = max(weight, found.get(other, 0))

    @staticmethod
    def _by_rarest_word(phrases: set[tuple]) -> dict[str, list[tuple]]:
        often = Counter(word for phrase in phrases for word in phrase)
        found = defaultdict(list)
        for phrase in sorted(phrases):
            found[min(phrase, key=lambda word: (often[word], word))].append(phrase)
        return found

    def _by_halves(self) -> dict[str, list[tuple[str, str]]]:
        """Words by what is typed in their first half and in their last."""
        found = defaultdict(list)
        for word in self.others:
            if all(map(is_syllable, word)) and len(typed := keys(word)) >= SHORTEST:
                for half in halves(typed):
                    found[half].append((word, typed))
        return found

    def near(self, typed: str, edits: int) -> list[tuple[str, str]]:
        """(word, keystrokes) of those that may be so many slips away: a slip is in one half, the other is intact."""
        found = {one for half in halves(typed) for one in self.halves.get(half, ())}
        return sorted(one for one in found if abs(len(one[1]) - len(typed)) <= edits)

    def of(self, forms: tuple) -> dict[tuple, float]:
        return self.others.get("".join(forms), {})

    def phrases_in(self, forms: list[str]):
        """Phrases of the vocabulary that are said in other words or with others between: (places, ways)."""
        said = {form: (place, 1.0) for place, form in enumerate(forms)}
        for place, form in enumerate(forms):
            for other, weight in self.of((form,)).items():
                if len(other) == 1 and weight >= SAME:
                    said.setdefault(other[0], (place, weight))
        for word in list(said):
            for phrase in self.phrases.get(word, ()):
                if all(part in said for part in phrase):
                    places = {said[part][0] for part in phrase}
                    likeness = LIKE * min(said[part][1] for part in phrase)
                    if len(places) == len(phrase):
                        yield (
                            sorted(places),
                            {way: weight * likeness for way, weight in self.of(phrase).items()},
                        )


def halves(typed: str) -> tuple[str, str]:
    """The first keystrokes and, marked as such, the last."""
    size = min(HALF, (len(typed) - 1) // 2)
    return typed[:size], "-" + typed[-size:]
