"""What the site asks the process of the second opinion. Whatever is wrong with it, search goes on without it."""

import logging
import socket
import time

from django.conf import settings

from kbhelp.search.semantic import wire
from kbhelp.search.semantic.wire import QUESTION, Vector

logger = logging.getLogger(__name__)
READER = 0.1  # seconds that a reader waits for it at most; the longest question takes half of it where there is time
PATIENT = 10.0  # and who makes vectors beside the readers
PAUSE = 5.0  # for so long it is left alone after it has failed

SILENT = 600.0  # seconds between two lines of the log that say so

_state = {"until": 0.0, "silent_until": 0.0, "is_failing": False}


class NoAnswer(Exception):
    """It is away, silent, or says something else."""


def vector_of_question(text: str, seconds: float | None = None) -> Vector | None:
    """None at once while it is left alone, and as soon as it is too late."""
    if time.monotonic() < _state["until"]:
        return None
    try:
        return ask(QUESTION, text, READER if seconds is None else seconds)
    except NoAnswer:
        _state["until"] = time.monotonic() + PAUSE
        return None


def ask(kind: bytes, text: str, seconds: float) -> Vector:
    """NoAnswer after so many seconds at the latest."""
    try:
        found = _exchange(wire.asked(kind, text), time.monotonic() + seconds)
    except (OSError, ValueError) as error:
        _say_failing(type(error).__name__)
        raise NoAnswer from error
    if _state["is_failing"]:
        logger.warning("the second opinion answers again")
        _state["is_failing"] = False
    return found


def _say_failing(why: str):
    """Once in ten minutes, since on a busy machine it comes and goes."""
    if time.monotonic() >= _state["silent_until"]:
        logger.warning("the second opinion gives no answer (%s): search goes on alone", why)
        _state.update(is_failing=True, silent_until=time.monotonic() + SILENT)


def _exchange(question: bytes, end: float) -> Vector:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asked:
        _within(asked, end)
        asked.connect(settings.SEMANTIC)
        _within(asked, end)
        asked.sendall(question)
        asked.shutdown(socket.SHUT_WR)
        said = b""
        while len(said) <= wire.LONGEST:
            _within(asked, end)
            part = asked.recv(wire.LONGEST + 1)
            if not part:
                break
            said += part
    return wire.read_answer(said)


def _within(asked: socket.socket, end: float):
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    asked.settimeout(left)
