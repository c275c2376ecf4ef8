"""What a serving process does beside answering, in a thread of its own, so that no reader waits for it."""

import logging
import threading
from collections.abc import Callable
from multiprocessing.util import Finalize

from django.db import close_old_connections, connection

from kbhelp import metrics

logger = logging.getLogger(__name__)
PATIENCE_SECONDS = 5  # how long the end of the process waits for a call that is under way


class Repeated(threading.Thread):
    """Calls `act` every so many seconds, and `at_end` once more when the process ends: not where the next process goes
    on where this one stopped.

    When `act` raises, the log says so once, and once more when it works again.
    """

    def __init__(self, act: Callable[[], object], every: float, *, at_end=True):
        super().__init__(name=act.__qualname__, daemon=True)
        self.act, self.every, self.at_end = act, every, at_end
        self.ending, self.is_failing = threading.Event(), False

    def start(self):
        super().start()
        # Unlike atexit it is heard in the worker processes of a server, too.
        Finalize(None, self.end, exitpriority=0)

    def run(self):
        while not self.ending.wait(self.every):
            self.call()
        connection.close()

    def end(self):
        if not self.ending.is_set():
            self.ending.set()
            if self.at_end:
                self.join(PATIENCE_SECONDS)
                self.call()

    def call(self):
        close_old_connections()
        try:
            self.act()
        except Exception:
            metrics.count("failed_tasks", task=self.name)
            if not self.is_failing:
                logger.exception("%s failed and is tried again", self.name)
            self.is_failing = True
        else:
            if self.is_failing:
                logger.warning("%s works again", self.name)
            self.is_failing = False
