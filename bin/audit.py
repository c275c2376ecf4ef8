"""Asks which installed versions have known weaknesses: python bin/audit.py (bin/audit).

Ends with 1 where one is known that pyproject.toml does not excuse, in [tool.kbhelp.weaknesses]. Where the service
cannot be asked, it says so in one line and ends with 0: no network is no weakness. An index that keeps no list of
weaknesses answers that it does not know the package; that is not taken for good news either.
"""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv" / "audit"
WANTED = ROOT / "requirements-audit.lock"
LOCKS = [f"requirements{part}.lock" for part in ("", "-s3", "-dev", "-build")]
SECONDS = 90
NOT_ASKED = "pip-audit could not ask about known weaknesses:"


class CouldNotAsk(Exception):
    pass


def run(*command) -> subprocess.CompletedProcess:
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise CouldNotAsk(f"no answer in {SECONDS} s") from None


def install():
    stamp, wanted = HOME / "installed", WANTED.read_text(encoding="utf-8")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    run(sys.executable, "-m", "venv", "--clear", HOME)
    pip = run(HOME / "bin/python", "-m", "pip", "install", "--quiet", "--require-hashes", "-r", WANTED)
    if "DO NOT MATCH THE HASHES" in pip.stderr:
        raise SystemExit(f"Refused: a package is not the file whose hash {WANTED.name} names.\n{pip.stderr}")
    if pip.returncode:
        raise CouldNotAsk(f"it could not be installed ({last_line(pip.stderr)})")
    stamp.write_text(wanted, encoding="utf-8")


def report() -> dict:
    """What pip-audit prints: {"dependencies": [{"name", "version", "vulns"} or {"name", "skip_reason"}]}."""
    install()
    locks = [part for name in LOCKS for part in ("-r", name)]
    said = run(
        HOME / "bin/python", "-m", "pip_audit", *locks, "--require-hashes", "--disable-pip",
        "--format", "json", "--progress-spinner", "off", "--timeout", "10",
    )  # fmt: skip
    try:
        return json.loads(said.stdout)
    except ValueError:
        raise CouldNotAsk(last_line(said.stderr)) from None


def last_line(text: str) -> str:
    return (text.strip().splitlines() or ["it said nothing"])[-1][:200]


def verdict(dependencies: list[dict], excused: dict[str, str]) -> tuple[list[str], int]:
    """Lines to print, and how to end."""
    asked = [one for one in dependencies if "vulns" in one]
    if not asked:
        raise CouldNotAsk(f"its service knows none of {len(dependencies)} packages")
    known = [(one, weakness) for one in asked for weakness in one["vulns"]]
    lines = [
        f"{one['name']} {one['version']}: {weakness['id']}, mended in "
        + (", ".join(weakness["fix_versions"]) or "no version yet")
        + (f" (excused: {excused[weakness['id']]})" if weakness["id"] in excused else "")
        for one, weakness in known
    ]
    unknown = sorted(one["name"] for one in dependencies if "vulns" not in one)
    lines += [f"not known to the service: {', '.join(unknown)}"] if unknown else []
    open_ones = sum(weakness["id"] not in excused for _, weakness in known)
    return [*lines, f"{len(asked)} packages asked about, {open_ones} weakness(es)"], int(open_ones > 0)


def main() -> int:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["kbhelp"]
    try:
        lines, status = verdict(report()["dependencies"], table.get("weaknesses", {}))
    except CouldNotAsk as why:
        lines, status = [f"{NOT_ASKED} {why}"], 0
    print("\n".join(lines))
    return status


if __name__ == "__main__":
    sys.exit(main())
