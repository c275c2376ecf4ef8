"""Lists the licence of every installed package and of every script in static/vendor: python bin/licences.py.

Ends with 1 and a sentence for each whose licence pyproject.toml, which has a reason for each, does not allow
([tool.kbhelp.licences]). What a package says is read in this order: the SPDX expression, the classifiers (all of them
hold), the field of old.
"""

import re
import sys
import tomllib
from importlib.metadata import Distribution, distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "static" / "vendor"
# Names of before SPDX, as today's packages still give them.
SPDX = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
UNKNOWN = "unknown"


def licence_of(package: Distribution) -> str:
    """As an SPDX expression, as far as it can be told."""
    said = package.metadata
    classifiers = [line for line in said.get_all("Classifier", []) if line.startswith("License :: ")]
    old = [name for name in (line.rsplit(" :: ", 1)[-1] for line in classifiers) if name != "OSI Approved"]
    if expression := said.get("License-Expression"):
        return expression
    field = (said.get("License") or "").strip()
    return (
        " AND ".join(SPDX.get(name, name) for name in old) or SPDX.get(field, field.split("\n")[0]) or UNKNOWN
    )


def is_allowed(expression: str, allowed: set[str]) -> bool:
    """All parts of an AND, one part of an OR; brackets, which nothing here uses, are not read and so refused."""
    return all(
        any(part.strip() in allowed for part in re.split(r"\s+OR\s+", alternatives))
        for alternatives in re.split(r"\s+AND\s+", expression)
    )


def scripts(folder: Path) -> dict[str, str]:
    """Scripts that browsers get, and the first line of the licence beside each, which must be there."""
    found = {}
    for file in sorted(folder.glob("*.js")):
        beside = [text for text in folder.glob("*.LICENSE") if file.name.startswith(text.stem)]
        lines = beside[0].read_text(encoding="utf-8").split("\n") if beside else []
        found[file.name] = next((line.strip() for line in lines if line.strip()), UNKNOWN)
    return found


def main() -> int:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["kbhelp"]["licences"]
    packages = sorted(distributions(), key=lambda package: package.name.lower())
    licences = {package.name: licence_of(package) for package in packages}
    refused = [
        name
        for name, licence in licences.items()
        if not is_allowed(licence, table["all"].keys() | table["some"].get(name, {}).keys())
    ]
    of_scripts = scripts(SCRIPTS)
    for name, licence in (licences | of_scripts).items():
        print(f"{name:40} {licence}")
    for name in refused:
        print(f"{name}: pyproject.toml does not allow {licences[name]}", file=sys.stderr)
    bare = [name for name, licence in of_scripts.items() if licence == UNKNOWN]
    for name in bare:
        print(f"{name}: there is no licence beside it", file=sys.stderr)
    return bool(refused + bare)


if __name__ == "__main__":
    sys.exit(main())
