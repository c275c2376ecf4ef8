"""Weights of the diagnosis that readers' outcomes speak for; nothing is changed before an editor accepts it."""

from dataclasses import dataclass

from django.db import transaction

from guides.diagnosis.likelihood import weight_of
from guides.models import ComparisonRow, ComparisonTable
from kbhelp import profile
from kbhelp.feedback.models import Vote
from kbhelp.feedback.querysets import FEWEST
from kbhelp.publishing.editions import hold
from kbhelp.publishing.models import Document

OFTEN, SELDOM = 2.0, 0.5  # times as many as its weight says


@dataclass(frozen=True)
class Proposal:
    row: dict  # of the diagnosis
    weight: str
    helped: int
    expected: int

    @property
    def now_label(self) -> str:
        return profile.label("frequencies", self.row["weight"])

    @property
    def label(self) -> str:
        return profile.label("frequencies", self.weight)


def proposals(rows: list[dict]) -> list[Proposal]:
    """Of rows with enough answers, those whose remedy helped far more or less often than their weight would have it."""
    helped = helped_by(rows)
    counted = [row for row in rows if row["name"] in helped]
    whole = sum(weight_of(row) for row in counted)
    found = []
    for row in counted:
        expected = sum(helped.values()) * weight_of(row) / whole
        weight = moved(row["weight"], step_for(helped[row["name"]], expected))
        if weight != row["weight"]:
            found.append(Proposal(row, weight, helped[row["name"]], round(expected)))
    return found


def step_for(helped: int, expected: float) -> int:
    """-1: commoner than its weight says; 1: rarer."""
    if helped >= OFTEN * expected:
        return -1
    return 1 if helped <= SELDOM * expected else 0


def helped_by(rows: list[dict]) -> dict[str, int]:
    """How many readers each remedy has helped, by row name; of fewer than FEWEST answers nothing is known."""
    tables = {row["page"]["document"] for row in rows}
    votes = Vote.objects.of_remedies().filter(edition__document__in=tables).tally("edition__document", "row")
    return {
        f"{tally['edition__document']}-{tally['row']}": tally["yes"]
        for tally in votes
        if tally["total"] >= FEWEST
    }


def moved(weight: str, step: int) -> str:
    """One step along the profile's list, which begins with the commonest."""
    keys = [frequency["key"] for frequency in profile.current()["frequencies"]]
    place = keys.index(weight) + step if weight in keys else -1
    return keys[place] if 0 <= place < len(keys) else weight


@transaction.atomic
def accept(document: int, key: str, weight: str, *, by) -> ComparisonRow | None:
    """Write the weight into the draft; None where the row, or its table, is no longer there."""
    found = Document.objects.filter(pk=document, kind=ComparisonTable.KIND).first()
    table = hold(found).concrete() if found else None
    row = ComparisonRow.objects.filter(table=table, key=key).first() if table else None
    if row is None:
        return None
    row.weight = weight
    row.save(update_fields=["weight"])
    table.changed_by = by
    table.save()
    table.count_change()
    return row
