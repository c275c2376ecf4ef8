"""Every route of the site, found by walking Django's own resolver: what nobody listed is found too."""

from typing import NamedTuple

from django.urls import get_resolver


class Route(NamedTuple):
    name: str  # with its namespace: admin:login; "" where the route has none
    pattern: str

    @property
    def is_for_staff(self) -> bool:
        return self.pattern.startswith(("admin/", "desk/"))

    @property
    def takes_arguments(self) -> bool:
        return "<" in self.pattern


def routes() -> list[Route]:
    return list(_walk(get_resolver().url_patterns))


def public_routes() -> list[Route]:
    return [route for route in routes() if not route.is_for_staff]


def _walk(patterns, pattern="", namespace=""):
    for entry in patterns:
        path = pattern + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry.url_patterns, path, inner)
        else:
            yield Route(namespace + entry.name if entry.name else "", path)
