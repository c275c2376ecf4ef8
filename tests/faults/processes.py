"""Kills, few descriptors, slow clients, and an hour of everything."""

import os
import random
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


def killed(site: Site, kills=100) -> str:
    """The whole site, at any moment of a publication."""
    editor, chance, slowest = Editor(site), random.Random(1), 0.0
    for _ in range(kills):
        with publishing(editor, editor.confirmed + 1):
            time.sleep(chance.uniform(0.1, 3.0))
            victims = [site.process.pid, *workers(site)]
            for pid in victims:
                os.kill(pid, signal.SIGKILL)
        site.process.wait()
        site = Site(site.data, KBHELP_PAGE_CACHE="64", KBHELP_ANALYSER="plain").wait_until_serving()
        slowest = max(slowest, seconds_until_well(site))
        editor.site = site
        assert not editor.lost(), f"publication {editor.confirmed} is lost"
    assert_whole(site)
    site.stop()
    return f"{kills} kills, {editor.confirmed} publications confirmed, 0 lost; whole"


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
    end, warm = time.monotonic() + minutes * 60, time.monotonic() + minutes * 6
    settled = None
    with Readers(site) as readers, publishing(editor):
        while time.monotonic() < end:
            failed += ask(site, SEARCH)[0] != 200
            searches += 1
            if settled is None and time.monotonic() > warm:
                settled = memory(site)
        last = memory(site)
    assert readers.share >= 99.9 and not failed and not editor.lost(), (readers, failed)
    assert last < settled * 1.2, f"{settled:.0f} MB became {last:.0f}"
    return (
        f"{minutes} min: {searches:,} searches, {editor.confirmed} publications, 0 lost, "
        f"{settled:.0f} → {last:.0f} MB; {readers}"
    )
