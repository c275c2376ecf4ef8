"""The vocabulary as readers meet it: definitions that are searched and listed, and words that are confused."""

from django.urls import reverse

from kbhelp.search.index import writer
from kbhelp.search.index.prepared import prepare
from kbhelp.search.index.units import Unit
from kbhelp.search.models import Term, lines
from kbhelp.search.vocabulary.shipped import shipped_explanations
from kbhelp.text import normalise


def defined():
    """Terms that readers may look up, those about the certificate itself among them in the order of the alphabet."""
    return Term.objects.exclude(definition="").select_related("document__live").order_by("name")


def key_of(number: int) -> str:
    return f"term:{number}"


def unit_of(term: Term) -> Unit:
    return Unit(
        key=key_of(term.pk),
        title=term.name,
        body=term.definition,
        url=f"{reverse('terms')}#{term.anchor}",
        kind="term",
        asked_as=lines(term.same),
    )


def units() -> list[Unit]:
    return [unit_of(term) for term in defined()]


def write_shipped():
    """On a fresh site, after its first documents: which document says more about a term, and every definition for
    search. Inside a turn (kbhelp.live)."""
    documents = Term._meta.get_field("document").related_model.objects
    for name, (kind, slug) in shipped_explanations().items():
        found = documents.filter(kind=kind, slug=slug).first()
        Term.objects.filter(name=name, document=None).update(document=found)
    writer.write(None, prepare(units()))


def confused_in(query: str) -> Term | None:
    """A term of the query that many take for another, while a live document tells them apart."""
    words = _letters(query)
    terms = Term.objects.exclude(not_same="").filter(document__live__isnull=False)
    said = [term for term in terms.select_related("document__live") if _letters(term.name) in words]
    return max(said, key=lambda term: len(term.name), default=None)


def _letters(text: str) -> str:
    return "".join(normalise(text).split())
