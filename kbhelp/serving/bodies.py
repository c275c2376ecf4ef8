"""What a client sends: read whole and in time before a thread takes the request."""

import asyncio
from io import BytesIO, RawIOBase

from django.conf import settings

DEADLINE_SECONDS = 10.0  # for a body of no length, and between two pieces of a large one
SLOWEST = 20_000  # bytes a second; who is slower than this on the way up cannot use the desk anyway


class TooSlow(Exception):
    """The body did not come in time."""


async def body_of(scope, protocol):
    """A file of the request's body. A large one, which only staff may send, is still arriving: whoever may read it
    waits for it; without a length it is not read at all (kbhelp.middleware.body_limit refuses it)."""
    length = scope.headers.get("content-length", "0")
    if "transfer-encoding" in scope.headers or not length.isdecimal() or int(length) == 0:
        return BytesIO()
    if int(length) > settings.BODY_LIMIT:
        return Arriving(protocol, asyncio.get_running_loop())
    try:
        async with asyncio.timeout(DEADLINE_SECONDS + int(length) / SLOWEST):
            return BytesIO(await protocol())
    except TimeoutError:
        raise TooSlow from None


class Arriving(RawIOBase):
    """Read by the thread that answers, piece by piece as it comes."""

    def __init__(self, protocol, loop):
        self.pieces, self.loop, self.held = aiter(protocol), loop, b""

    def readable(self):
        return True

    def read(self, size=-1):
        if size is None or size < 0:
            return b"".join(iter(lambda: self.read(65_536), b""))
        if not self.held:
            self.held = self._next_piece()
        piece, self.held = self.held[:size], self.held[size:]
        return piece

    def _next_piece(self) -> bytes:
        coming = asyncio.run_coroutine_threadsafe(self._piece(), self.loop)
        try:
            return coming.result(DEADLINE_SECONDS)
        except TimeoutError as late:
            coming.cancel()
            raise OSError("the body did not come in time") from late

    async def _piece(self) -> bytes:
        return await anext(self.pieces, b"")
