"""What could be better about a draft. One module a check, each one function over the draft; none stops a publication.

What stops one is kbhelp.publishing.checks. A new check is a module and a line here.
"""

import logging
from dataclasses import dataclass

from kbhelp.editing.checks import (
    answer,
    claims,
    headings,
    hosts,
    link_words,
    pictures,
    review,
    sentences,
    similar,
    vocabulary,
)
from kbhelp.publishing.checks import problems_of
from kbhelp.publishing.personal import perhaps_personal
from kbhelp.publishing.rendering import Draft

logger = logging.getLogger(__name__)

CHECKS = [
    answer.check,
    perhaps_personal,
    headings.check,
    link_words.check,
    hosts.check,
    pictures.check,
    sentences.check,
    claims.check,
    review.check,
    vocabulary.check,
    similar.check,
]
AT_MOST = 5  # of one check: who has mended those looks again


@dataclass(frozen=True)
class Finding:
    """`part` is the key of a row or item; `links` are {"title", "url"} of what a sentence speaks of."""

    field: str
    part: str | None
    line: int
    message: str
    blocks: bool = False
    links: tuple[dict, ...] = ()

    @classmethod
    def of(cls, sentence: str, blocks=False):
        """A sentence for the editor, a Complaint where its place is known."""
        place = {name: getattr(sentence, name, default) for name, default in PLACE.items()}
        return cls(**place, message=str(sentence), blocks=blocks)


PLACE = {"field": "", "part": None, "line": 1, "links": ()}


def findings_of(draft: Draft) -> list[Finding]:
    """What stops a publication first, then what could be better."""
    return [Finding.of(problem, blocks=True) for problem in problems_of(draft)] + warnings_of(draft)


def warnings_of(draft: Draft) -> list[Finding]:
    found = []
    for check in CHECKS:
        try:
            found += [Finding.of(complaint) for complaint in check(draft)[:AT_MOST]]
        except Exception:
            logger.exception("the check %s failed", check.__module__)
    return found
