"""“How to add a kind” of docs/architecture.md is enough: tests/handouts followed it and touched nothing else."""

import os
import subprocess
import sys

import pytest

from tests.site import LIGHT, ROOT


@pytest.mark.database
def test_a_new_kind_works_without_another_line_of_the_house(tmp_path):
    """In a process of its own with a database of its own: see tests/handouts/__init__.py."""
    command = [sys.executable, "-m", "pytest", "tests/handouts/checks.py", "--ds=tests.handouts.settings"]
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    run = subprocess.run(
        [*command, "-n0", "-p", "no:cacheprovider"],
        cwd=ROOT,
        env=variables | LIGHT | {"KBHELP_DATA": str(tmp_path)},
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert (run.returncode, " passed" in run.stdout) == (0, True), run.stdout + run.stderr
