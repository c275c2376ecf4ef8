"""Readers who open one page after another while something happens to the site."""

import threading
from collections.abc import Callable, Iterator


class Asking:
    """Within it two readers call `ask(*arguments)`, which answers with a status first. `failed`: what was not a 200."""

    def __init__(self, ask: Callable, questions: Iterator[tuple]):
        self.ask, self.questions = ask, questions
        self.asked, self.failed = 0, []
        self.lock, self.ended = threading.Lock(), threading.Event()
        self.readers = [threading.Thread(target=self.read) for _ in range(2)]

    def read(self):
        while not self.ended.is_set():
            with self.lock:
                question = next(self.questions)
                self.asked += 1
            try:
                status = self.ask(*question)[0]
            except OSError as error:
                status = error
            if status != 200:
                self.failed.append((question, status))

    def __enter__(self):
        for reader in self.readers:
            reader.start()
        return self

    def __exit__(self, *failure):
        self.ended.set()
        for reader in self.readers:
            reader.join()
