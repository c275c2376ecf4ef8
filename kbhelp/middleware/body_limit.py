"""Bodies that are too large are refused before anything reads them: CSRF would first spool them to disk."""

import re

from django.conf import settings
from django.shortcuts import render

STAFF_PATHS = ("/admin/", "/desk/")
LARGE_FORMS = re.compile(r"/admin/\w+/\w+/(add|\d+/change|(\d+/)?sheet/preview)/|/desk/(markdown|upload)/")
ARCHIVES = "/admin/moving/preview/"


class BodyLimit:
    """The first thing that looks at a request; staff_sessions sees whether a large form comes from staff."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if is_too_large(request, limit_of(request)):
            response = render(request, "413.html", {"is_desk": is_staff_path(request.path)}, status=413)
            response.headers["Connection"] = "close"  # what is left of the body is not waited for
            return response
        return self.get_response(request)


def is_staff_path(path: str) -> bool:
    return path.startswith(STAFF_PATHS)


def limit_of(request) -> int:
    if is_archive(request):
        return settings.ARCHIVE_BODY_LIMIT
    return settings.STAFF_BODY_LIMIT if may_be_large(request) else settings.BODY_LIMIT


def is_archive(request) -> bool:
    return request.path == ARCHIVES


def may_be_large(request) -> bool:
    """Pictures, the forms of the desk and archives, should those send them who may."""
    return bool(LARGE_FORMS.fullmatch(request.path)) or is_archive(request)


def is_too_large(request, limit: int) -> bool:
    if request.META.get("HTTP_TRANSFER_ENCODING"):
        return True  # a body of unknown length; browsers never send forms that way
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdecimal() or int(length) > limit
