"""Serves the site: python bin/server.py HOST PORT. What bin/serve becomes at its end.

granian ends for good when a worker dies twice within 5.5 seconds. Here a worker that dies is started again for ever,
each time after a longer pause, so that a site that was short of memory for a minute comes back by itself.

Nothing of kbhelp is imported here: on SIGHUP the workers are made anew out of this process and read the code as it is
then.
"""

import os
import shutil
import sys
import time
from pathlib import Path

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels, logger

LONGEST_PAUSE = 30.0  # seconds
QUIET = 60.0  # seconds without a death, after which it counts as the first again
OVERLAP = 10.0  # seconds that a reload leaves a new worker to load everything before the old one goes


class Patient(Granian):
    """`_respawn_workers` and `respawned_wrks` are granian's own; a test kills workers, so that a newer granian that
    calls them otherwise is noticed."""

    deaths, died_at = 0, float("-inf")

    def _respawn_workers(self, workers, spawn_target, target_loader, delay=0):
        if not delay and not self.pause():  # a reload comes with a delay
            return
        super()._respawn_workers(workers, spawn_target, target_loader, delay=delay)
        self.respawned_wrks.clear()  # by what stands here granian tells a crash loop

    def pause(self) -> bool:
        """Waits before the next try: not at all after the first death, then 1, 2, 4 … seconds. Whether to go on."""
        now = time.monotonic()
        self.deaths = self.deaths + 1 if now < self.died_at + QUIET else 1
        self.died_at = now
        seconds = min(2.0 ** (self.deaths - 2), LONGEST_PAUSE) if self.deaths > 1 else 0.0
        if seconds:
            logger.warning(f"Worker died {self.deaths} times, next try in {seconds:g} s")
        while not self.interrupt_signal and seconds > 0:
            time.sleep(min(seconds, 0.2))
            seconds -= 0.2
        return not self.interrupt_signal


def server(host: str, port: int) -> Patient:
    """In granian backpressure counts connections, silent ones too: a small number would let a handful of idle clients
    shut the site, so that it stands high and silent clients are dropped after ten seconds."""
    return Patient(
        "kbhelp.rsgi:application",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=int(os.environ.get("KBHELP_WORKERS") or 1),
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=10_000, max_buffer_size=65_536),
        websockets=False,
        backlog=2048,
        backpressure=1024,
        respawn_failed_workers=True,
        respawn_interval=OVERLAP,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    )


def make_place_for_numbers(port: int):
    """Where the workers count together for /metrics (kbhelp.metrics.folder): empty at each start. Without it, on a full
    disk, each worker counts by itself."""
    folder = Path(os.environ["KBHELP_DATA"]) / f"metrics-{port}"
    shutil.rmtree(folder, ignore_errors=True)
    if not os.environ.get("KBHELP_METRICS_TOKEN"):
        return
    try:
        folder.mkdir(mode=0o700)
    except OSError as error:
        logger.warning(f"Each worker counts for itself: {error}")
    else:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


if __name__ == "__main__":
    make_place_for_numbers(int(sys.argv[2]))
    server(sys.argv[1], int(sys.argv[2])).serve()
