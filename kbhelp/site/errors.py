"""Error pages in Korean: what happened, and what to do now."""

import sqlite3
import sys

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import requires_csrf_token

from kbhelp import metrics, profile
from kbhelp.middleware.body_limit import is_staff_path
from kbhelp.request_ids import request_id

AGAIN_SECONDS = 10


def answer(request, status: int):
    return render(request, f"{status}.html", {"is_desk": is_staff_path(request.path)}, status=status)


def not_found(request, exception):
    return answer(request, 404)


def bad_request(request, exception):
    """A form of too many fields is as readable as any: it is too large."""
    return answer(request, 413 if isinstance(exception, TooManyFieldsSent) else 400)


def refused(request, exception):
    return answer(request, 403)


@requires_csrf_token
def csrf_refused(request, reason=""):
    """At the desk it means that another sign-in has changed the token since the form was opened."""
    is_desk = is_staff_path(request.path)
    is_form = is_desk and request.path != reverse(settings.LOGIN_URL)
    page = "desk/signed_out.html" if is_form else "403_csrf.html"
    return render(request, page, {"is_desk": is_desk}, status=403)


def broken(request):
    """Without a request context: whatever broke must not break this page too.

    Where it was the database that could not be asked, the same may go well in a while, and the answer says so.
    """
    is_away = is_of_database(sys.exc_info()[1])
    if is_away:
        metrics.count("database_errors")
    context = {
        "profile": profile.current(),
        "is_desk": is_staff_path(request.path),
        "is_writing": request.method not in ("GET", "HEAD"),
        "is_away": is_away,
        "number": request_id.get(),
    }
    answer = HttpResponse(render_to_string("500.html", context), status=503 if is_away else 500)
    answer.headers["Cache-Control"] = "no-store"
    if is_away:
        answer.headers["Retry-After"] = str(AGAIN_SECONDS)
    return answer


def is_of_database(error: BaseException | None) -> bool:
    """Whether it is locked, full, away or damaged; SQLite says of a damaged file only that it is an error.

    A table or column that SQLite does not know is our mistake, though Django calls it operational too.
    """
    cause = getattr(error, "__cause__", None)
    if getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
        return False
    return isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError
