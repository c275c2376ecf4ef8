"""Addresses as machines want them: absolute, by the configured one, whatever host was asked."""

from django.conf import settings


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
