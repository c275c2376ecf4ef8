"""What editors made of the vocabulary: the rest is shipped with the program and stands on every site."""

from kbhelp import live
from kbhelp.search.models import Term
from kbhelp.search.vocabulary import glossary, terms
from kbhelp.search.vocabulary.shipped import first_terms, shipped_explanations

SAID = ("same", "also", "not_same", "definition")


def own_terms() -> list[Term]:
    """Terms that a fresh site does not have so, in the order of their names."""
    shipped = {row["name"]: [row[name] for name in SAID] for row in first_terms()}
    return [
        term
        for term in Term.objects.select_related("document").order_by("name")
        if shipped.get(term.name) != [getattr(term, name) for name in SAID] or _leads_elsewhere(term)
    ]


def _leads_elsewhere(term: Term) -> bool:
    """Whether it leads to another document than as shipped; a site without that document leads nowhere."""
    there = term.document and (term.document.kind, term.document.slug)
    return bool(there) and there != shipped_explanations().get(term.name)


def tell_search(changed: list[Term]):
    """After the transaction that stored them."""
    if changed:
        live.index_terms(glossary.key_of(term.pk) for term in changed)
        terms.look_again()
