"""PostgreSQL stopped, frozen, started again; and two machines that begin on one empty database."""

import os
import secrets
import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.faults.files import away
from tests.faults.people import Readers, seconds_until_well
from tests.site import Site
from tests.test_many_machines import prepared


@contextmanager
def new_database():
    own, name = os.environ["DATABASE_URL"], f"faults_{secrets.token_hex(4)}"
    with psycopg.connect(own, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    yield own.rpartition("/")[0] + "/" + name
    with psycopg.connect(own, autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def site_on_postgresql(folder: Path):
    with new_database() as address:
        variables = {"DATABASE_URL": address, "KBHELP_PAGE_CACHE": "64", "KBHELP_ANALYSER": "plain"}
        site = Site(folder / "data", **variables).wait_until_serving()
        try:
            seconds_until_well(site)
            yield site
        finally:
            site.stop()


def cluster() -> tuple[int, Path]:
    """The first process of the server, and where its files lie."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as server:
        (folder,) = server.execute("SHOW data_directory").fetchone()
    return int((Path(folder) / "postmaster.pid").read_text().split()[0]), Path(folder)


def family(pid: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=True
    )
    return [pid, *map(int, listed.stdout.split())]


def postgresql_frozen(folder: Path) -> str:
    with site_on_postgresql(folder) as site, Readers(site) as readers:
        first, _ = cluster()
        still = family(first)
        for pid in still:
            os.kill(pid, signal.SIGSTOP)

        def go_on():
            for pid in still:
                os.kill(pid, signal.SIGCONT)

        told = away(site, readers, go_on)
    assert readers.share >= 99.9, readers
    return f"{told}; {readers}"


def postgresql_stopped_and_started(folder: Path) -> str:
    with site_on_postgresql(folder) as site, Readers(site) as readers:
        _, data = cluster()
        options = (data / "postmaster.opts").read_text().split(" ", 1)
        stop(data)
        told = away(site, readers, lambda: start(data, options[1].strip()))
    assert readers.share >= 99.9, readers
    return f"{told}; {readers}"


def unprivileged(*command: str):
    """The server refuses to run as root."""
    before = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*before, *command], cwd="/", check=True, capture_output=True)


def programs() -> Path:
    return sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]


def stop(data: Path):
    unprivileged(str(programs() / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")


def start(data: Path, options: str):
    settings = " ".join(options.replace('"', "").split(f"-D {data}")[-1].split())
    log = str(data / "server.log")
    unprivileged(str(programs() / "pg_ctl"), "-D", str(data), "-l", log, "-o", settings, "-w", "start")


def two_machines_begin_at_once(folder: Path) -> str:
    with new_database() as address:
        began = time.monotonic()
        machines = [prepared(folder / name, address) for name in ("a", "b")]
        said = [machine.communicate(timeout=300) for machine in machines]
        assert [machine.returncode for machine in machines] == [0, 0], said
    return f"both prepared after {time.monotonic() - began:.0f} s"
