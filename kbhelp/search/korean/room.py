"""Whether there is memory for Kiwi, asked before it is loaded: where there is none it ends the whole process, since its
library cannot say so (std::bad_alloc), or the kernel does."""

import os
import resource
from collections.abc import Iterator
from pathlib import Path

MEMORY = 350  # MB that it takes
ADDRESSES = 600  # MB that it asks for; with 400 it died, with 500 it did not
MB = 1_000_000
GROUPS = Path("/sys/fs/cgroup")
PROC = Path("/proc")


def shortage() -> str:
    """What there is too little of, in a sentence; empty where there is enough, or nobody tells (macOS)."""
    asked = [
        ("the machine", MEMORY, of_machine()),
        *(("the control group", MEMORY, left) for left in of_groups()),
        ("the limit of addresses (RLIMIT_AS)", ADDRESSES, of_addresses()),
    ]
    for whose, needed, left in asked:
        if left is not None and left < needed * MB:
            return f"{needed} MB are needed, and {whose} leaves {max(left, 0) // MB} MB"
    return ""


def of_machine() -> int | None:
    fields = numbers_in(PROC / "meminfo")
    return fields["MemAvailable:"] * 1024 if "MemAvailable:" in fields else None


def of_addresses() -> int | None:
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit == resource.RLIM_INFINITY:
        return None
    pages = text_of(PROC / "self" / "statm").split()
    return limit - int(pages[0]) * os.sysconf("SC_PAGE_SIZE") if pages else None


def of_groups() -> Iterator[int]:
    """What each limit leaves, of the group and of those above it; files that were read can be forgotten."""
    for line in text_of(PROC / "self" / "cgroup").splitlines():
        _, kinds, path = line.split(":", 2)
        if not kinds:
            yield from below(GROUPS, path, "memory.max", "memory.current", "inactive_file")
        elif "memory" in kinds.split(","):
            names = ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
            yield from below(GROUPS / "memory", path, *names)


def below(root: Path, path: str, limit: str, used: str, forgettable: str) -> Iterator[int]:
    """A container may see its own group as the root, whatever it is called outside."""
    group = root / path.lstrip("/")
    for folder in (group, *group.parents):
        if not folder.is_relative_to(root):
            return
        most, now = text_of(folder / limit).strip(), text_of(folder / used).strip()
        if most.isdecimal() and now.isdecimal():
            yield int(most) - int(now) + numbers_in(folder / "memory.stat").get(forgettable, 0)


def numbers_in(file: Path) -> dict[str, int]:
    """A name and a number on each line."""
    lines = (line.split() for line in text_of(file).splitlines())
    return {parts[0]: int(parts[1]) for parts in lines if len(parts) > 1 and parts[1].isdecimal()}


def text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        return ""
