"""All copies of a process, bounded by bytes; what was used least lately goes first."""

import threading

from kbhelp.pagecache.copies import Copy, compress_better

ELSE_SHARE = 20  # what is no page (moved, gone, never there) has a twentieth of the room, a shelf of its own
LONGEST_PATH = 300
BETTER_AFTER = 2  # from so many readers on a copy is worth 100 ms of compressing


class Shelf:
    def __init__(self, room: int):
        self.room = {True: room, False: room // ELSE_SHARE}
        self.taken = {True: 0, False: 0}
        self.copies: dict[tuple[str, str], Copy] = {}
        self.opened: dict[str, int] = {}  # by copies that have gone since they were counted
        self.given_again = 0  # answers by copies that have gone, beside the one for which each was made
        self.lock = threading.Lock()
        self.get = self.copies.get  # what the layer asks for every page

    def put(self, key: tuple[str, str], copy: Copy):
        """Unless it is longer than all the room; an older copy of the same address makes place."""
        with self.lock:
            self._take_away(key)
            if copy.size > self.room[copy.is_page]:
                return
            self.copies[key] = copy
            self.taken[copy.is_page] += copy.size
            self._make_room(copy.is_page)

    def drop(self, key: tuple[str, str], copy: Copy):
        with self.lock:
            if self.copies.get(key) is copy:
                self._take_away(key)

    def drop_showing(self, documents: set[int]):
        """Every copy that shows one of these, and no other."""
        with self.lock:
            for key in [key for key, copy in self.copies.items() if not documents.isdisjoint(copy.documents)]:
                self._take_away(key)

    def compress_better(self):
        """What was asked for again is made as small as it gets, beside the requests."""
        with self.lock:
            wanted = [
                (key, copy)
                for key, copy in self.copies.items()
                if copy.served >= BETTER_AFTER and not copy.is_best
            ]
        for key, copy in wanted:
            saved = compress_better(copy)
            with self.lock:
                if self.copies.get(key) is copy:
                    self.taken[copy.is_page] -= saved

    def shown(self) -> set[int]:
        """Every document that some copy shows."""
        with self.lock:
            return set().union(*(copy.documents for copy in self.copies.values()))

    def take_opened(self) -> dict[str, int]:
        """How often readers got each page since this was asked last: {path: times}."""
        with self.lock:
            for key, copy in self.copies.items():
                self._count(key, copy)
            opened, self.opened = self.opened, {}
        return opened

    def count_given_again(self) -> int:
        """How many answers there was no page to be made for, since the process began."""
        with self.lock:
            return self.given_again + sum(map(given_again, self.copies.values()))

    def _count(self, key, copy: Copy):
        times = copy.opened - copy.counted
        if copy.is_page and times:
            self.opened[key[1]] = self.opened.get(key[1], 0) + times
            copy.counted += times

    def _take_away(self, key):
        if copy := self.copies.pop(key, None):
            self.taken[copy.is_page] -= copy.size
            self.given_again += given_again(copy)
            self._count(key, copy)

    def _make_room(self, is_page: bool):
        """A tenth at once, since putting them in order takes time."""
        if self.taken[is_page] <= self.room[is_page]:
            return
        held = [(copy.used, key) for key, copy in self.copies.items() if copy.is_page == is_page]
        for _, key in sorted(held):
            if self.taken[is_page] <= self.room[is_page] * 0.9:
                return
            self._take_away(key)


def given_again(copy: Copy) -> int:
    return max(copy.served - 1, 0)
