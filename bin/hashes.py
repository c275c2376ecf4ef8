"""Writes the locks of requirements*.txt: python bin/hashes.py (bin/hashes).

Every version is asked of the one index that pip is set to on this machine, with its certificate, proxy and name;
further indices and folders of files are left out, so that a hash is that of the published file. Nothing is downloaded
but lists of files. Which machines are thought of stands below. A source archive, whose building runs its code, is
listed only where there is no wheel at all.
"""

import sys
from itertools import chain
from pathlib import Path
from types import SimpleNamespace

from locked import Locked, fits, lock_of, read_lock, requirements, together
from pip._internal.commands import create_command
from pip._internal.index.collector import LinkCollector, parse_links
from pip._internal.models.link import Link
from pip._vendor.packaging import tags
from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import canonicalize_name, parse_sdist_filename, parse_wheel_filename
from pip._vendor.packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(ROOT.glob("requirements*.txt"))

PYTHONS = [(3, 11), (3, 12), (3, 13), (3, 14)]
GLIBC = 35  # Ubuntu 22.04; Debian 12 and all later ones have a newer one
MACOS = (26, 0)
LINUX = {"x86_64": ["manylinux1", "manylinux2010", "manylinux2014"], "aarch64": ["manylinux2014"]}
# Linux with musl (Alpine) is no platform of ours: kiwipiepy, which reads Korean for search, has no wheel for it. Nor is
# macOS on Intel: cryptography, whose newest version is what one wants, has none for it any more.
PLATFORMS = {
    f"Linux {arch}": [f"{old}_{arch}" for old in olds]
    + [f"manylinux_2_{minor}_{arch}" for minor in range(5, GLIBC + 1)]
    for arch, olds in LINUX.items()
} | {"macOS arm64": list(tags.mac_platforms(MACOS, "arm64"))}

HEAD = """\
# Written by bin/hashes from {file}; do not edit. bin/venv installs from this file and refuses what has another hash.
# Listed are the wheels for CPython {pythons} on {platforms} (glibc; not musl, see bin/hashes.py).
# For another machine add it to PYTHONS or PLATFORMS in bin/hashes.py and run bin/hashes where pip's index can be asked.
"""


def machines() -> dict[str, set]:
    """The tags of wheels that each machine of ours takes, by its name."""
    return {
        f"Python {major}.{minor} on {name}": {
            *tags.cpython_tags((major, minor), [f"cp{major}{minor}"], platforms),
            *tags.compatible_tags((major, minor), f"cp{major}{minor}", platforms),
        }
        for major, minor in PYTHONS
        for name, platforms in PLATFORMS.items()
    }


def index():
    """A function from a name to what the index of pip's own settings lists under it."""
    command = create_command("download")
    options, _ = command.parse_args([])
    options = SimpleNamespace(**vars(options) | {"extra_index_urls": [], "find_links": [], "no_index": False})
    with command.main_context():
        session = command._build_session(options)
    collector = LinkCollector.create(session, options=options)

    def listed(name: str) -> list[Link]:
        page = collector.fetch_response(Link(f"{options.index_url.rstrip('/')}/{canonicalize_name(name)}/"))
        return list(parse_links(page)) if page else []

    return listed


def version_in(file: str) -> Version | None:
    """None for names of long ago that say no version."""
    try:
        return (parse_wheel_filename if file.endswith(".whl") else parse_sdist_filename)(file)[1]
    except ValueError:
        return None


def locked(requirement: Requirement, links: list[Link], supported: set) -> Locked:
    """The wheels of the wanted version that one of our machines takes, else its source archive."""
    files = {link.filename: link.hash for link in links if link.filename.endswith((".whl", ".tar.gz"))}
    (version,) = (Version(part.version) for part in requirement.specifier)
    ours = [name for name in sorted(files) if version_in(name) == version]
    wheels = [name for name in ours if name.endswith(".whl")]
    chosen = [name for name in wheels or ours if fits(name, supported)]
    return Locked(str(requirement), chosen, [files[name] for name in chosen])


def written(file: Path, entries: list[Locked]) -> str:
    pythons = ", ".join(f"{major}.{minor}" for major, minor in PYTHONS)
    lines = [HEAD.format(file=file.name, pythons=pythons, platforms=", ".join(PLATFORMS))]
    lines += [f"-r {lock_of(part).name}\n" for part in together(file)[1:]]
    for entry in entries:
        hashes = " \\\n".join(f"    --hash=sha256:{digest}" for digest in entry.hashes)
        lines.append("".join(f"# file {name}\n" for name in entry.files) + f"{entry.wanted} \\\n{hashes}\n")
    return "\n".join(lines)


def main() -> int:
    listed, ours = index(), machines()
    supported = set(chain.from_iterable(ours.values()))
    missing = []
    for file in FILES:
        before = read_lock(lock_of(file))
        wanted = requirements(file)
        entries = [locked(one, listed(name), supported) for name, one in wanted.items()]
        missing += [
            f"{entry.wanted}: the index has no file for {machine}"
            for entry in entries
            for machine, its_tags in ours.items()
            if not any(fits(name, its_tags) for name in entry.files)
        ]
        if all(entry.hashes for entry in entries):
            lock_of(file).write_text(written(file, entries), encoding="utf-8")
        changed = [
            entry.wanted for name, entry in zip(wanted, entries, strict=True) if before.get(name) != entry
        ]
        print(f"{lock_of(file).name}: {len(entries)} requirements, changed: {', '.join(changed) or 'none'}")
    print("\n".join(missing), file=sys.stderr, end="\n" if missing else "")
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main())
