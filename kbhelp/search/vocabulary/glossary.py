"""The vocabulary as readers meet it: definitions that are searched and listed, and words that are confused."""

from collections.abc import Iterable
from functools import lru_cache

from django.urls import reverse

from kbhelp.prepared_sql import Prepared
from kbhelp.search.index import writer
from kbhelp.search.index.prepared import prepare
from kbhelp.search.index.units import Unit
from kbhelp.search.models import Term, lines
from kbhelp.search.vocabulary.shipped import shipped_explanations
from kbhelp.text import normalise

# What a term says to readers, with the title and address of the document that says more.
COLUMNS = ["name", "same", "not_same", "definition"]
COLUMNS += [f"document__{name}" for name in ("kind", "withdraw_at", "live__title", "live__slug")]


def told(terms):
    """Terms with what readers see of them."""
    return terms.select_related("document__live").only(*COLUMNS)


def defined():
    """Terms that readers may look up, in the order of the alphabet."""
    return told(Term.objects.exclude(definition="").order_by("name", "pk"))


def place_of(number: str) -> int | None:
    """How many terms stand in the glossary before the one with this number, or None where it has none such."""
    is_number = number.isascii() and number.isdecimal() and len(number) < 19
    terms = Term.objects.exclude(definition="")
    name = terms.filter(pk=int(number)).values_list("name", flat=True).first() if is_number else None
    return None if name is None else terms.filter(name__lt=name).count()


def key_of(number: int) -> str:
    return f"term:{number}"


def unit_of(term: Term) -> Unit:
    return Unit(
        key=key_of(term.pk),
        title=term.name,
        body=term.definition,
        url=f"{reverse('terms')}?t={term.pk}#{term.anchor}",
        kind="term",
        asked_as=lines(term.same),
    )


def units() -> list[Unit]:
    return [unit_of(term) for term in defined()]


def write_shipped(gone: Iterable[str] = ()):
    """After a release's words came, behind the first documents: which document says more about a term, and every
    definition for search, without the keys of those that are gone. Inside a turn (kbhelp.live)."""
    documents = Term._meta.get_field("document").related_model.objects
    for name, (kind, slug) in shipped_explanations().items():
        found = documents.filter(kind=kind, slug=slug).first()
        Term.objects.filter(name=name, document=None).update(document=found)
    writer.remove(None, gone)
    writer.write(None, prepare(units()))


def confused_in(query: str) -> Term | None:
    """A term of the query that many take for another, while a live document tells them apart."""
    words = _letters(query)
    said = [number for number, name in _names.rows() if _letters_of_name(name) in words]
    live = confusable().filter(pk__in=said, document__live__isnull=False).order_by("name", "pk")
    return max(told(live) if said else (), key=lambda term: len(term.name), default=None)


def confusable():
    """Terms that many take for others."""
    return Term.objects.exclude(not_same="")


_names = Prepared(
    lambda: confusable().order_by().values_list("pk", "name")
)  # asked with each search, so never old


def _letters(text: str) -> str:
    return "".join(normalise(text).split())


_letters_of_name = lru_cache(maxsize=10_000)(_letters)  # the same hundreds in each search
