"""Pages go compressed over the wire; statics already are, by whitenoise, and pictures cannot be."""

from django.middleware.gzip import GZipMiddleware

TEXT = ("text/", "application/json", "application/xml", "application/atom+xml")


class CompressText(GZipMiddleware):
    def process_response(self, request, response):
        if response.streaming or not response.headers.get("Content-Type", "").startswith(TEXT):
            return response
        return super().process_response(request, response)
