"""See bin/faults."""

import argparse
import sys
import tempfile
import time
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.faults import files, kills, processes, servers
from tests.faults.people import seconds_until_well
from tests.site import LIGHT, Site

ON_SQLITE = {
    fault.__name__: fault
    for fault in (
        files.database_moved_away,
        files.database_deleted,
        files.header_overwritten,
        files.locked_for_thirty_seconds,
        files.disk_full,
        files.pictures_gone,
        files.statics_gone,
        files.log_full,
        files.clock_a_day_off,
        processes.worker_killed_five_times,
        processes.few_descriptors,
        processes.slow_clients,
        kills.killed,
        processes.load,
    )
}
ON_POSTGRESQL = {
    fault.__name__: fault
    for fault in (
        servers.postgresql_frozen,
        servers.postgresql_stopped_and_started,
        servers.two_machines_begin_at_once,
    )
}
DISK = "120m"  # that is to be full


@contextmanager
def place(name: str):
    """A folder of its own; for the full disk one that is a disk of its own."""
    with tempfile.TemporaryDirectory(prefix="kbhelp-faults-") as folder:
        if name == "disk_full":
            with files.small_disk(Path(folder), DISK) as disk:
                yield disk
        else:
            yield Path(folder)


def on_a_site_of_its_own(fault, folder: Path) -> str:
    site = Site(folder / "data", KBHELP_PAGE_CACHE="64", **LIGHT).wait_until_serving()
    try:
        seconds_until_well(site)
        return fault(site)
    finally:
        site.stop()


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/faults")
    parser.add_argument("names", nargs="*", help=", ".join([*ON_SQLITE, *ON_POSTGRESQL]))
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--minutes", type=float, default=60)
    options = parser.parse_args()
    faults = {name: partial(on_a_site_of_its_own, fault) for name, fault in ON_SQLITE.items()} | ON_POSTGRESQL
    faults["killed"] = partial(on_a_site_of_its_own, partial(kills.killed, kills=options.kills))
    faults["load"] = partial(on_a_site_of_its_own, partial(processes.load, minutes=options.minutes))
    failed = 0
    for name in options.names or faults:
        began = time.monotonic()
        with place(name) as folder:
            try:
                said = faults[name](folder)
            except Exception as error:
                said, failed = f"FAILED: {type(error).__name__}: {error}", failed + 1
        print(f"{name.replace('_', ' ')}: {said} ({time.monotonic() - began:.0f} s)", flush=True)
    return min(failed, 1)


sys.exit(main())
