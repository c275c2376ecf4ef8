"""Whether search holds what readers see, asked often: some documents at each look, the next ones at the next."""

from collections.abc import Collection
from itertools import islice

from kbhelp.live.index import units_of
from kbhelp.publishing.models import Document, Edition
from kbhelp.search.index import writer


class Rounds:
    """A look costs the same on a site of any size; a site of up to `at_once` documents is looked at whole.

    What was found lacking is looked at again each time, so that it is said until it is mended.
    """

    def __init__(self, at_once: int = 50):
        self.at_once, self.last, self.found = at_once, 0, set()

    def look(self) -> set[int]:
        """Documents of which search holds less than readers see."""
        live = Document.objects.live().filter(pk__gt=self.last).order_by("pk")
        numbers = list(live.values_list("pk", flat=True)[: self.at_once])
        found = set()
        for some in (numbers, self.found):
            found |= lacking(
                lacking(some)
            )  # twice, since something may have been published between two questions
        self.last = numbers[-1] if len(numbers) == self.at_once else 0
        self.found = set(islice(sorted(found), self.at_once))
        return self.found


def lacking(documents: Collection[int]) -> set[int]:
    """Of these documents those that are live with fewer units in the index than they ask for."""
    if not documents:
        return set()
    editions = Edition.objects.filter(live_of__in=documents).select_related("document")
    asked_for = {edition.document_id: len(units_of(edition, {})) for edition in editions}
    held = writer.counts_of(asked_for)
    return {number for number, asked in asked_for.items() if held.get(number, 0) < asked}
