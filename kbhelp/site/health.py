"""What a monitor asks: /readyz says whether this process can serve, and what is not as it should be.

`/healthz`, which only says that the process is alive, is answered before Django (kbhelp.serving): it asks nothing.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from kbhelp import live
from kbhelp.publishing.models import SiteVersion
from kbhelp.search.korean import analyser
from kbhelp.search.semantic import asking

OK, DEGRADED, FAILING = "ok", "degraded", "failing"
ROOM = 200_000_000  # bytes that must be free for uploads, sheets and the database to grow
FULL = 20_000_000  # with less than this an upload and what the database writes meanwhile may not fit any more
WAITING = (
    1.5  # seconds, for all questions together; who writes and is well holds the lock for some milliseconds
)
AT_LEAST = 0.05  # of them for each question, so that what does not depend on the lock is still told rightly

AT_MOST = 1.0  # for what is no database

rounds = live.Rounds()


@dataclass(frozen=True)
class Part:
    name: str
    state: Callable[[], str]
    worst: str  # what it is where it cannot even be asked
    what_to_do: str
    is_of_database: bool = True


@require_safe
def ready(request):
    """200 and {"status": "ok" or "degraded", "parts": {name: status}, "what_to_do": {name: sentence}}; 503 and
    "failing" where readers or editors get errors."""
    end, parts = time.monotonic() + WAITING, {}
    for part in PARTS:
        is_in_vain = part.is_of_database and parts.get("database") == FAILING
        parts[part.name] = part.worst if is_in_vain else state_of(part, end)
    worst = next((status for status in (FAILING, DEGRADED) if status in parts.values()), OK)
    advice = {part.name: part.what_to_do for part in PARTS if parts[part.name] != OK}
    told = {"status": worst, "parts": parts, "what_to_do": advice}
    answer = JsonResponse(told, status=503 if worst == FAILING else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def state_of(part: Part, end: float) -> str:
    try:
        if not part.is_of_database:
            return part.state()
        with waiting(max(end - time.monotonic(), AT_LEAST)):
            return part.state()
    except Exception:  # whatever goes wrong in a part is what a monitor wants to hear of
        return part.worst


@contextmanager
def waiting(seconds: float) -> Iterator[None]:
    """No question waits longer for a lock; pages wait up to 20 s on SQLite and 30 s on PostgreSQL."""
    if connection.vendor == "postgresql":
        begin, end = f"SET statement_timeout = {seconds * 1000:.0f}", "RESET statement_timeout"
    else:
        usual = settings.SQLITE["OPTIONS"]["timeout"]
        begin, end = (f"PRAGMA busy_timeout = {limit * 1000:.0f}" for limit in (seconds, usual))
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute(end)


def database() -> str:
    return OK if SiteVersion.objects.exists() else FAILING


def migrations() -> str:
    executor = MigrationExecutor(connection)
    return FAILING if executor.migration_plan(executor.loader.graph.leaf_nodes()) else OK


def writing() -> str:
    """Takes the place in the line of all who change what readers see (kbhelp.live.turn), and leaves it at once."""
    with transaction.atomic():
        list(SiteVersion.objects.select_for_update().filter(pk=1))
    return OK


def disk() -> str:
    free = shutil.disk_usage(settings.DATA_DIR).free
    return FAILING if free < FULL else DEGRADED if free < ROOM else OK


def search() -> str:
    return DEGRADED if live.is_of_another_analyser() or rounds.look() else OK


def reading() -> str:
    return DEGRADED if analyser.failure() else OK


def semantic() -> str:
    """As search asks it, with more patience."""
    if settings.SEMANTIC:
        asking.ask(asking.QUESTION, "있나요", AT_MOST)
    return OK


def media() -> str:
    if settings.MEDIA_BUCKET:
        from kbhelp import bucket  # noqa: PLC0415 – its packages are there where it is used alone

        return OK if bucket.answers() else DEGRADED
    is_writable = os.path.isdir(settings.MEDIA_ROOT) and os.access(settings.MEDIA_ROOT, os.W_OK)
    return OK if is_writable else DEGRADED


WITHOUT_KIWI = "Search finds less, since Kiwi could not be loaded, mostly for want of memory: see the log."
NO_PICTURES = "The folder of pictures is missing or read only, or their bucket does not answer."
NO_SECOND_OPINION = "Search goes on without its second opinion: does bin/semantic run on KBHELP_SEMANTIC?"
PARTS = [
    Part("database", database, FAILING, "The database cannot be asked: is it there, and does it run?"),
    Part("migrations", migrations, FAILING, "The tables are older than the code: manage.py migrate"),
    Part("writing", writing, FAILING, "Nothing can be written: is another program holding the database?"),
    Part(
        "disk", disk, DEGRADED, f"Make room: {ROOM // 1_000_000} MB ought to be free.", is_of_database=False
    ),
    Part("search", search, DEGRADED, "The search index is not what readers see: manage.py rebuild_search"),
    Part("analyser", reading, DEGRADED, WITHOUT_KIWI, is_of_database=False),
    Part("semantic", semantic, DEGRADED, NO_SECOND_OPINION, is_of_database=False),
    Part("media", media, DEGRADED, NO_PICTURES, is_of_database=False),
]
