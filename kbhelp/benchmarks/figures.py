"""One figure after another: rates by wrk, times by a client of our own."""

import http.client
import re
import resource
import statistics
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit

RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
SECONDS, ROUNDS, CONNECTIONS = 3, 3, 8


def rate(url: str, **headers: str) -> float:
    """Answers a second, over eight connections."""
    named = [part for name, value in headers.items() for part in ("-H", f"{name.replace('_', '-')}: {value}")]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *named, url]
    return float(RATE.search(subprocess.run(command, check=True, capture_output=True, text=True).stdout)[1])


def side_by_side(**urls: tuple[str, dict]) -> dict[str, float]:
    """The median rate of each, measured in turn, so that whatever else the machine does falls on all of them."""
    found = {name: [] for name in urls}
    for _ in range(ROUNDS):
        for name, (url, headers) in urls.items():
            found[name].append(rate(url, **headers))
    return {name: statistics.median(rates) for name, rates in found.items()}


def times(url: str, number=40, **headers: str) -> list[float]:
    """Milliseconds of so many answers over one connection, the first few left out."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    found = []
    for _ in range(number + 5):
        begin = time.perf_counter()
        connection.request(
            "GET", f"{parts.path}?{parts.query}" if parts.query else parts.path, headers=headers
        )
        answer = connection.getresponse()
        answer.read()
        found.append((time.perf_counter() - begin) * 1000)
        if answer.status != 200:
            raise SystemExit(f"{answer.status}: {url}")
    connection.close()
    return found[5:]


def p50(found: list[float]) -> float:
    return statistics.median(found)


def p95(found: list[float]) -> float:
    return sorted(found)[int(len(found) * 0.95)]


def memory(process) -> float:
    """Megabytes that the process and its children hold, what they share counted once to each (Linux)."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return sum(resident(number) for number in [process.pid, *children])


def resident(number) -> float:
    return int(Path(f"/proc/{number}/statm").read_text().split()[1]) * resource.getpagesize() / 2**20
