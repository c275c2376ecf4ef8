"""The numbers themselves, by prometheus_client, which adds up what all processes of one server have counted.

Nothing has a label whose values somebody outside could choose: an address counts as the first part of it that the site
knows, whatever stands behind.
"""

import os
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from kbhelp.metrics.folder import VARIABLE

COUNTED = {
    "requests": ("Answers that Django made, by class and first part of the address", ["status", "page"]),
    "memory_answers": ("Answers from the memory of a process, without Django", []),
    "turned_away": ("Answers without a thread, old or 503: all were busy, or one took too long", []),
    "searches": ("Searches of readers, by whether something was found", ["found"]),
    "publications": ("Documents that became visible to readers, or ceased to be", ["act"]),
    "failed_signins": ("Sign-ins refused for a wrong password, code or passkey", []),
    "database_errors": ("Answers that failed since the database could not be asked", []),
    "failed_tasks": ("Work beside the requests that failed", ["task"]),
}
STEPS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15)  # 15 s: no reader waits longer

_registry = CollectorRegistry()


@cache
def meters() -> dict[str, Counter | Histogram]:
    disable_created_metrics()
    made = {
        name: Counter(f"kbhelp_{name}", what, labels, registry=_registry)
        for name, (what, labels) in COUNTED.items()
    }
    what = "Seconds until Django had made an answer"
    made["page_seconds"] = Histogram("kbhelp_page_seconds", what, ["page"], buckets=STEPS, registry=_registry)
    return made


def told(gauges: dict[str, tuple[str, float]]) -> bytes:
    counted, now = _registry, CollectorRegistry()
    if os.environ.get(VARIABLE):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)
    now.register(Gauges([GaugeMetricFamily(f"kbhelp_{name}", *one) for name, one in gauges.items()]))
    return generate_latest(counted) + generate_latest(now)


class Gauges:
    """A collector, as the library calls it."""

    def __init__(self, families: list[GaugeMetricFamily]):
        self.families = families

    def collect(self) -> list[GaugeMetricFamily]:
        return self.families
