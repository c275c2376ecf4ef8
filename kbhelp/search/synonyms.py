"""Which words mean the same: every way of saying, as the sequence of words the analyser makes of it."""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "vocabulary"
SAME, LOOSER = 0.88, 0.6  # how much a hit by another word counts
LONGEST = 4  # words in one way of saying


@dataclass
class Group:
    """Words of one meaning; `also` is found by them too, but less, and not the other way round."""

    words: list[str]
    also: list[str] = field(default_factory=list)


def read_groups(text: str) -> list[Group]:
    """`a = b = c` is a group, `a > b, c` one way only; # begins a comment."""
    groups = []
    for line in (line.split("#")[0].strip() for line in text.splitlines()):
        if ">" in line:
            left, right = line.split(">", 1)
            groups.append(Group([left.strip()], [word.strip() for word in right.split(",") if word.strip()]))
        elif "=" in line:
            groups.append(Group([word.strip() for word in line.split("=") if word.strip()]))
    return groups


def shipped_groups() -> list[Group]:
    files = sorted(FOLDER.glob("*.txt"))
    return [
        group
        for file in files
        if file.stem not in {"confusions", "glossary"}
        for group in read_groups(file.read_text(encoding="utf-8"))
    ]


def shipped_words() -> list[str]:
    return sorted(
        {word for group in shipped_groups() for word in [*group.words, *group.also] if " " not in word}
    )


class Synonyms:
    """`of(words)`: other ways of saying exactly these words, with their weights."""

    def __init__(self, groups: list[Group], forms_of):
        """forms_of(text) -> tuple of content words, by the analyser that reads queries."""
        self.others: dict[tuple, dict[tuple, float]] = defaultdict(dict)
        for group in groups:
            forms = [form for word in group.words if (form := forms_of(word)) and len(form) <= LONGEST]
            also = [form for word in group.also if (form := forms_of(word))]
            for form in forms:
                for other in forms:
                    self._add(form, other, SAME)
                for other in also:
                    self._add(form, other, LOOSER)

    def _add(self, form: tuple, other: tuple, weight: float):
        if form != other:
            self.others[form][other] = max(weight, self.others[form].get(other, 0))

    def of(self, forms: tuple) -> dict[tuple, float]:
        return self.others.get(forms, {})
