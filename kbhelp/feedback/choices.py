"""Which result readers open for which words, and whether it helped them: what search may learn from.

Clicks and answers of readers are only added to a tally in memory; a thread of the process writes it down in batches.
The address behind a click stays in memory until then and is written as a hash of the day (DailySalt), so that of a day
only the number of different addresses remains: each counts once a day for a choice, however often it clicks. An answer
counts for what the same address opened from a search today. Nothing that had to be masked is kept: it speaks of one
person and is no way of asking.
"""

import threading
from collections import Counter
from datetime import date, timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from kbhelp.feedback.models import salt_of_the_day
from kbhelp.search.counting import KEPT_DAYS, words_of
from kbhelp.search.index import writer
from kbhelp.search.models import ChoiceDay, Chooser
from kbhelp.search.query.engine import reader_search
from kbhelp.text import normalise

IN_MEMORY = 2_000  # different clicks, and answers, between two writings; further ones are not counted
A_DAY = 1_000  # different choices of a day that are kept
OF_ONE = 20  # different choices of one address and day that count
BATCH = 100  # clicks in one transaction
LONGEST_UNIT = ChoiceDay._meta.get_field("unit").max_length
SHOWN, NOWHERE = 10, 99  # places that count; that of what stood at none of them

_clicks: set[tuple[str, str, str]] = set()  # words, unit, network
_answers: dict[tuple[str, int], bool] = {}  # by network and document: whether it helped
_lock = threading.Lock()
_forgotten: list[date] = []  # the day on which this process has last forgotten the days before


def count_choice(query: str, unit: str, network: str):
    """`unit`: the key of what was opened; a section counts as its guide."""
    words, unit = words_of(query), unit.partition("#")[0]
    is_unmasked = words == " ".join(normalise(query).split())
    if not (words and is_unmasked and unit.isprintable() and 0 < len(unit) <= LONGEST_UNIT):
        return
    with _lock:
        if len(_clicks) < IN_MEMORY:
            _clicks.add((words, unit, network))


def count_answer(network: str, document: int, was_helped: bool):
    with _lock:
        if len(_answers) < IN_MEMORY:
            _answers[network, document] = was_helped


def write() -> int:
    """Write down what was counted since the last time; returns how many clicks. What a busy or absent database does
    not take is kept for the next time, and the error raised."""
    forget_once_a_day()
    with _lock:
        clicks, answers = set(_clicks), dict(_answers)
        _clicks.clear()
        _answers.clear()
    try:
        written = _write_clicks(clicks) if clicks else 0
        clicks = set()
        if answers:
            _write_answers(answers)
    except (OperationalError, InterfaceError):
        with _lock:
            _clicks.update(clicks)
            _answers.update(answers | _answers)
        raise
    return written


def _write_clicks(clicks: set) -> int:
    """Units that search does not hold were made up, or are gone."""
    salt = salt_of_the_day(timezone.now())
    held = writer.named({unit for _, unit, _ in clicks})
    signed = {
        (words, unit, salt.sign("choice", network))
        for words, unit, network in clicks
        if unit in held and held[unit][0] is not None
    }
    keys = _of_each_some(signed, salt.day)
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        places = _places_of_new({(words, unit) for words, unit, _ in some}, salt.day)
        _write_batch(some, salt.day, places, held)
    return len(keys)


def _of_each_some(signed: set, day: date) -> list[tuple]:
    """Without what goes beyond the share of one address, so that nobody fills the table alone."""
    readers = {reader for _, _, reader in signed}
    before = Chooser.objects.filter(choice__day=day, reader__in=readers).order_by()
    made = {
        (*pair, reader) for *pair, reader in before.values_list("choice__query", "choice__unit", "reader")
    }
    used, kept = Counter(reader for _, _, reader in made), []
    for key in sorted(signed):
        if key in made:
            kept.append(key)
        elif used[key[2]] < OF_ONE:
            used[key[2]] += 1
            kept.append(key)
    return kept


def _places_of_new(pairs: set, day: date) -> dict[tuple[str, str], int]:
    """Of choices that this day has not yet, as many as it still takes: where the search finds the unit."""
    today = ChoiceDay.objects.filter(day=day)
    known = today.filter(query__in={words for words, _ in pairs}).values_list("query", "unit")
    new = sorted(pairs - set(known))
    return {pair: place_of(*pair) for pair in new[: max(0, A_DAY - today.count())]} if new else {}


def place_of(words: str, unit: str) -> int:
    """Where a reader finds it today, the first place being 1."""
    result = reader_search(words, limit=SHOWN)
    keys = list(dict.fromkeys(hit.key.partition("#")[0] for hit in result.hits))
    return keys.index(unit) + 1 if unit in keys and not result.is_unsure else NOWHERE


@transaction.atomic
def _write_batch(batch: list, day: date, places: dict, held: dict):
    """As searches are counted: rows are made, then locked in the order of their numbers."""
    new = [
        ChoiceDay(day=day, query=words, unit=unit, place=place, document_id=held[unit][0])
        for (words, unit), place in sorted(places.items())
    ]
    ChoiceDay.objects.bulk_create(new, ignore_conflicts=True)
    rows = ChoiceDay.objects.filter(day=day, query__in={words for words, _, _ in batch})
    found = {(row.query, row.unit): row for row in rows.order_by("pk").select_for_update()}
    choosers = [
        Chooser(choice=found[words, unit], reader=reader)
        for words, unit, reader in batch
        if (words, unit) in found
    ]
    Chooser.objects.bulk_create(choosers, ignore_conflicts=True)
    _count_again(sorted({chooser.choice_id for chooser in choosers}))


@transaction.atomic
def _write_answers(answers: dict):
    salt, changed = salt_of_the_day(timezone.now()), set()
    for (network, document), was_helped in sorted(answers.items()):
        chosen = Chooser.objects.filter(reader=salt.sign("choice", network), choice__document=document)
        numbers = list(chosen.filter(choice__day=salt.day).values_list("pk", "choice"))
        Chooser.objects.filter(pk__in=[number for number, _ in numbers]).update(was_helped=was_helped)
        changed.update(choice for _, choice in numbers)
    _count_again(sorted(changed))


def _count_again(choices: list[int]):
    """What is counted of today's choices, from who made them; locked first, so that none is counted as it was."""
    list(ChoiceDay.objects.filter(pk__in=choices).order_by("pk").select_for_update().values_list("pk"))
    own = Chooser.objects.filter(choice=OuterRef("pk")).order_by().values("choice")

    def number_of(**which):
        return Coalesce(Subquery(own.annotate(n=Count("pk", filter=Q(**which))).values("n")), 0)

    ChoiceDay.objects.filter(pk__in=choices).update(
        visitors=number_of(pk__isnull=False),
        helped=number_of(was_helped=True),
        unhelped=number_of(was_helped=False),
    )


def forget_once_a_day():
    if _forgotten != [timezone.localdate()]:
        forget()
        _forgotten[:] = [timezone.localdate()]


def forget(today: date | None = None) -> int:
    """Remove who chose before today, and choices older than searches are kept; returns how many choices went."""
    today = today or timezone.localdate()
    Chooser.objects.filter(choice__day__lt=today).delete()
    return ChoiceDay.objects.filter(day__lt=today - timedelta(days=KEPT_DAYS)).delete()[0]
