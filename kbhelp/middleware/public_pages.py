"""Says of a page that is the same for everybody that it may be kept, and that it is to be asked for again each time.

Such a page cannot hang on who asks: readers' pages never load a session (staff_sessions), and what hangs on an answer
or a question has it in the query. A view that knows better sets Cache-Control itself,
or `is_for_some` where even its 404 says something.
"""

import time

from kbhelp.middleware.body_limit import is_staff_path

KEPT = {200, 301, 404, 410}
REVALIDATED = "public, no-cache"
FOR_NGINX = "X-Accel-Expires"


def this_second() -> str:
    """Until when nginx in front may answer by itself: nginx counts whole seconds, and a number of them, 1, would be up
    to two."""
    return f"@{int(time.time())}"


class PublicPages:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if is_public(request, response):
            # Before the other: nginx up to 1.23.2 keeps nothing when it reads no-cache first.
            response.headers[FOR_NGINX] = this_second()
            response.headers["Cache-Control"] = REVALIDATED
        return response


def is_public(request, response) -> bool:
    asked = request.method in {"GET", "HEAD"} and not request.META.get("QUERY_STRING")
    view = getattr(request.resolver_match, "func", None)
    is_for_some = is_staff_path(request.path) or hasattr(request, "session") or hasattr(view, "is_for_some")
    is_said = response.has_header("Cache-Control")
    is_one_text = response.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    return bool(
        asked
        and response.status_code in KEPT
        and is_one_text
        and not is_for_some
        and not is_said
        and not response.cookies
    )
