"""The reports of the desk: each app registers its own beside the view that shows it, and whoever lists them asks here.

A count that nobody keeps yet has no entry: what stands in the list can be opened and says something.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Report:
    name: str
    title: str
    shows: str  # a sentence: what an editor learns there
    url_name: str
    may_see: Callable[[object], bool]  # of a user: the permission that the view itself asks for
    order: int = 100  # where they stand beside each other, the lowest first

    @property
    def url(self) -> str:
        return reverse(self.url_name)


_registered: dict[str, Report] = {}


def register(report: Report) -> Report:
    if _registered.setdefault(report.name, report) != report:
        raise ValueError(f"two reports are called {report.name!r}")
    return report


def reports_for(user) -> list[Report]:
    """What this user may look at, in order."""
    return sorted(
        (report for report in _registered.values() if report.may_see(user)), key=lambda report: report.order
    )
