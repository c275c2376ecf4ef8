"""A backup made while others write, brought back on a fresh machine; and what tells that something is amiss."""

import json
import os
import resource
import secrets
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path
from urllib.request import urlopen

import psycopg
import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from kbhelp.backup import folders
from kbhelp.backup.database import LEFT_OUT
from kbhelp.feedback.salt import Allowance, DailySalt
from kbhelp.publishing.models import Document, Edition, Picture
from kbhelp.search.models import ChoiceDay, Chooser
from tests.making import make_guide, make_publisher, make_writer, published
from tests.site import LIGHT, ROOT, Site, environment
from tests.test_database import process_on_this_database, work_on_this_database

on_sqlite = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="a site of its own, on SQLite's file")
KEY = secrets.token_urlsafe(64)


def manage(data: Path, *arguments, **variables) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=ROOT,
        env=environment(data, SECRET_KEY=KEY, **LIGHT, **variables),
        capture_output=True,
        text=True,
        check=False,
    )


def all_in(folder: Path) -> list[Path]:
    """Whatever lies there, half written or whole."""
    return sorted(path for path in folder.iterdir() if path.is_dir())


def read(site: Site, path: str) -> bytes:
    with urlopen(site.url + path, timeout=60) as answer:
        return answer.read()


PAGES = ("/", "/guides/", "/faq/", "/tables/normal-and-failure/", "/guides/issuing-keeps-failing/", "/terms/")


@on_sqlite
@pytest.mark.xdist_group("setup")
def test_a_site_that_lost_its_disk_is_brought_back_as_it_was(tmp_path, after_first_start):
    site = Site(after_first_start(tmp_path / "data"), SECRET_KEY=KEY, **LIGHT).wait_until_serving()
    made = manage(site.data, "backup", tmp_path / "backups")
    assert made.returncode == 0, made.stderr
    backup = Path(made.stdout.strip())
    pages = {path: read(site, path) for path in PAGES}
    assert site.stop() == 0

    fresh = tmp_path / "fresh"
    assert manage(fresh, "restore", backup).returncode == 0
    site = Site(fresh, SECRET_KEY=KEY, KBHELP_SITE_URL=site.url, **LIGHT).wait_until_serving()
    assert {path: read(site, path) for path in PAGES} == pages
    assert site.stop() == 0
    verdict = manage(fresh, "verify", "--backup", backup)
    assert (verdict.returncode, verdict.stdout) == (0, "0 problem(s)\n")
    again = manage(fresh, "restore", backup)
    assert (again.returncode, "not empty: nothing was restored" in again.stderr) == (1, True)


# In one process, on the test's own database.


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "backups"


def backup_into(folder: Path, capsys, **options) -> Path:
    call_command("backup", folder, **options)
    return Path(capsys.readouterr().out.strip())


def verified(capsys, **options) -> list[str]:
    with suppress(CommandError):
        call_command("verify", **options)
    return capsys.readouterr().out.splitlines()


ASTRAY = """
    SELECT document.id FROM publishing_document document LEFT JOIN publishing_edition edition
    ON edition.id = document.live_id AND edition.document_id = document.id AND edition.live_kind = document.kind
    WHERE document.live_id IS NOT NULL AND edition.id IS NULL
"""


@contextmanager
def opened(backup: Path, tmp_path: Path):
    """What it holds, as a connection: SQLite's file itself, PostgreSQL's restored into a database of its own."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(backup / "database.sqlite3")) as copy:
            yield copy
        return
    server, name = os.environ["DATABASE_URL"], f"restored_{secrets.token_hex(4)}"
    address = f"{server.rpartition('/')[0]}/{name}"
    with psycopg.connect(server, autocommit=True) as database:
        database.execute(f"CREATE DATABASE {name}")
    try:
        done = manage(tmp_path / "data", "restore", backup, DATABASE_URL=address)
        assert done.returncode == 0, done.stderr
        with psycopg.connect(address) as copy:
            yield copy
        again = manage(tmp_path / "data", "restore", backup, DATABASE_URL=address)
        assert "not empty: nothing was restored" in again.stderr
    finally:
        with psycopg.connect(server, autocommit=True) as database:
            database.execute(f"DROP DATABASE {name}")


def torn(copy) -> list:
    """What no moment of the site can have held."""
    found = copy.execute(ASTRAY).fetchall()
    if connection.vendor == "sqlite":
        found += copy.execute("PRAGMA foreign_key_check").fetchall()
        found += [row for row in copy.execute("PRAGMA integrity_check") if row != ("ok",)]
    return found


@pytest.mark.django_db(transaction=True)
def test_twenty_backups_beside_three_who_publish_are_whole(tmp_path, folder, capsys):
    shared, own = published(make_guide()), [make_guide() for _ in range(3)]
    processes = [work_on_this_database(tmp_path, guide.pk, shared.pk) for guide in own]
    made = []
    while len(made) < 20 or any(process.poll() is None for process in processes):
        made.append(backup_into(folder, capsys, keep=1_000))
    assert [process.communicate()[0] for process in processes] == ["done"] * 3
    assert all_in(folder) == made
    numbers = [len(folders.editions_of(backup)) for backup in made]
    assert numbers == sorted(numbers)
    meanwhile = [backup for backup, number in zip(made, numbers, strict=True) if 1 < number < numbers[-1]]
    assert meanwhile, numbers
    assert [folders.problems_of(backup) for backup in made] == [[]] * len(made)
    for backup in made if connection.vendor == "sqlite" else meanwhile[:2]:
        with opened(backup, tmp_path) as copy:
            assert torn(copy) == []
            (held,) = copy.execute("SELECT count(*) FROM publishing_edition").fetchone()
            assert held >= len(folders.editions_of(backup))


@pytest.mark.django_db(transaction=True)
def test_what_lets_in_or_tells_readers_apart_is_left_out(tmp_path, folder, capsys, client):
    client.force_login(make_publisher())
    Authenticator.objects.create(user=make_writer(), type=Authenticator.Type.TOTP, data={})
    guide = published(make_guide(title="되살아난 글"))
    choice = ChoiceDay.objects.create(day=date(2026, 11, 27), document=guide, place=2)
    Chooser.objects.create(choice=choice, reader="r" * 64)
    DailySalt.objects.create(day=date(2026, 11, 27), salt="s" * 32)
    Allowance.objects.create(key="k" * 32, since=timezone.now())
    backup = backup_into(folder, capsys)
    assert backup.stat().st_mode & 0o077 == 0
    with opened(backup, tmp_path) as copy:
        assert copy.execute("SELECT title FROM publishing_document").fetchall() == [("되살아난 글",)]
        for table in LEFT_OUT:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert (table, cursor.fetchone()) == (table, (1,))
            assert (table, copy.execute(f"SELECT count(*) FROM {table}").fetchone()) == (table, (0,))
    held = b"".join(path.read_bytes() for path in folders.files_in(backup))
    assert client.session.session_key.encode() not in held  # nor in a page of the file that is free


@pytest.mark.django_db(transaction=True)
def test_of_many_backups_the_last_stay(folder, capsys):
    made = [backup_into(folder, capsys, keep=2) for _ in range(4)]
    assert all_in(folder) == made[2:]


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_finds_no_room_leaves_the_last_good_one(folder, capsys):
    good = backup_into(folder, capsys, keep=1)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(CommandError, match="No backup was made"):
            call_command("backup", folder, keep=1)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert all_in(folder) == [good]
    assert verified(capsys, backup=good) == ["0 problem(s)"]


ENDLESS = """
from pathlib import Path
from kbhelp.backup import folders
while True:
    folders.make(Path(FOLDER), 3)
"""


@pytest.mark.django_db(transaction=True)
def test_whatever_is_killed_while_writing_leaves_whole_backups_and_is_cleared_away(tmp_path, folder, capsys):
    published(make_guide())
    good = backup_into(folder, capsys)
    for _ in range(5):
        writing = process_on_this_database(tmp_path, ENDLESS.replace("FOLDER", repr(str(folder))))
        while not list(folder.glob("*.partial")):
            assert writing.poll() is None, writing.communicate()[0]
        writing.kill()
        writing.wait()
    whole = [one for one in all_in(folder) if one.suffix != ".partial"]
    assert good in whole or len(whole) == 3
    assert [folders.problems_of(one) for one in whole] == [[]] * len(whole)
    made = backup_into(folder, capsys, keep=1)
    assert all_in(folder) == [made]


@pytest.mark.django_db(transaction=True)
def test_a_damaged_backup_is_never_restored(folder, capsys):
    published(make_guide())
    backup = backup_into(folder, capsys)
    file = next(backup.glob("database.*"))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(CommandError, match="is not what was written"):
        call_command("restore", backup)
    with pytest.raises(CommandError, match="is no backup"):
        call_command("restore", folder)
    assert verified(capsys, backup=backup)[0].endswith("is not what was written")


@pytest.mark.django_db(transaction=True)
def test_a_file_that_no_backup_wrote_is_not_brought_in(folder, capsys):
    backup = backup_into(folder, capsys)
    (backup / "media").mkdir()
    (backup / "media" / "page.html").write_text("<script>")
    with pytest.raises(CommandError, match="page.html was not written by a backup"):
        call_command("restore", backup)


@on_sqlite
def test_a_restore_that_finds_no_room_leaves_the_place_empty(tmp_path, after_first_start):
    site = after_first_start(tmp_path / "data")
    made = manage(site, "backup", tmp_path / "backups")
    backup = Path(made.stdout.strip())
    command = f"ulimit -f 200; exec {sys.executable} manage.py restore {backup}"
    fresh = tmp_path / "fresh"
    variables = environment(fresh, SECRET_KEY=KEY, **LIGHT)
    full = subprocess.run(["bash", "-c", command], cwd=ROOT, env=variables, capture_output=True, check=False)
    assert (full.returncode, b"File too large" in full.stderr) == (1, True)
    assert manage(fresh, "restore", backup).returncode == 0


@pytest.mark.django_db(transaction=True)
def test_a_backup_of_the_other_database_is_refused_with_its_reason(folder, capsys):
    backup = backup_into(folder, capsys)
    manifest = json.loads((backup / "manifest.json").read_text())
    (backup / "manifest.json").write_text(json.dumps(manifest | {"database": "oracle"}))
    with pytest.raises(
        CommandError, match=f"it was made of oracle, and DATABASE_URL names {connection.vendor}"
    ):
        call_command("restore", backup)


@pytest.mark.django_db(transaction=True)
def test_what_does_not_fit_together_is_named(folder, capsys):
    guide, other, third = (published(make_guide()) for _ in range(3))
    backup = backup_into(folder, capsys)
    assert verified(capsys, backup=backup) == ["0 problem(s)"]
    Edition.objects.filter(pk=guide.live_id).update(snapshot=other.live.snapshot)
    Picture.objects.create(name="images/ab/gone.png")
    found = verified(capsys, backup=backup)
    assert found[:2] == [
        f"edition {guide.live_id} says something else than in the backup",
        "the picture images/ab/gone.png is missing",
    ]
    assert found[2:] and all(line.startswith("search index, ") for line in found[2:])

    was = other.live_id
    Document.objects.filter(pk=other.pk).update(live=None)
    third.addresses.all().delete()
    found = verified(capsys)
    assert f"edition {was} stands in lists and is not live, or is live and stands in none" in found
    assert f"document {third.pk} is live and has no address" in found
    assert any("source(s) are listed for editions that are not live" in line for line in found)

    Document.objects.filter(pk=other.pk).update(live=other.editions.get())
    Edition.objects.filter(pk=was).update(document=third.pk, number=9)
    assert f"document {other.pk} points to an edition of another document" in verified(capsys)
