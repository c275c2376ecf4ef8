"""A number for each request: it stands in every line of the log, and on the page that says that something broke."""

import secrets
from contextvars import ContextVar

NONE = "-"  # what the process does beside its requests
request_id: ContextVar[str] = ContextVar("request_id", default=NONE)


class RequestIds:
    """What broke says its number; other answers do not, since a stored page is the answer to many requests."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        number = request.number = secrets.token_hex(4)
        token = request_id.set(number)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        if response.status_code >= 500:
            response.headers["X-Request-ID"] = number
        return response
