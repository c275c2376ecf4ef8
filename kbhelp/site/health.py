"""What a monitor asks: /readyz says whether this process can serve, and what is not as it should be.

`/healthz`, which only says that the process is alive, is answered before Django (kbhelp.serving): it asks nothing.
"""

import os
import shutil
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from kbhelp import live
from kbhelp.publishing.models import SiteVersion

OK, DEGRADED, FAILING = "ok", "degraded", "failing"
ROOM = 200_000_000  # bytes that must be free for uploads, sheets and the database to grow


@require_safe
def ready(request):
    """200 and {"status": "ok" or "degraded", "parts": {name: status}}; 503 and "failing" where readers get errors."""
    parts = {name: status_of(check, worst) for name, (check, worst) in CHECKS.items()}
    worst = next((status for status in (FAILING, DEGRADED) if status in parts.values()), OK)
    answer = JsonResponse({"status": worst, "parts": parts}, status=503 if worst == FAILING else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def status_of(check: Callable[[], bool], worst: str) -> str:
    try:
        return OK if check() else worst
    except Exception:  # whatever goes wrong in a part is what a monitor wants to hear of
        return worst


def answers() -> bool:
    return SiteVersion.objects.exists()


def is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def has_room() -> bool:
    return shutil.disk_usage(settings.DATA_DIR).free > ROOM


def finds() -> bool:
    return not live.is_of_another_analyser()


def takes_pictures() -> bool:
    return os.path.isdir(settings.MEDIA_ROOT) and os.access(settings.MEDIA_ROOT, os.W_OK)


CHECKS = {  # what each is at its worst: without the database nothing new can be shown, all else only limits
    "database": (answers, FAILING),
    "migrations": (is_migrated, FAILING),
    "disk": (has_room, DEGRADED),
    "search": (finds, DEGRADED),
    "media": (takes_pictures, DEGRADED),
}
