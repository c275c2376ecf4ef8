"""The layer as the server calls it: environ in, status, headers and bytes out."""

import io
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from kbhelp.notices.models import Notice
from kbhelp.pagecache import PageCache, Shelf, Watch
from kbhelp.site.words.kept import kept

HOST = settings.SITE_URL.partition("://")[2]


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def make_layer(application=None, room=10_000_000) -> PageCache:
    """In front of the real site, or of `application(environ)` → (status, headers, body); it has looked once."""
    shelf = Shelf(room)
    layer = PageCache(
        application or get_wsgi_application(),
        shelf,
        Watch(shelf, [Notice.objects.next_change, kept.next_change]),
    )
    layer.watch.look()
    return layer


def environ_of(path="/", method="GET", **headers) -> dict:
    path, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": HOST,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    } | headers


@contextmanager
def connection_kept():
    """As Django's test client does it: a test has one connection, in a transaction, which no request may close."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


@connection_kept()
def ask(layer, path="/", method="GET", **headers) -> Answer:
    """As the server asks: for what is in memory first."""
    address, _, query = path.partition("?")
    if "wsgi.url_scheme" not in headers:
        named = {
            name.removeprefix("HTTP_").replace("_", "-").lower(): value for name, value in headers.items()
        }
        ready = layer.from_memory(method, address, query, {"host": HOST} | named)
        if ready:
            return Answer(ready[0], {name.lower(): value for name, value in ready[1]}, ready[2])
    said = []
    parts = layer(
        environ_of(path, method, **headers), lambda status, headers, *rest: said.append((status, headers))
    )
    body = b"".join(parts)
    if hasattr(parts, "close"):
        parts.close()
    ((status, headers),) = said
    return Answer(int(status[:3]), {name.lower(): value for name, value in headers}, body)


class Pages:
    """An application whose pages say how often they were made: a page that everybody gets, unless told otherwise."""

    def __init__(self, status="200 OK", body=b"page", **headers):
        self.status, self.body, self.made = status, body, 0
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        self.headers = {"Content-Type": "text/html", "Cache-Control": "public, no-cache"} | said

    def __call__(self, environ, start_response):
        self.made += 1
        start_response(self.status, list(self.headers.items()))
        return [self.body + b" %d" % self.made]


def always(value):
    return lambda *given: value
