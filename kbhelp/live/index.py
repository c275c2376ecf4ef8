"""What search finds of what is live, written again where it may have drifted."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from kbhelp.publishing.models import Document, Edition, SiteVersion
from kbhelp.publishing.rendering import Draft
from kbhelp.publishing.turns import turn
from kbhelp.search.index import writer
from kbhelp.search.index.prepared import digest, prepare
from kbhelp.search.index.ways import accepted, with_ways
from kbhelp.search.korean import analyser
from kbhelp.search.vocabulary import glossary

COUNTS = 3  # how often the index is counted beside others who write


def units_of(edition: Edition, known: dict | None = None) -> list:
    """What search finds of an edition; `known`: accepted ways of asking, where they are read already."""
    draft = Draft(edition.document.concrete(), edition.snapshot, edition.rendered)
    return with_ways(draft.document.units(draft), known)


def prepared_draft(draft: Draft) -> list:
    """What search is to find of a draft, analysed where it is new; made before any transaction."""
    return writer.prepare_changed(with_ways(draft.document.units(draft)))


def follow_ways(number: int, found: list):
    """What was accepted or taken out while these units waited for their turn is written after it."""
    units = [one.unit for one in found]
    if with_ways(units) != units:
        index_again(number)


def expected_units() -> Iterator:
    """All that the index ought to hold."""
    editions = Edition.objects.live().select_related("document").order_by("document_id")
    known = accepted()
    for edition in editions.iterator(chunk_size=200):
        yield from units_of(edition, known)
    yield from glossary.units()


def index_differences() -> list[writer.Difference]:
    """Where the index is not what it ought to be."""
    return [one for one in writer.differences(expected_units()) if not _is_about_to_go(one)]


def _is_about_to_go(difference: writer.Difference) -> bool:
    """What readers no longer see since a date stays in the index until the withdrawal is carried out, soon after."""
    documents = Document.objects.filter(pk=difference.document_id, live__isnull=False)
    return difference.what == "extra" and documents.difference(Document.objects.live()).exists()


def prepared_units(edition: Edition) -> list:
    """What search is to find of an edition, as `prepared_draft` makes it."""
    return writer.prepare_changed(units_of(edition))


def is_of_another_analyser() -> bool:
    """Whether the index was written by another analyser than today's, or by code that made other units.

    Only the documents whose units were written first and last are looked at, so that a start does not wait for it.
    """
    name, digests, wanted = analyser.wanted_name(), writer.first_and_last(), {}
    numbers = {document for document, _ in digests.values()}
    for edition in Edition.objects.live().filter(document__in=numbers).select_related("document"):
        with suppress(Exception):  # a broken edition says nothing of the index, and no start may fail with it
            wanted |= {unit.key: digest(unit, name) for unit in units_of(edition)}
    return any(wanted.get(key, held) != held for key, (_, held) in digests.items())


def index_again(number: int):
    """Write what search finds of a document afresh; a publication or withdrawal meanwhile has written its own."""
    edition = _live_edition(number)
    found = prepare(units_of(edition)) if edition else []
    with turn():
        if _shown(_live_edition(number)) == _shown(edition):
            writer.remove(number)  # first, so that lost words of the lexicon come back
            writer.write(number, found)


def index_terms(keys: Iterable[str]):
    """Write what search finds of these terms as they are stored now; called after the transaction that changed them.

    A term that changes meanwhile is left to whoever changes it, who comes here too.
    """
    keys = set(keys)
    found = prepare([unit for unit in glossary.units() if unit.key in keys])
    with turn():
        stored = glossary.units()
        writer.remove(None, keys)
        writer.write(None, [one for one in found if one.unit in stored])


def count_index():
    """Count the words of the index afresh. That takes long, so that it is done before the turn, and counts only if
    nobody wrote meanwhile; the last attempt keeps everybody waiting."""
    for _ in range(COUNTS):
        before, counted = _site_version(), writer.counted()
        with turn():
            if _site_version() == before + 1:
                writer.correct(counted)
                return
    with turn():
        writer.correct(writer.counted())


def _site_version() -> int:
    return SiteVersion.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def _shown(edition: Edition | None) -> tuple | None:
    """What tells one state that readers see from another: the edition, and the renderer that made its HTML."""
    return edition and (edition.pk, edition.renderer)


def _live_edition(number: int) -> Edition | None:
    return Edition.objects.live().filter(document=number).select_related("document").first()
