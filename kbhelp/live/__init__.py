"""The only part that changes what readers see: nothing else moves a pointer, a date of readers, or what search finds.

acts      what staff do: publish, withdraw, announce, give up a date
due       what falls due by itself
index     what search finds, written again
rounds    whether search holds all of it, some documents at each look
kept      the numbers of lists
pointers  the writes themselves, inside a turn
together  many documents at once
"""

from kbhelp.live.acts import (
    announce,
    cancel_publication,
    cancel_withdrawal,
    keep_addresses,
    publish,
    publish_edition,
    put_away,
    put_rendering,
    withdraw,
)
from kbhelp.live.due import carry_out_due, count_late
from kbhelp.live.index import (
    count_index,
    expected_units,
    index_again,
    index_differences,
    index_terms,
    is_of_another_analyser,
    prepared_units,
    units_of,
)
from kbhelp.live.kept import count_lists, miscounted
from kbhelp.live.rounds import Rounds
from kbhelp.live.together import Overtaken, Release, release_together, seen_by_readers
from kbhelp.publishing.turns import turn
from kbhelp.search.index.ways import with_ways
from kbhelp.search.index.writer import Together, prepare

__all__ = [
    "Overtaken",
    "Release",
    "Rounds",
    "Together",
    "announce",
    "cancel_publication",
    "cancel_withdrawal",
    "carry_out_due",
    "count_index",
    "count_late",
    "count_lists",
    "expected_units",
    "index_again",
    "index_differences",
    "index_terms",
    "is_of_another_analyser",
    "keep_addresses",
    "miscounted",
    "prepare",
    "prepared_units",
    "publish",
    "publish_edition",
    "put_away",
    "put_rendering",
    "release_together",
    "seen_by_readers",
    "turn",
    "units_of",
    "with_ways",
    "withdraw",
]
