"""What lists are told without counting, kept up where readers see something else: how many editions of a kind, stage
and group they find, and of each source the newest live edition that names it. Written inside a turn.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.db.models import F, Max, OuterRef, Subquery

from kbhelp.publishing.counts import LiveCount, LiveSpan
from kbhelp.publishing.models import Edition
from kbhelp.publishing.sources import Citation
from kbhelp.publishing.turns import turn

KEPT = (LiveCount, LiveSpan)


@contextmanager
def kept_up(documents: Collection[int]):
    """Around what changes which editions of these documents readers see."""
    before = counts_of(documents), cited_by(documents)
    yield
    after = counts_of(documents), cited_by(documents)
    for model, was, now in zip(KEPT, before[0], after[0], strict=True):
        move(model, was, now)
    name_newest({key: number for number, key in (before[1] ^ after[1])})


def move(model, was: Counter, now: Counter):
    for cell in differing(was, now):
        model.move(cell, now[cell] - was[cell])


def differing(was: Counter, now: Counter) -> list[tuple]:
    return sorted(cell for cell in was.keys() | now.keys() if was[cell] != now[cell])


def counts_of(documents: Collection[int]) -> list:
    editions = Edition.objects.filter(document__in=documents)
    return [model.counted(editions) for model in KEPT]


def cited_by(documents: Collection[int]) -> set[tuple[int, str]]:
    """(number, source) of what live editions of these documents name."""
    cited = Citation.objects.filter(is_live=True, edition__document__in=documents)
    return set(cited.values_list("pk", "key"))


def name_newest(keys: dict[str, int]):
    """Of these sources; each comes with the number of any edition's naming it, by which the database finds the newest
    at one look, however many name it."""
    newest = Citation.objects.naming(OuterRef("key")).values("pk")[:1]
    found = Citation.objects.filter(pk__in=keys.values()).annotate(newest=Subquery(newest))
    numbers = [number for number in found.values_list("newest", flat=True) if number]
    Citation.objects.filter(newest_of__in=keys).exclude(pk__in=numbers).update(newest_of="")
    Citation.objects.filter(pk__in=numbers).exclude(newest_of=F("key")).update(newest_of=F("key"))


def count_lists():
    """All of it from the editions themselves, in a turn of its own."""
    with turn():
        for model in KEPT:
            move(model, model.kept(), model.counted(Edition.objects))
        Citation.objects.filter(newest_of__gt="").update(newest_of="")
        Citation.objects.filter(pk__in=counted_newest().values()).update(newest_of=F("key"))


def counted_newest() -> dict[str, int]:
    live = Citation.objects.filter(is_live=True).order_by().values_list("key")
    return dict(live.annotate(newest=Max("pk")))


def miscounted() -> list[str]:
    """One sentence for each number that is not as the editions themselves say. Asked twice where it seems so: a
    publication between two questions makes no number wrong."""
    found = list(_miscounted())
    again = set(_miscounted()) if found else set()
    return [line for line in found if line in again]


def _miscounted() -> Iterator[str]:
    for model in KEPT:
        kept, counted = model.kept(), model.counted(Edition.objects)
        for cell in differing(kept, counted):
            name = " ".join(map(str, cell))
            yield f"lists say {kept[cell]} instead of {counted[cell]}: {name}"
    marked = set(Citation.objects.filter(newest_of__gt="").values_list("newest_of", "pk"))
    if wrong := counted_newest().items() ^ marked:
        yield f"{len(wrong)} source(s) are not listed as the newest live edition names them"
