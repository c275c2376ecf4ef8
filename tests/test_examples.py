"""The second help desk, in examples/, speaks of its own subject alone."""

import re
from pathlib import Path

from kbhelp import profile

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def words() -> list[tuple[str, str]]:
    """(file, text) of every file, its name first: addresses are made of names."""
    files = sorted(path for path in EXAMPLES.rglob("*") if path.is_file())
    return [
        (str(path.relative_to(EXAMPLES)), f"{path.name}\n{path.read_text(encoding='utf-8')}")
        for path in files
    ]


def test_no_example_says_a_word_of_the_first_desks_subject():
    alone = r"(?<![A-Za-z0-9]){}(?![A-Za-z0-9])"
    subject = profile.current()["subject_words"]
    foreign = re.compile(
        "|".join(alone.format(re.escape(w)) if w.isascii() else re.escape(w) for w in subject)
    )
    assert len(words()) > 40
    assert [(name, found[0]) for name, text in words() if (found := foreign.search(text))] == []
