"""Queries judged by hand, in the words of content/: how often the right answer stands first."""

import json
import operator
from collections import defaultdict
from pathlib import Path
from statistics import mean

import pytest
from django.conf import settings

from kbhelp.exchange.folder import import_folder
from kbhelp.search.korean import analyser
from kbhelp.search.query.engine import search
from kbhelp.search.vocabulary import glossary, terms

pytestmark = pytest.mark.django_db

JUDGED = json.loads((Path(__file__).parent / "judged.json").read_text(encoding="utf-8"))
FIRST, AMONG_THREE, UNANSWERED = 0.96, 0.97, 0.85  # measured 1.00, 1.00, 0.88, on both databases


def is_right(hit, right: list[str]) -> bool:
    """`right` names pages by their path, rows of tables by their item."""
    return any(hit.url.startswith(name) or hit.title.startswith(name) for name in right)


@pytest.fixture
def answers():
    analyser.load(wait=True)
    terms.look_again()
    import_folder(settings.BASE_DIR / "content")
    glossary.write_shipped()
    return [(one, search(one["query"])) for one in JUDGED]


def test_the_right_answer_stands_first_and_the_unanswerable_is_told(answers):
    first, among, none, wrong = defaultdict(list), defaultdict(list), [], []
    for one, result in answers:
        hits = [] if result.is_unsure else result.hits
        if one["category"] == "na":
            none.append(not hits)
        else:
            first[one["category"]].append(bool(hits) and is_right(hits[0], one["right"]))
            among[one["category"]].append(any(is_right(hit, one["right"]) for hit in hits[:3]))
        if (one["category"] == "na") == bool(hits) or (hits and not is_right(hits[0], one["right"])):
            found = hits[0].title if hits else "nothing"
            wrong.append(f"{one['query']} ({result.confidence:.2f}) → {found}")
    figures = [mean(map(mean, first.values())), mean(map(mean, among.values())), mean(none)]
    enough = all(map(operator.ge, figures, (FIRST, AMONG_THREE, UNANSWERED)))
    assert enough, "\n".join([str(figures), *wrong])


def test_an_error_message_shows_its_cause(answers):
    for one, result in answers:
        if one["category"] == "error":
            assert (one["query"], result.hits[0].matched_error_text) == (one["query"], True)
