"""What the WSGI application answers, and how it goes to the client."""

import json
from collections.abc import Iterator

from django.conf import settings

from kbhelp.serving.requests import File

WHOLE = 1_000_000  # bytes up to which a body is put together first


class Reply:
    """Made in a thread: the whole of a page, and of a longer body its beginning. `rest`: what is still to come, a file
    that the server sends itself, or None."""

    def __init__(self, application, environ):
        parts = application(environ, self.start)
        is_head = environ["REQUEST_METHOD"] == "HEAD"
        self.body, self.rest, self.further = b"", parts, iter(() if is_head else parts)
        if isinstance(parts, File) and parts.path and not is_head:
            return
        try:
            self.body, is_whole = beginning(self.further)
        except BaseException:
            close(parts)
            raise
        if is_whole:
            close(parts)
            self.rest = None

    def start(self, status: str, headers: list[tuple[str, str]], exc_info=None):
        self.status, self.headers = int(status[:3]), headers

    async def send(self, protocol, in_thread):
        """`in_thread(function, *arguments)` runs what may take time: a page takes none, it is there."""
        if self.rest is None:
            protocol.response_bytes(self.status, self.headers, self.body)
            return
        try:
            if isinstance(self.rest, File) and self.rest.path:
                protocol.response_file(self.status, self.headers, str(self.rest.path))
            else:
                await self._send_rest(protocol, in_thread)
        finally:
            await in_thread(close, self.rest)

    async def _send_rest(self, protocol, in_thread):
        transport = protocol.response_stream(self.status, self.headers)
        part = self.body
        while part is not None:
            await transport.send_bytes(part)
            part = await in_thread(next, self.further, None)

    def drop(self):
        close(self.rest)


def beginning(parts: Iterator[bytes]) -> tuple[bytes, bool]:
    """What comes first, WHOLE bytes or a little more, and whether that is all."""
    found, size = [], 0
    for part in parts:
        found.append(part)
        size += len(part)
        if size > WHOLE:
            return b"".join(found), False
    return b"".join(found), True


def close(parts):
    if hasattr(parts, "close"):
        parts.close()


def plain(protocol, path: str, status: int, sentence: str, **headers: str):
    """An answer without Django, for when there is no thread for one."""
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    own = [("content-security-policy", "default-src 'none'"), ("x-content-type-options", "nosniff")]
    if path.startswith("/api/"):
        kind, body = "application/problem+json", problem(status, sentence)
        own += [("access-control-allow-origin", "*"), ("cache-control", "no-store")]
    else:
        kind, body = "text/html; charset=utf-8", page(sentence)
    protocol.response_bytes(status, [("content-type", kind), *own, *named], body.encode())


def page(sentence: str) -> str:
    return f'<!doctype html><html lang="ko"><meta charset="utf-8"><title>{sentence}</title><p>{sentence}</p>'


def problem(status: int, sentence: str) -> str:
    """As kbhelp.api says it, which stands above."""
    code = {408: "too_slow", 503: "unavailable"}[status]
    address = f"{settings.SITE_URL}/api/v1/openapi.json#/x-problems/{code}"
    return json.dumps({"type": address, "status": status, "code": code, "detail": sentence})
