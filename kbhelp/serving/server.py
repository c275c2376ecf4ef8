"""One request after another, as granian hands them over."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from granian.rsgi import ProtocolClosed

from kbhelp.middleware.body_limit import is_staff_path
from kbhelp.serving.bodies import TooSlow, body_of
from kbhelp.serving.replies import Reply, plain
from kbhelp.serving.requests import environ_of

PATIENCE = (
    15.0  # so many seconds everybody waits for a page; what editors send, and what they take away, has no end
)
ALIVE = "/healthz"  # answered to whoever asks, by whatever name, as long as the process lives
WAITING = 100  # requests for each thread; who comes after them is told to come again
TOO_SLOW = "보내신 내용이 끝까지 오지 않았습니다. 인터넷 연결을 확인하고 다시 해 주세요."
TOO_MANY = "지금은 찾는 분이 많습니다. 잠시 뒤에 다시 열어 주세요."


class Server:
    """`application`: WSGI. `from_memory(method, path, query, headers)`: an answer that needs no thread, or None; with
    `is_any` also one that was to be made anew."""

    def __init__(self, application, threads: int, from_memory=lambda *asked, is_any=False: None):
        self.application, self.from_memory = application, from_memory
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="answers")
        self.most, self.under_way = threads * WAITING, 0
        self.turned_away = 0  # answers without a thread

    async def __rsgi__(self, scope, protocol):
        if scope.path == ALIVE:
            protocol.response_bytes(
                200, [("content-type", "text/plain"), ("cache-control", "no-store")], b"ok\n"
            )
            return
        ready = self.from_memory(scope.method, scope.path, scope.query_string, scope.headers)
        if ready is not None:
            protocol.response_bytes(*ready)
        elif self.under_way >= self.most:
            self.answer_without_thread(scope, protocol)
        else:
            with suppress(ProtocolClosed):  # the client has gone
                await self.answer(scope, protocol)

    async def answer(self, scope, protocol):
        try:
            body = await body_of(scope, protocol)
        except TooSlow:
            plain(protocol, scope.path, 408, TOO_SLOW, connection="close")
            return
        self.under_way += 1
        coming = self.in_thread(Reply, self.application, environ_of(scope, body))
        coming.add_done_callback(self.one_less)
        try:
            reply = await asyncio.wait_for(asyncio.shield(coming), patience(scope.method, scope.path))
        except TimeoutError:
            coming.add_done_callback(drop)
            self.answer_without_thread(scope, protocol)
        else:
            await reply.send(protocol, self.in_thread)

    def one_less(self, coming):
        self.under_way -= 1

    def answer_without_thread(self, scope, protocol):
        """What there is of it, however old: all threads wait for a database that does not answer, or are busy."""
        self.turned_away += 1
        old = self.from_memory(scope.method, scope.path, scope.query_string, scope.headers, is_any=True)
        if old is not None:
            protocol.response_bytes(*old)
        else:
            plain(protocol, scope.path, 503, TOO_MANY, retry_after="5")

    def in_thread(self, function, *arguments):
        return asyncio.get_running_loop().run_in_executor(self.pool, function, *arguments)


def patience(method: str, path: str) -> float | None:
    """None for imports and exports of a large site, and for whatever else an editor sends."""
    is_page = method in {"GET", "HEAD"} and not path.endswith("/export/")
    return PATIENCE if is_page or not is_staff_path(path) else None


def drop(coming):
    """Nobody waits for it any more."""
    if not coming.cancelled() and not coming.exception():
        coming.result().drop()
