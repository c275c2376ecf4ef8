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


class Asking:
    """One connection, and how long each answer over it takes."""

    def __init__(self, address: str):
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.connection.close()

    def milliseconds(self, path: str, **headers: str) -> float:
        begin = time.perf_counter()
        self.connection.request("GET", path, headers=headers)
        answer = self.connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{answer.status}: {path}")
        return (time.perf_counter() - begin) * 1000


def times(url: str, number=40, **headers: str) -> list[float]:
    """Milliseconds of so many answers over one connection, the first few left out."""
    path = url.removeprefix("http://").partition("/")[2]
    with Asking(url) as asking:
        return [asking.milliseconds(f"/{path}", **headers) for _ in range(number + 5)][5:]


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
