"""Readers' words that an editor accepted, laid beside what a document says of its units itself."""

from collections.abc import Iterable
from dataclasses import replace

from kbhelp.search.index.units import Unit
from kbhelp.search.models import AskedWay


def accepted(documents: Iterable[int] | None = None) -> dict[str, list[str]]:
    """By the key of the unit, in the order in which they came; of these documents, or of all."""
    ways, found = AskedWay.objects.filter(is_accepted=True), {}
    if documents is not None:
        ways = ways.filter(document__in=documents)
    for unit, query in ways.order_by("pk").values_list("unit", "query"):
        found.setdefault(unit, []).append(query)
    return found


def with_ways(units: list[Unit], known: dict[str, list[str]] | None = None) -> list[Unit]:
    """The same units with the ways of asking that are accepted now."""
    if known is None:
        known = accepted({unit.document_id for unit in units})
    return [
        unit if unit.ways == known.get(unit.key, []) else replace(unit, ways=known.get(unit.key, []))
        for unit in units
    ]
