"""The log: one line for what happened, without personal data.

What somebody typed stands in paths, and in what a fault says of its values: all of it is masked. Each line has the
time, the level, the process and the request. A fault that repeats is told whole once, and then in one line each.
"""

import copy
import json
import logging
import re
import time
import traceback
from datetime import datetime

from kbhelp.request_ids import request_id
from kbhelp.text import masked_whole

ESCAPED = re.compile(r"\\u([0-9a-f]{4})|\\x([0-9a-f]{2})")  # as Django writes what is not ASCII
WHOLE_AGAIN_SECONDS = 600  # then its traceback is written once more
MOST_FAULTS = 500  # different ones that are remembered


class Masked(logging.Formatter):
    """2026-11-27T19:18:03+09:00 ERROR 4312 3f9a2b1c django.request: Internal Server Error: /guides/"""

    def __init__(self):
        super().__init__()
        self.told: dict[tuple, tuple[float, int]] = {}  # by fault: when it was told whole, how often since

    def format(self, record) -> str:
        return f"{' '.join(self.about(record).values())}: {self.said(record)}"

    def about(self, record) -> dict[str, str]:
        moment = datetime.fromtimestamp(record.created).astimezone()
        return {
            "time": moment.isoformat(timespec="seconds"),
            "level": record.levelname,
            "process": str(record.process),
            # What Django says of an answer it says behind all middleware, with the request itself.
            "request": getattr(getattr(record, "request", None), "number", request_id.get()),
            "logger": record.name,
        }

    def said(self, record) -> str:
        """The message, and below it the traceback of a fault that is new."""
        record = copy.copy(record)  # other handlers see it as it was
        ending = ""
        if record.exc_info and record.exc_info[2] and (again := self.again(record.exc_info)):
            ending = f" – the same {record.exc_info[0].__name__} as before, {again} since it was told whole"
            record.exc_info = record.exc_text = None
        return masked_whole(ESCAPED.sub(_shown, super().format(record) + ending))

    def again(self, fault) -> int:
        """How often it has come since it was told whole; 0 where it is to be told."""
        kind, _, trace = fault
        place = traceback.extract_tb(trace)[-1]
        key, now = (kind, place.filename, place.lineno), time.monotonic()
        at, times = self.told.get(key, (float("-inf"), 0))
        if now > at + WHOLE_AGAIN_SECONDS:
            if len(self.told) >= MOST_FAULTS:
                self.told.clear()
            self.told[key] = (now, 0)
            return 0
        self.told[key] = (at, times + 1)
        return times + 1


class Json(Masked):
    """The same as one JSON object a line, for whoever collects logs."""

    def format(self, record) -> str:
        return json.dumps(self.about(record) | {"message": self.said(record)}, ensure_ascii=False)


def _shown(escaped) -> str:
    """The letter, which may belong to a number or a name; what would end a line or turn it round stays escaped."""
    letter = chr(int(escaped[1] or escaped[2], 16))
    return letter if letter.isprintable() and not letter.isascii() else escaped[0]
