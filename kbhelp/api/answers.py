"""What a view of the API gives: a dict, which becomes JSON with an ETag; or a Problem, which becomes an error."""

from functools import wraps
from hashlib import blake2b

from django.http import HttpResponse
from django.utils.cache import get_conditional_response

from kbhelp.api.encoding import as_json
from kbhelp.api.limits import seconds_to_wait
from kbhelp.api.problems import Problem

# An answer to a question is kept by nobody but who asked, a list by everybody; both are asked for again each time.
# Without a query middleware.public_pages says the same of it as of a page, and the page cache keeps it as one.
OWN, LISTED = "private, no-cache", "public, no-cache"


def reading(cache_control: str):
    """`cache_control`: of its answers to a query. The view takes the request and what the address names."""

    def decorate(view):
        @wraps(view)
        def answer(request, **named):
            try:
                if wait := seconds_to_wait(request):
                    hint = f"{wait}초 뒤부터 됩니다."
                    raise Problem("too_many_requests", hint=hint, Retry_After=str(wait))
                given = view(request, **named)
            except Problem as problem:
                return problem.response()
            if isinstance(given, HttpResponse):
                return given
            return json_answer(request, given, cache_control)

        return answer

    return decorate


def json_answer(request, data, cache_control: str) -> HttpResponse:
    body = as_json(data).encode()
    etag = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'  # weak: the same for compressed and plain
    response = HttpResponse(body, content_type="application/json", headers={"ETag": etag})
    if request.META.get("QUERY_STRING"):
        response.headers["Cache-Control"] = cache_control
    return get_conditional_response(request, etag=etag, response=response)
