"""Bodies that are too large are refused before anything reads them: CSRF would first spool them to disk."""

from django.conf import settings
from django.shortcuts import render


class BodyLimit:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if self.is_too_large(request):
            response = render(request, "413.html", status=413)
            response.headers["Connection"] = "close"
            return response
        return self.get_response(request)

    @staticmethod
    def is_too_large(request) -> bool:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if request.META.get("HTTP_TRANSFER_ENCODING"):
            return True  # a body of unknown length; browsers never send forms that way
        is_upload = request.path == settings.MARKDOWNX_UPLOAD_URLS_PATH
        limit = settings.UPLOAD_BODY_LIMIT if is_upload else settings.BODY_LIMIT
        return not length.isdecimal() or int(length) > limit
