"""One page as it is sent to everybody."""

import gzip
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

import brotli

from kbhelp.pagecache.encoding import BROTLI, GZIP, PLAIN

QUICK, BEST = 4, 11  # brotli while a reader waits, and behind their back for a page that is asked for again
AROUND = 2_000  # bytes of headers and objects around a copy
OF_A_BODY = {"content-type", "content-length", "content-encoding"}
NOT_KEPT = {
    "content-length",
    "content-encoding",
    "vary",
    "etag",
    "connection",
    "date",
    "x-accel-expires",
}  # said anew for each encoding or answer


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes over the wire in one encoding."""

    etag: str
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def headers_alone(self) -> list[tuple[str, str]]:
        """For who has the body already: without what describes it."""
        return [(name, value) for name, value in self.headers if name.lower() not in OF_A_BODY]


@dataclass(slots=True, eq=False)
class Copy:
    status: int
    state: object  # of the site, as it was seen before the page was made
    answers: dict[str, Answer]
    digest: str
    documents: frozenset[int]  # what it shows, whole or as a card
    until: float | None  # seconds since the epoch: when the first of them is withdrawn
    made_at: float
    size: int
    served: int = 0
    opened: int = 0  # by readers: what only asks for the headers is none
    counted: int = 0  # of these, how many are written down
    used: int = 0  # the last second in which it was served, as the watch counts them
    failed_at: float = float("-inf")  # time.monotonic(), when making it anew failed last
    is_best: bool = False  # its brotli is as small as it gets

    def is_over(self, now: float) -> bool:
        return self.until is not None and now >= self.until

    @property
    def is_page(self) -> bool:
        return self.status == 200


def copy_of(status: int, headers: list[tuple[str, str]], body: bytes, state, shown: dict, now: float) -> Copy:
    """`shown`: by document the time at which it is withdrawn, or None."""
    digest = blake2b(b"%d %b" % (status, body), digest_size=12).hexdigest()
    kept = [(name, value) for name, value in headers if name.lower() not in NOT_KEPT]
    answers = {
        PLAIN: answer_of(kept, body, digest, PLAIN),
        GZIP: answer_of(kept, gzip.compress(body, 6, mtime=0), digest, GZIP),
        BROTLI: answer_of(kept, brotli.compress(body, quality=QUICK), digest, BROTLI),
    }
    ends = [at.timestamp() for at in shown.values() if isinstance(at, datetime)]
    size = AROUND + sum(len(answer.body) for answer in answers.values())
    return Copy(status, state, answers, digest, frozenset(shown), min(ends, default=None), now, size)


def answer_of(headers, body: bytes, digest: str, encoding: str, level="") -> Answer:
    """A strong ETag names these very bytes, hence the encoding and how hard it tried."""
    etag = f'"{digest}{"-" if encoding else ""}{encoding}{level}"'
    own = [("Content-Length", str(len(body))), ("Vary", "Accept-Encoding"), ("ETag", etag)]
    own += [("Content-Encoding", encoding)] if encoding else []
    return Answer(etag, [*headers, *own], body)


def compress_better(copy: Copy) -> int:
    """The brotli of the copy as small as it gets, in some 100 ms; returns by how many bytes the copy shrank."""
    plain, quick = copy.answers[PLAIN], copy.answers[BROTLI]
    own = {"content-length", "vary", "etag"}
    headers = [(name, value) for name, value in plain.headers if name.lower() not in own]
    best = answer_of(headers, brotli.compress(plain.body, quality=BEST), copy.digest, BROTLI, BEST)
    copy.is_best = True
    saved = len(quick.body) - len(best.body)
    if saved <= 0:
        return 0
    copy.answers[BROTLI] = best
    copy.size -= saved
    return saved


def is_named(copy: Copy, asked: str) -> bool:
    """Whether If-None-Match names this copy in any encoding: what the browser has says the same."""
    return asked.strip() == "*" or copy.digest in {
        tag.strip().removeprefix("W/").strip('"').partition("-")[0] for tag in asked.split(",")
    }
