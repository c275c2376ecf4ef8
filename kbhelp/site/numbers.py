"""/metrics for Prometheus: there for who knows the token, for everybody else an address that does not exist."""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from kbhelp import live, metrics

LATE_AFTER = timedelta(minutes=1)  # what is due is tried each minute
FORMAT = "text/plain; version=0.0.4; charset=utf-8"


def numbers(request):
    """As asked by `Authorization: Bearer TOKEN`."""
    given = f"{request.headers.get('Authorization')}"
    if not settings.METRICS_TOKEN or not constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    if request.method not in {"GET", "HEAD"}:
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD", "Cache-Control": "no-store"})
    return HttpResponse(
        metrics.told(of_the_site()), content_type=FORMAT, headers={"Cache-Control": "no-store"}
    )


numbers.is_for_some = True  # whatever it answers: kbhelp.middleware.public_pages


def of_the_site() -> dict[str, tuple[str, float]]:
    """What is true of the site, whichever process is asked; asked of the database now."""
    up, late = (
        "Whether the database could be asked just now",
        "Publications and withdrawals over a minute late",
    )
    by_commands = {
        f"{done}_by_commands": (
            f"Documents that commands have {done}; only grows",
            metrics.left_by_commands(act),
        )
        for act, done in (("publish", "published"), ("withdraw", "withdrawn"))
    }
    try:
        return by_commands | {
            "due_changes_late": (late, live.count_late(timezone.now() - LATE_AFTER)),
            "database_up": (up, 1),
        }
    except DatabaseError:
        return by_commands | {"database_up": (up, 0)}
