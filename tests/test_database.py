"""The database as it is really opened: settings that keep writers apart, and no empty file in place of a lost one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from kbhelp.publishing.models import Edition, SiteVersion
from tests.making import make_guide
from tests.site import LIGHT, ROOT, environment

pytestmark = pytest.mark.database
only_sqlite = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="what SQLite alone needs")


def python(code: str, data: Path, **variables) -> subprocess.Popen:
    """Another process of the site on that data folder, running some code."""
    variables = {"SECRET_KEY": settings.SECRET_KEY, "DJANGO_SETTINGS_MODULE": "kbhelp.settings"} | variables
    return subprocess.Popen(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        cwd=ROOT,
        env=environment(data, **variables),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


# SQLite

PRAGMAS = """
from django.db import connection
with connection.cursor() as cursor:
    for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout"):
        print(name, *cursor.execute(f"PRAGMA {name}").fetchone())
"""
ASK = "from kbhelp.publishing.models import Document; print(Document.objects.count())"


@only_sqlite
def test_the_pragmas_are_in_force_on_a_real_connection(tmp_path):
    (tmp_path / "kbhelp.sqlite3").touch()
    found = dict(line.split() for line in python(PRAGMAS, tmp_path).communicate()[0].splitlines())
    assert found == {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "20000"}


@only_sqlite
def test_a_vanished_database_is_an_error_and_no_new_file(tmp_path):
    process = python(ASK, tmp_path)
    said = process.communicate()[0]
    assert process.returncode == 1
    assert "unable to open database file" in said
    assert list(tmp_path.iterdir()) == []


BEGIN_TWICE = """
import sqlite3
from django.conf import settings
from django.db import connection, transaction
with transaction.atomic():  # reads nothing and writes nothing yet
    other = sqlite3.connect(settings.DATA_DIR / "kbhelp.sqlite3", timeout=0)
    try:
        other.execute("CREATE TABLE other (id)")
    except sqlite3.OperationalError as error:
        print(error)
"""


@only_sqlite
def test_a_transaction_takes_the_right_to_write_when_it_begins(tmp_path):
    """IMMEDIATE: SQLite's own default asks for it later, and then fails without waiting."""
    (tmp_path / "kbhelp.sqlite3").touch()
    assert python(BEGIN_TWICE, tmp_path).communicate()[0] == "database is locked\n"


def test_requests_are_no_transactions_of_their_own():
    """A page that is being rendered must not keep writers waiting."""
    assert not connection.settings_dict["ATOMIC_REQUESTS"]


# Many processes at once, on the test's own database and by the settings that the site runs with.

WORK = """
import sys
from guides.models import Guide
from kbhelp import live
from kbhelp.publishing.models import Document
own, shared = ARGUMENTS
for turn in range(5):
    guide = Guide.objects.get(pk=own)
    guide.title = f"{turn}번째 제목"
    guide.save()
    guide.count_change()
    live.publish(guide)
    live.publish(Document.objects.get(pk=shared))
print("done", end="")
"""
PROCESSES, TURNS = 8, 5


def work_on_this_database(folder: Path, *arguments) -> subprocess.Popen:
    return process_on_this_database(folder, WORK.replace("ARGUMENTS", repr(arguments)))


def process_on_this_database(folder: Path, code: str) -> subprocess.Popen:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        (folder / "kbhelp.sqlite3").unlink(missing_ok=True)
        (folder / "kbhelp.sqlite3").symlink_to(name)
        return python(code, folder, **LIGHT)
    url = os.environ["DATABASE_URL"].rpartition("/")[0]
    return python(code, folder, DATABASE_URL=f"{url}/{name}", **LIGHT)


@pytest.mark.django_db(transaction=True)
def test_eight_processes_save_and_publish_without_one_error(tmp_path):
    shared, own = make_guide(), [make_guide() for _ in range(PROCESSES)]
    processes = [work_on_this_database(tmp_path, guide.pk, shared.pk) for guide in own]
    assert [process.communicate()[0] for process in processes] == ["done"] * PROCESSES
    numbers = shared.editions.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, PROCESSES * TURNS + 1))
    assert Edition.objects.count() == 2 * PROCESSES * TURNS
    assert Edition.objects.live().count() == PROCESSES + 1
    assert SiteVersion.objects.get().number >= Edition.objects.count()
