"""The server beside its workers: one that dies is started again, however often, and a reload drops no request."""

import os
import signal
import subprocess
import sys
import time
from http.client import HTTPConnection
from itertools import repeat

import pytest

from tests.asking import Asking
from tests.site import LIGHT, ROOT, Site

sys.path.append(str(ROOT / "bin"))
import server  # noqa: E402 – what bin/serve runs stands beside it

pytestmark = pytest.mark.xdist_group("setup")
AGAIN_SECONDS = 60


@pytest.fixture
def site(tmp_path, after_first_start):
    site = Site(after_first_start(tmp_path / "data"), **LIGHT).wait_until_serving()
    yield site
    site.stop()


def workers(site) -> set[int]:
    """The processes that answer; bin/serve has become their parent."""
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(site.process.pid)], check=False, capture_output=True, text=True
    )
    return {int(pid) for pid in listed.stdout.split()}


def wait_for(what):
    end = time.monotonic() + AGAIN_SECONDS
    while not (found := what()):
        assert time.monotonic() < end, f"{what} did not come true"
        time.sleep(0.05)
    return found


def test_a_site_whose_worker_is_killed_five_times_in_a_row_answers_again_by_itself(site):
    killed = set()
    for _ in range(5):
        (worker,) = wait_for(lambda: workers(site) - killed)
        os.kill(worker, signal.SIGKILL)
        killed.add(worker)
    wait_for(site.answers)
    assert len(killed) == 5
    assert site.stop() == 0


def test_a_wait_for_the_next_try_ends_when_the_site_is_stopped():
    waiting = server.server("127.0.0.1", 8000)
    waiting.deaths, waiting.died_at = 9, time.monotonic()
    waiting.interrupt_signal = True
    assert waiting.pause() is False


def get(port: int):
    """Each over a connection of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/guides/")
    status = connection.getresponse().status
    connection.close()
    return (status,)


def test_a_reload_takes_new_workers_without_a_failed_request(site):
    before = workers(site)
    with Asking(get, repeat((site.port,))) as readers:
        site.process.send_signal(signal.SIGHUP)
        wait_for(lambda: workers(site).isdisjoint(before) and workers(site))
        time.sleep(1)
    assert readers.failed == []
    assert readers.asked > 20
