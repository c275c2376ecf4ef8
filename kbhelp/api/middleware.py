"""Around everything below /api/: who may read it from where, and errors in the API's own form, whoever answers them."""

from django.http import HttpResponse

from kbhelp.api.problems import MEDIA_TYPE, Problem, problem_of_status
from kbhelp.middleware.headers import FILE_POLICY

PREFIX = "/api/"
READING = ("GET", "HEAD")
ALLOWED = "GET, HEAD, OPTIONS"
# Any site may read what everybody may read. Nothing hangs on who asks, and no credentials are taken.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
}
PREFLIGHT = {
    "Allow": ALLOWED,
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class ApiAnswers:
    """Outside of whatever else may answer: the limit of bodies, Django's own errors, a fault."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        response = self.answer(request)
        response.headers.setdefault("Content-Security-Policy", FILE_POLICY)
        if response.status_code >= 400:
            response.headers.setdefault("Cache-Control", "no-store")
        for name, value in CORS.items():
            response.headers[name] = value
        return response

    def answer(self, request) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=PREFLIGHT)
        if request.method not in READING:
            return Problem("method_not_allowed", Allow=ALLOWED).response()
        response = self.get_response(request)
        is_said = response.headers.get("Content-Type") == MEDIA_TYPE
        return response if response.status_code < 400 or is_said else in_our_form(response)


def in_our_form(response) -> HttpResponse:
    """Its own headers stay: how long it may be kept, when to come again."""
    problem = problem_of_status(response.status_code).response()
    problem.status_code = response.status_code
    for name, value in response.headers.items():
        if name not in {"Content-Type", "Content-Length", "Content-Encoding", "Vary"}:
            problem.headers[name] = value
    return problem
