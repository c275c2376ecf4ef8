"""Long lists: whole while they are short; else the first of each group, and a chosen group in numbered pages.

A list reads as much of the database with a thousand documents as with a hundred.
"""

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from kbhelp.publishing.querysets import EditionQuerySet

WHOLE = 50  # so many stand on one page
FIRST = 5  # of more, so many of each group
PER_PAGE = 20


@dataclass
class Listing:
    """`shown`: the editions to show, in the readers' order. `counts`: how many there are in all, by group."""

    shown: EditionQuerySet
    counts: dict[str, int]
    page: Page | None = None
    is_overview: bool = False

    @property
    def is_paged(self) -> bool:
        """Ask this, not the page: to know whether it is empty, a Page would read its editions whole."""
        return self.page is not None

    @property
    def paged_group(self) -> str:
        """The one group that the numbered pages hold."""
        return next(iter(self.counts), "") if self.is_paged else ""

    @property
    def count(self) -> int:
        return sum(self.counts.values())

    def groups(self, named: list[dict], items: list[dict], key: str) -> list[dict]:
        """The named groups that hold something, each with its `entries` of those that are shown and its `count`.

        `named` have a "key"; items are of the group that they name under `key`.
        """
        found = [
            group
            | {
                "entries": [item for item in items if item[key] == group["key"]],
                "count": self.counts.get(group["key"], 0),
            }
            for group in named
        ]
        return [group for group in found if group["entries"]]


def counted(editions: EditionQuerySet, by: str) -> dict[str, int]:
    """How many of a few there are in each group; of all, LiveCount knows."""
    return Counter(editions.order_by().values_list(by, flat=True))


def listing(editions: EditionQuerySet, by: str, counts: dict, number, *, is_chosen: bool) -> Listing:
    """`by`: the column of the group, `counts`: how many of them each group has. `number`: of the page, as somebody
    sent it. `is_chosen`: a group was chosen."""
    editions = editions.in_readers_order()
    if sum(counts.values()) <= WHOLE:
        return Listing(editions, counts)
    if is_chosen or len(counts) == 1:
        pages = Paginator(editions, PER_PAGE)
        pages.count = sum(counts.values())  # known already: no question for it
        page = pages.get_page(number)
        page.object_list = editions.cut(page.start_index() - 1, page.end_index())
        return Listing(page.object_list, counts, page)
    return Listing(editions.first_of_each(by, counts, FIRST), counts, is_overview=True)
