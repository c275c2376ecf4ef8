"""The figures of search.md: how often the right document stands first, and how often nothing is said to be there."""

import math
import time
from collections import defaultdict
from contextlib import contextmanager
from statistics import mean

from kbhelp.search.index.storage import tables
from kbhelp.search.index.units import Unit
from kbhelp.search.index.writer import prepare, write
from kbhelp.search.query.engine import Result, search
from kbhelp.search.query.opinion import Asks
from kbhelp.search.semantic import asking
from kbhelp.search.semantic.making import Making
from kbhelp.search.semantic.wire import Vector

PREFIX = "evaluation"
DEPTH = 10
RIGHT = 2
METRICS = ("success@1", "success@3", "MRR@10", "nDCG@10", "recall@10")


def evaluate(documents: list[dict], queries: list[dict], with_opinion: bool = False) -> dict:
    """Index the documents into temporary tables of the configured database and ask every query, `with_opinion` with the
    second one of the process that the settings name. NoAnswer where it gives none."""
    with indexed(documents):
        if with_opinion:
            make_vectors()
        return _figures(queries, patiently if with_opinion else None)


def make_vectors():
    maker = Making(PREFIX)
    while maker.done < maker.store.newest():
        maker.some()


def patiently(question: str) -> Vector:
    return asking.ask(asking.QUESTION, question, asking.PATIENT)


@contextmanager
def indexed(documents: list[dict]):
    store = tables(PREFIX)
    store.create(temporary=True)
    try:
        for number, document in enumerate(documents, 1):
            unit = Unit(
                key=document["id"], title=document["title"], body=document["body"], document_id=number
            )
            write(number, prepare([unit]), PREFIX)
        store.settle()
        yield
    finally:
        store.drop()


def _figures(queries: list[dict], asks: Asks | None) -> dict:
    rows, flagged, unanswerable, times = defaultdict(list), [], [], []
    search(queries[0]["query"], prefix=PREFIX, asks=asks)  # what is built once is not the first reader's time
    for query in queries:
        begin = time.perf_counter()
        result = search(query["query"], limit=DEPTH, prefix=PREFIX, asks=asks)
        times.append((time.perf_counter() - begin) * 1000)
        is_none = result.is_unsure or not result.hits
        if query["category"] == "na":
            unanswerable.append(is_none)
        else:
            flagged.append(is_none)
            rows[query["category"]].append(_judge(result, query["rel"]))
    categories = {
        name: {"n": len(found)} | {metric: mean(row[metric] for row in found) for metric in METRICS}
        for name, found in sorted(rows.items())
    }
    return {
        "categories": categories,
        "macro": {metric: mean(one[metric] for one in categories.values()) for metric in METRICS},
        "no_answer": {"recognised": _share(unanswerable), "wrongly_flagged": _share(flagged)},
        "latency_ms": {"p50": percentile(times, 0.5), "p95": percentile(times, 0.95)},
    }


def _judge(result: Result, relevance: dict[str, int]) -> dict:
    grades = [relevance.get(hit.key, 0) for hit in result.hits[:DEPTH]]
    right = [place for place, grade in enumerate(grades, 1) if grade == RIGHT]
    wanted = sum(grade == RIGHT for grade in relevance.values())
    return {
        "success@1": float(grades[:1] == [RIGHT]),
        "success@3": float(RIGHT in grades[:3]),
        "MRR@10": 1 / right[0] if right else 0.0,
        "nDCG@10": _dcg(grades) / (_dcg(sorted(relevance.values(), reverse=True)[:DEPTH]) or 1),
        "recall@10": len(right) / min(wanted, DEPTH) if wanted else 0.0,
    }


def _dcg(grades: list[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, 1))


def _share(flags: list[bool]) -> float:
    return mean(flags) if flags else 0.0


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]
