"""What readers call the things they find, and narrow a search to. Search itself knows neither documents nor terms."""

from dataclasses import dataclass
from functools import cache

from django.apps import apps


@dataclass(frozen=True)
class SearchKind:
    """What readers can narrow a search to: a model with units has one as its attribute SEARCH, its place as ORDER."""

    name: str  # in the address: ?kind=row
    label: str
    units: tuple[str, ...]  # Unit.kind of what it stands for
    is_one_answer: bool = False  # the best unit of a document stands for all of them
    has_error_texts: bool = False  # what a unit says besides its title was seen on a screen


def search_kinds() -> list[SearchKind]:
    """Found in Django's own registry, in the order of their models."""
    return _search_kinds(tuple(apps.app_configs))


@cache
def _search_kinds(installed: tuple[str, ...]) -> list[SearchKind]:
    """A search asks a hundred times."""
    found = [model for model in apps.get_models() if getattr(model, "SEARCH", None)]
    return [model.SEARCH for model in sorted(found, key=lambda model: model.ORDER)]


def unit_labels() -> dict[str, str]:
    """By unit kind what readers call it."""
    return {unit: kind.label for kind in search_kinds() for unit in kind.units}


def units_that(attribute: str) -> set[str]:
    """Unit kinds of which this holds: units_that("is_one_answer")."""
    return {unit for kind in search_kinds() if getattr(kind, attribute) for unit in kind.units}
