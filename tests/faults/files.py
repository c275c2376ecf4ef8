"""The database's file, the disk, pictures, statics, the log, and the clock."""

import shutil
import sqlite3
import subprocess
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tests.faults.people import (
    GUIDE,
    SEARCH,
    Editor,
    Readers,
    ask,
    assert_whole,
    seconds_until_well,
)
from tests.site import LIGHT, ROOT, Site, environment

AWHILE = 4  # seconds that a part is away


def database(site: Site) -> Path:
    return site.data / "kbhelp.sqlite3"


def away(site: Site, readers: Readers, mend) -> str:
    """What page, search and desk answer while it lasts, and after mending how long until all is well."""
    time.sleep(AWHILE)
    told = [ask(site, path)[0] for path in (GUIDE, SEARCH, "/admin/login/", "/readyz")]
    mend()
    after = seconds_until_well(site)
    assert after <= 5, f"well only after {after:.1f} s"
    page, search, desk, ready = told
    return f"page {page}, search {search}, desk {desk}, readyz {ready}; well after {after:.1f} s"


def checkpoint(site: Site):
    with closing(sqlite3.connect(database(site))) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def database_moved_away(site: Site) -> str:
    aside = database(site).with_name("aside")
    with Readers(site) as readers:
        database(site).rename(aside)
        told = away(site, readers, lambda: aside.rename(database(site)))
    assert readers.share >= 99.9, readers
    return f"{told}; {readers}"


def database_deleted(site: Site) -> str:
    """A copy of a moment before is put in its place; what is published while there is none is refused."""
    editor = Editor(site)
    editor.publish(1)
    checkpoint(site)
    copy = shutil.copy(database(site), site.data / "copy")
    with Readers(site) as readers:
        database(site).unlink()
        said = editor.publish(2)
        assert editor.confirmed == 1, said
        assert not database(site).exists()
        told = away(site, readers, lambda: Path(copy).rename(database(site)))
    assert not editor.lost()
    return f"publishing refused, {told}; {readers}"


def header_overwritten(site: Site) -> str:
    checkpoint(site)
    with database(site).open("r+b") as file:
        beginning = file.read(4096)

    def write(begin: bytes):
        with database(site).open("r+b") as file:
            file.write(begin)

    with Readers(site) as readers:
        write(b"x" * 4096)
        told = away(site, readers, lambda: write(beginning))
    assert_whole(site)
    return f"{told}; {readers}"


def locked_for_thirty_seconds(site: Site) -> str:
    editor = Editor(site)
    with Readers(site) as readers, closing(sqlite3.connect(database(site), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        editor.publish(1)  # waits for its turn, and is told
        assert not editor.confirmed
        time.sleep(30 - 20)
        told = away(site, readers, lambda: other.execute("ROLLBACK"))
    assert readers.share >= 99.9, readers
    assert editor.publish(2) and editor.confirmed == 2
    return f"publishing refused, {told}; {readers}"


@contextmanager
def small_disk(folder: Path, size: str):
    """A disk of its own, so that only what lies on it finds it full; only root may have one."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def full(folder: Path):
    """Every byte of the disk taken."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 65_536)
    try:
        yield
    finally:
        filler.unlink()


def disk_full(site: Site) -> str:
    editor = Editor(site)
    editor.publish(1)
    with Readers(site) as readers:
        with full(site.data):
            said = editor.publish(2)
            assert editor.confirmed == 1, said
            time.sleep(AWHILE)
            told = [ask(site, path)[0] for path in (GUIDE, SEARCH, "/admin/login/", "/readyz")]
        after = seconds_until_well(site)
    assert readers.share >= 99.9, readers
    assert editor.publish(3) and editor.confirmed == 3
    assert_whole(site)
    return f"page, search, sign-in, readyz {told}; publishing refused; well after {after:.1f} s; {readers}"


def pictures_gone(site: Site) -> str:
    with Readers(site) as readers:
        (site.data / "media").rename(site.data / "aside")
        told = away(site, readers, lambda: (site.data / "aside").rename(site.data / "media"))
    assert readers.share == 100, readers
    return f"{told}; {readers}"


def statics_gone(site: Site) -> str:
    """The running site has read its list of them; the next start makes them again."""
    with Readers(site) as readers:
        shutil.rmtree(site.data / "static")
        time.sleep(AWHILE)
    assert readers.share == 100, readers
    assert site.stop() == 0
    with started_again(site) as again:
        assert ask(again, GUIDE)[0] == 200
        assert any((site.data / "static").rglob("*.css"))
    return f"{readers}; made again at the next start"


@contextmanager
def started_again(site: Site, **variables):
    again = Site(site.data, KBHELP_PAGE_CACHE="64", KBHELP_ANALYSER="plain", **variables).wait_until_serving()
    try:
        yield again
    finally:
        again.stop()


def log_full(site: Site) -> str:
    """No line can be written where the log goes; it goes on with the next when there is room again."""
    assert site.stop() == 0
    with small_disk(site.data.parent / "log", "1m") as folder, logging_to(folder / "log", site):
        with Readers(site) as readers, full(folder):
            for number in range(20):
                ask(site, f"/guides/missing-{number}/")
            time.sleep(AWHILE)
        ask(site, "/guides/missing-at-last/")
        assert "missing-at-last" in (folder / "log").read_text(errors="replace")
    assert readers.share == 100, readers
    return f"{readers}; the next line after it is there"


@contextmanager
def logging_to(path: Path, site: Site):
    variables = {"PORT": str(site.port), "KBHELP_SITE_URL": site.url, "KBHELP_PAGE_CACHE": "64"}
    with path.open("ab") as log:
        process = subprocess.Popen(
            [ROOT / "bin" / "serve"],
            env=environment(site.data, **LIGHT, **variables),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        seconds_until_well(site)
        yield
    finally:
        process.terminate()
        process.wait(20)


def clock_a_day_off(site: Site) -> str:
    """What is due comes when the clock says so, once; a clock that goes back takes nothing back."""
    if not shutil.which("faketime"):
        return "not run: needs faketime (apt-get install faketime)"
    editor = Editor(site)
    editor.publish(1)
    assert site.stop() == 0
    for day in ("+1d", "-1d", "+0d"):
        run = subprocess.run(
            ["faketime", "-f", day, ROOT / ".venv" / "bin" / "python", ROOT / "manage.py", "publish_due"],
            env=environment(site.data, **LIGHT),
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
    with started_again(site) as again:
        editor.site = again
        assert not editor.lost()
        assert_whole(again)
    return "a day ahead, a day back and today: nothing lost"
