"""Counting, for whoever knows of something. What there is to count, by name: kbhelp.metrics.prometheus.

A process that is not watched (KBHELP_METRICS_TOKEN is not set, or it is a command) does not even load the library;
counting is then one look into an empty dictionary.
"""

import logging
import os
from collections.abc import Callable

from kbhelp.metrics.folder import VARIABLE, make_room

logger = logging.getLogger(__name__)
_meters: dict = {}


def count(name: str, number: int = 1, **labels: str):
    if meter := _meters.get(name):
        (meter.labels(**labels) if labels else meter).inc(number)


def took(seconds: float, page: str):
    if meter := _meters.get("page_seconds"):
        meter.labels(page=page).observe(seconds)


class Followed:
    """A number that only grows and that somebody else keeps, as cheaply as it must be; `count` hears of it in time."""

    def __init__(self, name: str, number: Callable[[], int]):
        self.name, self.number, self.known = name, number, 0

    def follow(self):
        now = self.number()
        count(self.name, now - self.known)
        self.known = now


def begin():
    """From now on this process counts, in the folder that bin/server.py has named where there is one."""
    if not make_room():
        os.environ.pop(VARIABLE, None)  # before the library is loaded, which reads it then
        logger.warning("no room for the numbers of all processes: this one counts by itself")
    from kbhelp.metrics import prometheus  # noqa: PLC0415 – 3 MB, only where asked for

    _meters.update(prometheus.meters())


def told(gauges: dict[str, tuple[str, float]]) -> bytes:
    """All of it in Prometheus' own words; `gauges`: {name: (what it is, value)}, true for the site as a whole."""
    from kbhelp.metrics import prometheus  # noqa: PLC0415

    return prometheus.told(gauges)
