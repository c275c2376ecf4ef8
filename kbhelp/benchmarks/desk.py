"""What an editor waits for at the desk of the site in KBHELP_DATA."""

import time

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from kbhelp.benchmarks.figures import p50, p95, times
from kbhelp.benchmarks.servers import LOADED, granian
from kbhelp.publishing.kinds import kinds

EDITOR = "bench-editor"
ROWS = 200


def opened(application: str):
    guide, table = kinds()["guide"].objects.order_by("pk").first(), long_table()
    pages = {
        "list of guides at the desk": at_desk(guide, "changelist"),
        "form of a guide": at_desk(guide, "change", guide.pk),
        f"form of a table of {ROWS} rows": at_desk(table, "change", table.pk),
    }
    with granian(application) as (site, _):
        time.sleep(LOADED)
        cookie = signed_in()
        for name, path in pages.items():
            found = times(site + path, number=20, Cookie=cookie)
            yield name, f"p50 {p50(found):.0f} ms, p95 {p95(found):.0f} ms"


def at_desk(document, page: str, *numbers: int) -> str:
    of_kind = document._meta.label_lower.replace(".", "_")
    return reverse(f"admin:{of_kind}_{page}", args=numbers)


def signed_in() -> str:
    """The cookie of an editor of this made-up site, who has no password."""
    editor, is_new = get_user_model().objects.get_or_create(
        username=EDITOR, defaults={"is_staff": True, "is_superuser": True}
    )
    if is_new:
        editor.set_unusable_password()
        editor.save()
    client = Client()
    client.force_login(editor)
    return f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"


def long_table():
    """A draft, which no reader sees: its rows are like the first of a real table."""
    model = kinds()["table"]
    table, is_new = model.objects.get_or_create(slug="bench-long-table", defaults={"title": "줄이 많은 표"})
    if is_new:
        like = model.objects.filter(live__isnull=False).order_by("pk").first().rows.first()
        for number in range(ROWS):
            like.pk, like.key, like.position = None, f"row-{number}", number
            like.table, like.item = table, f"항목 {number}"
            like._state.adding = True
            like.save()
    return table
