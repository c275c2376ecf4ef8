"""Does the lock fit? python bin/locked.py FILE: silent where FILE (requirements.txt, say) and its lock name the same
versions and have a file of each for this machine; else a sentence for each that does not, and 1.

A lock is what `bin/hashes` wrote beside the file: `requirements.lock`. pip reads it; the names of the files stand as
comments above their hashes, in the same order. pip's own copy of `packaging` is all that is needed, so that this runs
before anything is installed.
"""

import re
import sys
from pathlib import Path
from typing import NamedTuple

from pip._vendor.packaging import tags
from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

NO_FILE = "has no file of"


class Locked(NamedTuple):
    wanted: str  # as pip reads it: whitenoise[brotli]==6.12.0
    files: list[str]
    hashes: list[str]


def lock_of(file: Path) -> Path:
    return file.with_suffix(".lock")


def requirements(file: Path) -> dict[str, Requirement]:
    """What a file of requirements names, by name, without the files it takes in."""
    lines = (line.split("#")[0].strip() for line in file.read_text(encoding="utf-8").splitlines())
    found = [Requirement(line) for line in lines if line and not line.startswith("-r ")]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


def together(file: Path) -> list[Path]:
    """The file and those it takes in with `-r`, one level deep."""
    names = re.findall(r"^-r (\S+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    return [file, *(file.parent / name for name in names)]


def read_lock(lock: Path) -> dict[str, Locked]:
    """The entries of a lock by name; none where there is no lock."""
    entries, files, entry = {}, [], None
    for line in lock.read_text(encoding="utf-8").splitlines() if lock.exists() else []:
        if line.startswith("# file "):
            files.append(line.removeprefix("# file "))
        elif found := re.match(r"\s+--hash=sha256:([0-9a-f]{64})", line):
            entry.hashes.append(found[1])
        elif "==" in line:
            entry, files = Locked(line.rstrip(" \\"), files, []), []
            entries[canonicalize_name(Requirement(entry.wanted).name)] = entry
    return entries


def fits(file: str, supported: set) -> bool:
    """Whether a wheel is made for one of these tags. A source archive, listed only where no wheel is, always fits."""
    try:
        return not supported.isdisjoint(parse_wheel_filename(file)[3])
    except InvalidWheelFilename:
        return True


def complaints(file: Path, supported: set) -> list[str]:
    """What keeps `file` from being installed by its lock on a machine that takes wheels with these tags."""
    lock = lock_of(file)
    wanted, locked = requirements(file), read_lock(lock)
    lacking = [
        str(requirement)
        for name, requirement in wanted.items()
        if name not in locked or str(Requirement(locked[name].wanted)) != str(requirement)
    ]
    if lacking:
        return [f"{lock.name} does not have what {file.name} names: {', '.join(lacking)}. Run bin/hashes."]
    if dropped := sorted(locked.keys() - wanted.keys()):
        return [f"{lock.name} has what {file.name} does not name: {', '.join(dropped)}. Run bin/hashes."]
    unfit = [
        entry.wanted for entry in locked.values() if not any(fits(name, supported) for name in entry.files)
    ]
    return [f"{lock.name} {NO_FILE} {', '.join(unfit)} for this machine."] if unfit else []


def said_of(file: Path) -> list[str]:
    supported = list(tags.sys_tags())
    said = [line for part in together(file) for line in complaints(part, set(supported))]
    if any(NO_FILE in line for line in said):
        best = supported[0]
        said.append(
            f"This machine is {best.interpreter} on {best.platform}; the head of requirements.lock says for which "
            "machines it was written and how to add one. Nothing was installed."
        )
    return said


if __name__ == "__main__":
    said = said_of(Path(sys.argv[1]))
    sys.stderr.writelines(f"{line}\n" for line in said)
    sys.exit(bool(said))
