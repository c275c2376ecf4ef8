"""How search behaves as the site grows: made-up documents from the shipped vocabulary, asked for in eight ways."""

import random
import resource
import sys
import time
from pathlib import Path

from django.db import transaction

from kbhelp.search.evaluation.judged import percentile
from kbhelp.search.index.storage import tables
from kbhelp.search.index.units import Unit
from kbhelp.search.index.writer import prepare, write
from kbhelp.search.korean import analyser as analysers
from kbhelp.search.korean.hangul import initials, is_syllable, to_latin
from kbhelp.search.query.engine import search
from kbhelp.search.vocabulary import terms
from kbhelp.search.vocabulary.shipped import shipped_groups

PREFIX = "benchmark"
BATCH, QUERIES, UPDATES = 1000, 400, 50
TITLES = [
    "{}에서 {} {}",
    "{} {}을 바꾸고 싶어요",
    "{} 때문에 {} {}",
    "{}와 {}는 무엇이 다른가요?",
    "{} {} 방법",
]
SENTENCES = [
    "{}에서 {}을 누른 다음 {}을 확인하세요.",
    "{}이 보이지 않으면 {}을 다시 시작하고 {}부터 해 보세요.",
    "{}은 {}과 다르며 {}이 있어야 합니다.",
]


def run(sizes: list[int], say):
    """Grow one index of its own from size to size and print what is measured at each."""
    bare = resident()
    analyser = analysers.for_writing()
    terms.synonyms(analyser)
    say(f"analyser {analyser.name} and vocabulary: {resident() - bare:.0f} MB above a bare Django process")
    loaded, store, made = resident(), tables(PREFIX), 0
    store.drop()  # an earlier run may have been stopped
    store.create()  # not temporary: those have a small cache of their own in SQLite, and nobody else's index is there
    try:
        for size in sizes:
            begin = time.perf_counter()
            grow(made, size)
            store.settle()
            made = size
            say(f"{size:>7} documents, indexed in {time.perf_counter() - begin:.0f} s")
            say(f"        {latencies(size)}")
            say(f"        {updates(size)}; memory +{resident() - loaded:.0f} MB")
    finally:
        store.drop()


def grow(first: int, size: int):
    for start in range(first, size, BATCH):
        units = [unit(number) for number in range(start, min(start + BATCH, size))]
        write(None, prepare(units), PREFIX)


def unit(number: int, edition: int = 0) -> Unit:
    chance = random.Random(f"{number}/{edition}")
    known = nouns()
    body = " ".join(sentence.format(*chance.sample(known, 3)) for sentence in chance.choices(SENTENCES, k=6))
    title = chance.choice(TITLES).format(*chance.sample(known, 3))
    return Unit(key=f"made:{number}", title=title, body=body, url="/")


def nouns(known=[]) -> list[str]:  # noqa: B006 – read once
    if not known:
        words = {word for group in shipped_groups() for word in group.words}
        known += sorted(word for word in words if 2 <= len(word) <= 6 and all(map(is_syllable, word)))
    return known


def latencies(size: int) -> str:
    chance = random.Random(size)
    search("먼저 한 번", prefix=PREFIX)
    times, found = [], 0
    for _ in range(QUERIES):
        wanted = unit(chance.randrange(size))
        query = ask(wanted.title, chance)
        begin = time.perf_counter()
        result = search(query, prefix=PREFIX)
        times.append((time.perf_counter() - begin) * 1000)
        found += any(hit.key == wanted.key for hit in result.hits)
    p50, p95, p99 = (percentile(times, share) for share in (0.5, 0.95, 0.99))
    return f"search p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms; found among ten {found / len(times):.2f}"


def ask(title: str, chance: random.Random) -> str:
    words = title.split()
    place = chance.randrange(len(title) - 1)
    ways = [
        lambda: title,
        lambda: " ".join(words[:2]),
        lambda: "".join(words),
        lambda: initials(words[0]) + " " + initials(words[1]),
        lambda: to_latin(words[0]) + " " + to_latin(words[1]),
        lambda: title[:place] + chance.choice("가나다라마바사") + title[place + 1 :],
        lambda: title[: place + 1],
        lambda: f"{words[0]} 관련해서 {words[1]} 어떻게 하나요",
    ]
    return chance.choice(ways)()


def updates(size: int) -> str:
    """One document written again, as publishing does it, without the analysis before its transaction."""
    chance, times = random.Random(size), []
    for number in range(UPDATES):
        prepared = prepare([unit(chance.randrange(size), edition=number + 1)])
        begin = time.perf_counter()
        with transaction.atomic():
            write(None, prepared, PREFIX)
        times.append((time.perf_counter() - begin) * 1000)
    return f"update p50 {percentile(times, 0.5):.1f} ms, p95 {percentile(times, 0.95):.1f} ms"


def resident() -> float:
    """Megabytes held now (Linux), or the most ever held (elsewhere)."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
