"""The shipped vocabulary among the Terms: read from its files at every start, and laid under what editors made.

A Term keeps a mark of what was shipped in it. As long as it says the same, the next release may change it or take it
away; once an editor has changed it, it is theirs, and one they deleted does not come back.
"""

import hashlib
from dataclasses import dataclass, field

from django.utils import timezone

from kbhelp.search.models import RemovedTerm, Term
from kbhelp.search.vocabulary import terms
from kbhelp.search.vocabulary.shipped import first_terms

SAID = ("name", "same", "also", "not_same", "definition")


@dataclass
class Renewal:
    """What a start has to do. `shown`: readers see some of it, so that search must learn of it."""

    new: list[Term] = field(default_factory=list)
    changed: list[Term] = field(default_factory=list)
    gone: list[Term] = field(default_factory=list)

    def __bool__(self):
        return bool(self.new or self.changed or self.gone)

    @property
    def shown(self) -> list[Term]:
        return [term for term in self.new + self.changed if term.definition]


def mark_of(said: dict) -> str:
    return hashlib.sha256("\0".join(said[name] for name in SAID).encode()).hexdigest()[:16]


def is_as_shipped(term: Term) -> bool:
    return term.shipped == mark_of({name: getattr(term, name) for name in SAID})


def renewal() -> Renewal:
    found, rows = Renewal(), {row["name"]: row for row in first_terms()}
    removed = set(RemovedTerm.objects.values_list("name", flat=True))
    held = {term.name: term for term in Term.objects.all()}
    for name, row in rows.items():
        mark, term = mark_of(row), held.get(name)
        if term is None and name not in removed:
            found.new.append(Term(**row, shipped=mark))
        elif term is not None and term.shipped != mark and is_as_shipped(term):
            for column, value in (row | {"shipped": mark, "changed_at": timezone.now()}).items():
                setattr(term, column, value)
            found.changed.append(term)
    found.gone = [term for term in held.values() if term.name not in rows and is_as_shipped(term)]
    return found


def renew() -> Renewal:
    """Bring the table up to this release's files; Terms without a mark are editors' own. Inside a transaction."""
    found = renewal()
    Term.objects.bulk_create(found.new)
    Term.objects.bulk_update(found.changed, [*SAID, "shipped", "changed_at"], batch_size=200)
    Term.objects.filter(pk__in=[term.pk for term in found.gone]).delete()
    terms.look_again()
    return found


def remember_removed(removed: list[Term]):
    """Shipped words that an editor deletes, or calls otherwise, are not shipped again."""
    names = [RemovedTerm(name=term.name) for term in removed if term.shipped]
    RemovedTerm.objects.bulk_create(names, ignore_conflicts=True)
