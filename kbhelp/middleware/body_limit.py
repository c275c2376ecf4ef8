"""Bodies that are too large are refused before anything reads them: CSRF would first spool them to disk."""

from django.conf import settings
from django.shortcuts import render


class BodyLimit:
    """The first thing that looks at a request; staff_sessions sees whether a large upload comes from staff."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if is_too_large(request, settings.UPLOAD_BODY_LIMIT if is_upload(request) else settings.BODY_LIMIT):
            response = render(request, "413.html", status=413)
            response.headers["Connection"] = "close"  # what is left of the body is not waited for
            return response
        return self.get_response(request)


def is_upload(request) -> bool:
    return request.path == settings.MARKDOWNX_UPLOAD_URLS_PATH


def is_too_large(request, limit: int) -> bool:
    if request.META.get("HTTP_TRANSFER_ENCODING"):
        return True  # a body of unknown length; browsers never send forms that way
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdecimal() or int(length) > limit
