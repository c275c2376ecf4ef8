"""What the WSGI application answers, and how it goes to the client."""

import json
from collections.abc import Iterable

from django.conf import settings

from kbhelp.serving.requests import File

WHOLE = 1_000_000  # bytes up to which a body is put together first


class Reply:
    """Made in a thread. `parts`: a list of bytes, a File, or whatever else yields bytes."""

    def __init__(self, application, environ):
        self.is_head = environ["REQUEST_METHOD"] == "HEAD"
        self.parts: Iterable[bytes] = application(environ, self.start)

    def start(self, status: str, headers: list[tuple[str, str]], exc_info=None):
        self.status, self.headers = int(status[:3]), headers

    async def send(self, protocol, in_thread):
        """`in_thread(function, *arguments)` runs what may take time."""
        try:
            if self.is_head or isinstance(self.parts, list):
                protocol.response_bytes(
                    self.status, self.headers, b"" if self.is_head else b"".join(self.parts)
                )
            elif isinstance(self.parts, File) and self.parts.path:
                protocol.response_file(self.status, self.headers, str(self.parts.path))
            else:
                await self._send_parts(protocol, in_thread)
        finally:
            if hasattr(self.parts, "close"):
                await in_thread(self.parts.close)

    async def _send_parts(self, protocol, in_thread):
        parts, first = iter(self.parts), b""
        while len(first) <= WHOLE:
            part = await in_thread(next, parts, None)
            if part is None:
                protocol.response_bytes(self.status, self.headers, first)
                return
            first += part
        transport = protocol.response_stream(self.status, self.headers)
        while first is not None:
            await transport.send_bytes(first)
            first = await in_thread(next, parts, None)


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
