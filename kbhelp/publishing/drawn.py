"""The HTML of editions, kept in memory.

An edition never changes. What is drawn of it alone is the same in ten guides that embed it, and after ten publications
of other documents: it is drawn once in each process, and again when the profile or the day is another.
"""

import threading
from collections import OrderedDict

from django.utils import timezone

from kbhelp import profile
from kbhelp.publishing.kinds import kinds

ROOM = 4_000_000  # letters; what was asked for least lately goes first


class Drawn:
    def __init__(self, room=ROOM):
        self.room, self.taken = room, 0
        self.held: OrderedDict[tuple, str] = OrderedDict()
        self.of, self.lock = None, threading.Lock()

    def html(self, template: str, page: dict, draw) -> str:
        """`draw()` where it is not held. A preview is of no edition yet, so that nothing is kept of it."""
        if "edition" not in page:
            return draw()
        return self.once((template, *editions_in(page)), draw)

    def once(self, key, draw) -> str:
        """`draw()` where nothing is held by that name; a preview of other words says them to nobody else."""
        if profile.is_instead():
            return draw()
        of = self.forget_another_day()
        with self.lock:
            if key in self.held:
                self.held.move_to_end(key)
                return self.held[key]
        html = draw()
        self.keep(of, key, html)
        return html

    def forget_another_day(self) -> tuple:
        now = profile.current(), timezone.localdate()
        if self.of is None or self.of[0] is not now[0] or self.of[1] != now[1]:
            self.clear()
            self.of = now
        return self.of

    def keep(self, of: tuple, key: tuple, html: str):
        """What was drawn of other words, while somebody saw new ones, is not kept."""
        with self.lock:
            if self.of is not of or len(html) > self.room or key in self.held:
                return
            self.held[key] = html
            self.taken += len(html)
            while self.taken > self.room:
                self.taken -= len(self.held.popitem(last=False)[1])

    def clear(self):
        with self.lock:
            self.held.clear()
            self.taken = 0


def editions_in(page: dict):
    """Its own and those of what it embeds and relates, each with its time: a database that was replaced gives numbers
    again; and with a mark of its HTML, which `rerender` makes anew."""
    yield page["edition"], page["published_at"], page["html_mark"]()
    yield from (
        (card["document"], card["published_at"]) for card in page["related"] if isinstance(card, dict)
    )
    for name in kinds()[page["kind"]].MARKDOWN_FIELDS:
        for block in page[name]["blocks"]:
            if "page" in block:
                yield block["page"]["edition"], block["page"]["published_at"], block["page"]["html_mark"]()


drawn = Drawn()
