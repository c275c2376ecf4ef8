"""Small indexes for tests: units written to the live index, as publishing does."""

from itertools import count

from kbhelp.search.index.units import Unit
from kbhelp.search.index.writer import prepare, write
from kbhelp.search.query.engine import search

_numbers = count(1_000)


def make_unit(title, **fields) -> Unit:
    number = next(_numbers)
    unit = Unit(
        **{"key": f"guide:{number}", "document_id": number, "url": f"/{number}/", "title": title} | fields
    )
    write(unit.document_id, prepare([unit]))
    return unit


def found(query, **options) -> list[str]:
    """Titles in order."""

    return [hit.title for hit in search(query, **options).hits]
