"""Where the processes of one server count together: two files for each, which prometheus_client maps into memory.

A mapped file that the disk has no room for ends the process the moment it is written (SIGBUS). Hence each file is
written whole, with zeros, before it is mapped, and a process for which there is no room counts by itself.
"""

import os
from pathlib import Path

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"  # prometheus_client's own; bin/server.py sets it for its workers
ROOM = 262_144  # bytes of a file; all labels together need a quarter of it


def make_room() -> bool:
    """Whether this process may count in the folder; True where there is none to count in."""
    if not os.environ.get(VARIABLE):
        return True
    try:
        for kind in ("counter", "histogram"):
            write_zeros(Path(os.environ[VARIABLE]) / f"{kind}_{os.getpid()}.db")
    except OSError:
        return False
    return True


def write_zeros(file: Path):
    """What a process of the same number had counted before stays."""
    if file.exists() and file.stat().st_size >= ROOM:
        return
    with file.open("wb") as room:
        room.write(bytes(ROOM))
        os.fsync(room.fileno())
