"""The real site as an operator starts it: bin/serve in a process of its own, on a data folder and a port of its own."""

import os
import signal
import socket
import subprocess
import time
from itertools import count
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
LIGHT = {"KBHELP_ANALYSER": "plain"}  # where search is not what is looked at: no dictionary of 300 MB to load
AT_ONCE = {
    "KBHELP_PAGE_CACHE": "0"
}  # what a test writes past the site is seen with the next page, not within a second
START_SECONDS = 240  # the first start is 16 s of work; beside other sessions it took 96 s
_starts = count(1)  # each run has a log of its own


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(data: Path, **changes: str) -> dict[str, str]:
    """This process's environment without what would name another site; `data` holds all state of the new one."""
    foreign = {"DATABASE_URL", "SECRET_KEY", "HOST", "PORT"}
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in foreign and not name.startswith("KBHELP_")
    }
    return kept | {"KBHELP_DATA": str(data)} | changes


class Site:
    """One run of bin/serve. `printed()` is all it has said so far, on both streams."""

    def __init__(self, data: Path, port: int | None = None, **variables: str):
        self.data, self.port = data, port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data.parent / f"{data.name}-start-{next(_starts)}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [ROOT / "bin" / "serve"],
                env=environment(
                    data, PORT=str(self.port), **{"KBHELP_SITE_URL": self.url} | AT_ONCE | variables
                ),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def printed(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_until_serving(self) -> "Site":
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            if self.answers():
                return self
            time.sleep(0.05)
        self.stop()
        raise AssertionError(f"bin/serve did not come up:\n{self.printed()}")

    def answers(self) -> bool:
        try:
            urlopen(self.url, timeout=5).close()
        except HTTPError:
            return True
        except (URLError, OSError):
            return False
        return True

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """The exit status; a site that does not stop by itself in 20 s is killed, and -9 says so."""
        if self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
        return self.process.wait()
