"""The process of the second opinion, as an operator starts it, with an encoder of the test's choice."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

from kbhelp.search.semantic.asking import NoAnswer, ask
from kbhelp.search.semantic.wire import QUESTION
from tests.site import ROOT

LETTERS = "kbhelp.search.tests.letters:Letters"
OTHERS = "kbhelp.search.tests.letters:Others"
START_SECONDS = 60


def new_folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="second-"))


class Process:
    """Nothing of this environment reaches it. Sockets have short names, hence a folder of its own."""

    def __init__(self, encoder: str = LETTERS):
        self.folder = new_folder()
        self.path, self.log = str(self.folder / "socket"), self.folder / "log"
        self.start(encoder)

    def start(self, encoder: str = LETTERS):
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kbhelp.search.semantic.server", self.path, "--encoder", encoder],
                cwd=ROOT,
                env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait_until_it_answers(self) -> "Process":
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            with suppress(NoAnswer):
                ask(QUESTION, "있나요", 5)
                return self
            time.sleep(0.02)
        raise AssertionError(f"it did not come up:\n{self.log.read_text()}")

    def stand_still(self):
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def end(self):
        self.kill()
        shutil.rmtree(self.folder)


@contextmanager
def answering(path: str, answer: bytes | None):
    """Somebody else at that address, who always gives this answer; None keeps silent. Yields what was asked."""
    heard, held = [], []
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
    listener.listen(16)
    thread = threading.Thread(target=_answer, args=(listener, answer, heard, held), daemon=True)
    thread.start()
    try:
        yield heard
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(10)
        for connection in held:
            connection.close()
        Path(path).unlink()


def _answer(listener: socket.socket, answer: bytes | None, heard: list[bytes], held: list):
    with suppress(OSError):  # the end of the listener
        while True:
            connection, _ = listener.accept()
            said = b""
            while part := connection.recv(65_536):
                said += part
            heard.append(said)
            if answer is None:
                held.append(connection)
                continue
            with connection, suppress(OSError):
                connection.sendall(answer)


@contextmanager
def serving(settings, *encoder):
    """A process that answers where the settings name it."""
    running = Process(*encoder)
    settings.SEMANTIC = running.path
    try:
        yield running.wait_until_it_answers()
    finally:
        running.end()
