"""A folder of many documents imported into a site that has others, and what a reader waits for meanwhile."""

import random
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

from django.conf import settings

from kbhelp.benchmarks import corpus
from kbhelp.benchmarks.figures import Asking, p50, p95
from kbhelp.benchmarks.servers import LOADED, granian
from kbhelp.benchmarks.web import FIRST_PAGES, QUERIES, SITE, guide_url
from kbhelp.publishing.models import Document

AT_REST = 20  # seconds for which a reader asks before the import begins
PAUSE = 0.05  # seconds between two questions of the reader
GUIDE = """---
title: {title}
summary: {summary}
stage: {stage}
topic: device
written_on: 2026-11-23
review_on: 2027-05-23
sources: [kbstar]
related: [guide:{related}]
state: live
still_stuck: 고객센터에 물어보세요.
---
{body}
"""
QUESTION = """---
title: {title}
summary: {summary}
stage: {stage}
category: phone
written_on: 2026-11-23
review_on: 2027-05-23
sources: [kbstar]
state: live
---
{body}
"""


def run(number: int, folder: Path, say: Callable[[str], None]):
    there = Document.objects.live().count()
    write(folder, number)
    say(f"| what | {number:,} documents into {there:,} |")
    say("|---|---|")
    for name, value in measured(folder):
        say(f"| {name} | {value} |")


def write(folder: Path, number: int):
    """So many files, half of them guides that name each other; all that is in them is of this folder alone."""
    for name in ("sources.yaml", "categories.yaml"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes((settings.BASE_DIR / "content" / name).read_bytes())
    for kind, pattern in (("guides", GUIDE), ("faq", QUESTION)):
        (folder / kind).mkdir(exist_ok=True)
        for count in range(number // 2):
            text = pattern.format(
                title=corpus.title(count),
                summary=corpus.sentences(random.Random(f"summary {kind} {count}"), 1),
                stage=corpus.CHANCE_OF_STAGE[count % 4],
                related=f"brought-{(count + 1) % (number // 2):06}",
                body=corpus.body(f"{kind} {count}"),
            )
            (folder / kind / f"brought-{count:06}.md").write_text(text)


def measured(folder: Path) -> Iterator[tuple[str, str]]:
    with granian(SITE) as (site, _), Reader(site) as reader:
        time.sleep(LOADED)
        reader.take()
        time.sleep(AT_REST)
        rest = reader.take()
        begin, before = time.perf_counter(), processor()
        command = [sys.executable, "manage.py", "import_content", str(folder)]
        subprocess.run(command, check=True, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL)
        seconds, worked = time.perf_counter() - begin, processor() - before
        meanwhile = reader.take()
    yield "import", f"{seconds:.0f} s, of one processor {worked:.0f} s"
    for name, found in rest.items():
        now = meanwhile[name]
        yield f"a reader's {name} at rest", f"p50 {p50(found):.1f} ms, p95 {p95(found):.1f} ms"
        yield (
            f"a reader's {name} meanwhile",
            f"p50 {p50(now):.1f} ms, p95 {p95(now):.1f} ms, longest {max(now):.0f} ms",
        )
        yield f"{name}, p95 meanwhile against at rest", f"{p95(now) / p95(found):.1f} ×"


def processor() -> float:
    """Seconds of a processor that programs have used which were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Reader:
    """Asks one page after another, with a pause, and keeps how long each took: pages, most of them from memory, and
    searches, each of them made."""

    def __init__(self, site: str):
        pages = [("pages", path) for path in [guide_url(), *FIRST_PAGES.values()]]
        searches = [("searches", f"/search/?q={quote(query)}") for query in QUERIES]
        self.site, self.asked = site, pages + searches
        self.found, self.ends = {"pages": [], "searches": []}, threading.Event()
        self.thread = threading.Thread(target=self.read)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *failure):
        self.ends.set()
        self.thread.join()

    def read(self):
        with Asking(self.site) as asking:
            for kind, path in cycle(self.asked):
                if self.ends.wait(PAUSE):
                    return
                self.found[kind].append(asking.milliseconds(path))

    def take(self) -> dict[str, list[float]]:
        """What was found since the last time."""
        found, self.found = self.found, {kind: [] for kind in self.found}
        return found
