"""One number of the version, and for each what an upgrade needs."""

import re
import tomllib

from tests.site import ROOT


def test_the_changelog_begins_with_the_version_and_says_what_it_needs():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    first = re.split(r"^## ", text, flags=re.MULTILINE)[1]
    assert first.startswith(f"{version}\n")
    assert "**Needed:**" in first
