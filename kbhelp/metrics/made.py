"""Counts what Django answers, how it went and how long it took."""

import time
from functools import cache

from django.conf import settings
from django.urls import get_resolver

from kbhelp.metrics.counting import count, took

HOME, ELSE = "home", "other"


class Made:
    """`application`: WSGI. What never began to be answered counts as broken."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        began, status = time.perf_counter(), "5"

        def start(said, headers, exc_info=None):
            nonlocal status
            status = said[0]
            return start_response(said, headers, exc_info)

        try:
            return self.application(environ, start)
        finally:
            page = page_of(environ["PATH_INFO"])
            count("requests", status=f"{status}xx", page=page)
            took(time.perf_counter() - began, page)


def page_of(path: str) -> str:
    """The first part of the address where the site has one of that name: no more values than it has routes."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in first_parts() else ELSE if first else HOME


@cache
def first_parts() -> frozenset[str]:
    found = set(_parts(get_resolver().url_patterns))
    return frozenset(
        {part for part in found if part and not set(part) & set("<(^")}
        | {
            settings.STATIC_URL.strip("/"),
        }
    )


def _parts(patterns, before=""):
    for entry in patterns:
        path = before + str(entry.pattern)
        if "/" not in path and hasattr(entry, "url_patterns"):
            yield from _parts(entry.url_patterns, path)
        else:
            yield path.partition("/")[0]
