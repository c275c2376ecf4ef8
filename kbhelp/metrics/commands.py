"""What commands publish, for the numbers of the servers beside them.

A command has no page of its own at which a monitor could ask, and is gone before the next question. Hence it leaves a
byte in a file for each document; how long a file is says how many there were. Appending needs no lock.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from kbhelp.metrics import counting

logger = logging.getLogger(__name__)


class Left:
    """A meter, as `count` calls it."""

    def __init__(self, folder: Path, act: str = ""):
        self.folder, self.act = folder, act

    def labels(self, act: str) -> "Left":
        return Left(self.folder, act)

    def inc(self, number: int):
        """Whatever was published is published, also where it cannot be counted."""
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            with (self.folder / self.act).open("ab") as file:
                file.write(b"." * number)
        except OSError as error:
            logger.warning("what this command does is not in the numbers: %s", error)


def folder() -> Path:
    return settings.DATA_DIR / "metrics-commands"


@contextmanager
def counted_for_the_servers() -> Iterator[None]:
    """What is published meanwhile counts, where anybody watches and this process does not count by itself."""
    if not settings.METRICS_TOKEN or "publications" in counting._meters:
        yield
        return
    counting._meters["publications"] = Left(folder())
    try:
        yield
    finally:
        del counting._meters["publications"]


def left_by_commands(act: str) -> int:
    """How many documents; 0 where no command has done any."""
    file = folder() / act
    return file.stat().st_size if file.exists() else 0
