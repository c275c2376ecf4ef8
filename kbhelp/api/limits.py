"""How often one address may ask for what must be made. What lies in memory is given without being counted.

Counted in memory, by the minute and the process: a read writes nothing. An address is kept for that minute.
"""

import threading
import time
from collections import Counter

from django.conf import settings

from kbhelp.feedback.reader import address_of, network_of

WINDOW = 60  # seconds
MOST_NETWORKS = 50_000  # told apart in one minute; who comes after them is not counted


class Minute:
    def __init__(self):
        self.number, self.asked, self.lock = 0, Counter(), threading.Lock()

    def take(self, network: str, now: float, most: int) -> int:
        """Returns 0, or the seconds to wait."""
        with self.lock:
            if self.number != int(now // WINDOW):
                self.number = int(now // WINDOW)
                self.asked.clear()
            if self.asked[network] >= most:
                return WINDOW - int(now % WINDOW)
            if network in self.asked or len(self.asked) < MOST_NETWORKS:
                self.asked[network] += 1
            return 0


minute = Minute()


def seconds_to_wait(request) -> int:
    most = settings.API_A_MINUTE
    return minute.take(network_of(address_of(request.META)), time.time(), most) if most else 0
