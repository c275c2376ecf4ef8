"""Which files of a folder an export has written: SHA256SUMS, in the form that `sha256sum -c` reads.

A file belongs to an export as long as its content is the one written down there: what anybody made or changed since is
neither deleted nor, unless it is asked for, overwritten.
"""

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from kbhelp.exchange.files import NAME as DOCUMENT
from kbhelp.publishing import images

NAME = "SHA256SUMS"
LINE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<path>\S+)")


class ExportRefused(Exception):
    """Files are in the way that no export has written, or that were changed since: `paths` below the folder."""

    def __init__(self, paths: list[str]):
        super().__init__(", ".join(paths))
        self.paths = paths


def replace(root: Path, digests: dict[str, str], content: Callable[[str], bytes], *, overwrite: bool, note):
    """Put files in the place of those that an earlier export wrote. `digests` and `content` are by path."""
    earlier = read(root)
    there = {path: digest_of(root / path) for path in {*digests, *earlier}}
    in_the_way = [
        path
        for path in digests
        if (root / path).exists() and there[path] not in (earlier.get(path), digests[path])
    ]
    if in_the_way and not overwrite:
        raise ExportRefused(sorted(in_the_way))
    for path, digest in digests.items():
        if there[path] != digest:
            write_file(root / path, content(path))
    for path in sorted(earlier.keys() - digests.keys()):
        if there[path] == earlier[path]:
            (root / path).unlink()
            note(f"removed, of an earlier export and no more: {path}")
        elif there[path]:
            note(f"left, since it was changed after the export: {path}")
    write_file(root / NAME, text_of(digests).encode())


def text_of(digests: dict[str, str]) -> str:
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items()))


def write_file(path: Path, data: bytes):
    images.write_aside(path, data, 0o644)


def read(root: Path) -> dict[str, str]:
    """Digests by path below the folder; none where no export was here, nor of paths that no export writes."""
    if not (root / NAME).is_file():
        return {}
    text = (root / NAME).read_text(encoding="utf-8", errors="replace")
    lines = filter(None, map(LINE.fullmatch, text.splitlines()))
    return {line["path"]: line["digest"] for line in lines if _is_plausible(line["path"])}


def _is_plausible(path: str) -> bool:
    """Whatever the file says: nothing outside the folder, and only what exports write."""
    parts = path.split("/")
    if parts[-3:-2] == ["images"]:
        return len(parts) == 4 and images.NAME.fullmatch("/".join(parts[1:])) is not None
    return (
        ".." not in parts
        and len(parts) in (1, 2)
        and (path.endswith(".yaml") or bool(DOCUMENT.fullmatch(parts[-1])))
    )


def digest_of(path: Path) -> str | None:
    """The digest of a file, None where there is none. A link is no file here: what it leads to may be elsewhere."""
    if path.is_symlink() or not path.is_file():
        return None
    with path.open("rb") as file:
        state = sha256()
        while piece := file.read(1_000_000):
            state.update(piece)
        return state.hexdigest()
