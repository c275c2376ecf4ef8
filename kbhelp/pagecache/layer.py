"""In front of Django: `from_memory` for the server's own thread, and for what is not there a WSGI application.

`from_memory` is all that most requests see. It is written to be fast, since everything else that the server does for
such a request takes some 20 µs.
"""

import threading
import time
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings

from kbhelp.middleware.body_limit import STAFF_PATHS
from kbhelp.middleware.public_pages import FOR_NGINX, this_second
from kbhelp.pagecache.copies import Copy, copy_of, is_named
from kbhelp.pagecache.encoding import encoding_for
from kbhelp.pagecache.responses import Response, called, is_to_be_kept
from kbhelp.pagecache.shelf import LONGEST_PATH, Shelf
from kbhelp.pagecache.watch import Watch
from kbhelp.publishing.shown import noting

ASKING = {"GET", "HEAD"}
LAST_COPY_SECONDS = (
    1.0  # after a change was seen: how long the last copy is served while one thread makes the new one
)
WAIT_SECONDS = 5.0  # how long others wait for the one that makes a page of which there is no copy
AGAIN_SECONDS = 1.0  # after a page could not be made: how long its last copy is served without another try


class PageCache:
    def __init__(self, application, shelf: Shelf, watch: Watch):
        self.application, self.shelf, self.watch = application, shelf, watch
        self.making: dict[tuple[str, str], Making] = {}
        self.lock = threading.Lock()
        self.scheme, self.hosts = urlsplit(settings.SITE_URL).scheme, own_hosts()
        proxied = settings.SECURE_PROXY_SSL_HEADER
        self.scheme_name = proxied[0] if proxied else "wsgi.url_scheme"
        self.proxied = proxied[0].removeprefix("HTTP_").replace("_", "-").lower() if proxied else ""
        self.cookie = f"{settings.SESSION_COOKIE_NAME}="
        self.passing = (*STAFF_PATHS, settings.STATIC_URL, settings.MEDIA_URL)

    def from_memory(self, method, path, query, headers, is_any=False) -> tuple[int, list, bytes] | None:
        """What is there and may be served, without a question to anybody. `headers`: what has `get(name)`.

        `is_any`: however old, since nobody can make it anew.
        """
        get = headers.get
        key = get("host"), path
        copy = self.shelf.get(key)
        if (
            copy is None
            or query
            or method not in ASKING
            or (copy.until is not None and copy.until <= time.time())
            or (self.proxied and get(self.proxied) != self.scheme)
            or get("hx-request")
            or self.cookie in get("cookie", "")
            or not (copy.state is self.watch.state or is_any or self.is_to_stay(key, copy))
        ):
            return None
        return self.given(copy, method, get("accept-encoding"), get("if-none-match"))

    def __call__(self, environ, start_response):
        if not self.is_for_everybody(environ):
            return self.passed_by(environ, start_response)
        found = self.copy_or_response((environ["HTTP_HOST"], environ["PATH_INFO"]), environ)
        if isinstance(found, Response):
            return found.given(environ, start_response)
        names = ("REQUEST_METHOD", "HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH")
        status, headers, body = self.given(found, *map(environ.get, names))
        start_response(f"{status} {HTTPStatus(status).phrase}", headers)
        return [body]

    def given(
        self, copy: Copy, method: str, accepted: str | None, known: str | None
    ) -> tuple[int, list, bytes]:
        copy.served += 1
        if method == "GET":
            copy.opened += 1
        copy.used = self.watch.second
        answer = copy.answers[encoding_for(accepted)]
        is_known = known and (known == answer.etag or is_named(copy, known))
        headers = answer.headers_alone if is_known else answer.headers
        if copy.state is not self.watch.state:
            headers = [*headers, ("Age", str(int(time.time() - copy.made_at)))]
        elif self.proxied:  # an old copy is for this one reader: nginx would give it to others for longer
            headers = [(FOR_NGINX, this_second()), *headers]
        if is_known:
            return 304, headers, b""
        return copy.status, headers, answer.body if method == "GET" else b""

    def is_for_everybody(self, environ) -> bool:
        """Whether what answers hangs on the address alone."""
        path = environ["PATH_INFO"]
        return (
            environ["REQUEST_METHOD"] in ASKING
            and not environ["QUERY_STRING"]
            and "HTTP_HX_REQUEST" not in environ
            and self.cookie not in environ.get("HTTP_COOKIE", "")
            and environ.get("HTTP_HOST") in self.hosts
            and environ.get(self.scheme_name) == self.scheme
            and len(path) <= LONGEST_PATH
            and not path.startswith(self.passing)
        )

    def passed_by(self, environ, start_response):
        """Past all copies. What a person sent may have changed the site: they see it at once, also here."""
        try:
            return self.application(environ, start_response)
        finally:
            if environ["REQUEST_METHOD"] not in ASKING:
                self.watch.look_if_possible()

    def copy_or_response(self, key, environ) -> Copy | Response:
        copy = self.shelf.get(key)
        if copy and copy.is_over(time.time()):
            self.shelf.drop(key, copy)
            copy = None
        if copy and (copy.state is self.watch.state or self.is_to_stay(key, copy)):
            return copy
        being_made = self.begin(key)
        if being_made is None:
            try:
                return self.made(key, environ, copy)
            finally:
                self.end(key)
        return self.made_by_another(key, environ, being_made)

    def is_to_stay(self, key, copy: Copy) -> bool:
        """Whether an old copy is served: nobody knows the state, making it failed a moment ago, or somebody makes it
        at this moment; who has taken longer than a second for it may be held up for good."""
        state, now, being_made = self.watch.state, time.monotonic(), self.making.get(key)
        if state is None or now < copy.failed_at + AGAIN_SECONDS:
            return True
        is_new = now < state.seen_at + LAST_COPY_SECONDS
        return being_made is not None and (is_new or now > being_made.began + LAST_COPY_SECONDS)

    def begin(self, key) -> "Making | None":
        """None where it is ours to make the page; else what tells that it is made."""
        with self.lock:
            if key in self.making:
                return self.making[key]
            self.making[key] = Making()
        return None

    def end(self, key):
        with self.lock:
            self.making.pop(key).is_over.set()

    def made(self, key, environ, last: Copy | None) -> Copy | Response:
        state = self.watch.state  # before it is made: what is published meanwhile makes it old again
        with noting() as shown:
            response = called(self.application, environ)
        if response.has_failed and last:
            last.failed_at = time.monotonic()
            return last
        if state is None or not is_to_be_kept(response):
            return response.as_accepted(environ)
        copy = copy_of(response.status, response.headers, response.body, state, shown, time.time())
        copy.used = self.watch.second
        self.shelf.put(key, copy)
        return copy

    def made_by_another(self, key, environ, being_made: "Making") -> Copy | Response:
        being_made.is_over.wait(WAIT_SECONDS)
        return self.shelf.get(key) or called(self.application, environ).as_accepted(environ)


class Making:
    """One page, as long as a thread makes it."""

    def __init__(self):
        self.began, self.is_over = time.monotonic(), threading.Event()


def own_hosts() -> set[str]:
    """Under which names copies are kept: those that are answered, each with the port of the site's own address."""
    address = urlsplit(settings.SITE_URL)
    port = f":{address.port}" if address.port else ""
    return {address.netloc} | {
        f"{host}{port}" for host in settings.ALLOWED_HOSTS if host[:1] not in {"*", "."}
    }
