"""A worker that dies, few descriptors, slow clients, and an hour of everything."""

import os
import resource
import signal
import socket
import statistics
import subprocess
import time
from contextlib import ExitStack

from tests.faults.files import started_again
from tests.faults.people import (
    GUIDE,
    SEARCH,
    Editor,
    Readers,
    ask,
    assert_whole,
    publishing,
    seconds_until_well,
)
from tests.site import Site
from tests.test_server import workers
from tests.test_serving import HALF, host


def memory(site: Site) -> float:
    """MB of all processes of the site."""
    listed = subprocess.run(
        ["ps", "-o", "rss=", "-p", ",".join(map(str, [site.process.pid, *workers(site)]))],
        capture_output=True,
        text=True,
        check=True,
    )
    return sum(map(int, listed.stdout.split())) / 1024


def worker_killed_five_times(site: Site) -> str:
    dead = set()
    with Readers(site) as readers:
        for _ in range(5):
            while not (found := workers(site) - dead):
                time.sleep(0.02)
            dead |= found
            for pid in found:
                os.kill(pid, signal.SIGKILL)
        after = seconds_until_well(site)
    return f"well {after:.1f} s after the fifth (it waits longer each time); {readers}"


def few_descriptors(site: Site) -> str:
    """More clients than files that it may open: it goes on when they go."""
    assert site.stop() == 0
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (128, hard))
    try:
        with started_again(site) as again:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
            with ExitStack() as stack:
                for _ in range(200):
                    stack.enter_context(socket.create_connection(("127.0.0.1", again.port)))
                time.sleep(2)
            after = seconds_until_well(again)
            assert_whole(again)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return f"200 clients at 128 descriptors: well {after:.1f} s after they went"


def p95(site: Site, number=200) -> float:
    """Milliseconds of a guide, for one reader after the other."""
    found = []
    for _ in range(number):
        began = time.perf_counter()
        assert ask(site, GUIDE)[0] == 200
        found.append((time.perf_counter() - began) * 1000)
    return statistics.quantiles(found, n=20)[-1]


def slow_clients(site: Site) -> str:
    rest = p95(site)
    with ExitStack() as stack:

        def opened(number, sent):
            for _ in range(number):
                one = stack.enter_context(socket.create_connection(("127.0.0.1", site.port)))
                one.sendall(sent)

        opened(50, HALF % host(site))
        opened(1_000, b"")
        opened(200, f"GET {GUIDE} HTTP/1.1\r\nHost: ".encode() + host(site) + b"\r\n\r\n")
        beside = p95(site)
    assert beside < 3 * rest, f"{beside:.1f} ms beside {rest:.1f} at rest"
    return f"50 half bodies, 1,000 silent, 200 who do not read: p95 {beside:.1f} ms, at rest {rest:.1f}"


def load(site: Site, minutes=60) -> str:
    """Readers, searches and an editor at once: nothing fails, and memory stays where it was after a tenth of it."""
    editor, searches, failed = Editor(site), 0, 0
    began, found = time.monotonic(), []
    moments = [began + minutes * 60 * share for share in (0.1, 0.5, 1)]
    with Readers(site) as readers, publishing(editor):
        while moments:
            failed += ask(site, SEARCH)[0] != 200
            searches += 1
            if time.monotonic() > moments[0]:
                found.append(memory(site))
                moments.pop(0)
    assert readers.share >= 99.9 and not failed and not editor.lost(), (readers, failed)
    assert found[-1] < found[0] * 1.2, f"{found[0]:.0f} MB became {found[-1]:.0f}"
    grown = " → ".join(f"{one:.0f}" for one in found)
    return (
        f"{minutes:g} min: {searches:,} searches, {editor.confirmed} publications, 0 lost, "
        f"{grown} MB after a tenth, half and all of it; {readers}"
    )
