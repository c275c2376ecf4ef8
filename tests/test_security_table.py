"""docs/security.md names tests: each of them is there, and every demand has its line."""

import ast
import re
from functools import cache

import pytest

from tests.site import ROOT

TABLE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
SHORT = {"parts": "tests/test_parts_away.py"}
NAMED = re.compile(r"`([\w/]+(?:\.py)?)::(\w+)`")
DEMANDS = [f"R{number:02}" for number in range(1, 33)]
UNHELD = re.compile(r"not held|in part", re.IGNORECASE)


def named() -> list[tuple[str, str]]:
    return sorted({(SHORT.get(file, file), test) for file, test in NAMED.findall(TABLE)})


@cache
def names_in(file: str) -> set[str]:
    path = ROOT / file
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.is_file() else ast.Module([], [])
    return {
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_test_that_is_named_is_there():
    assert [f"{file}::{test}" for file, test in named() if test not in names_in(file)] == []
    assert len(named()) > 100


def lines(beginning: str) -> list[str]:
    """The rows of the table whose first cell begins so."""
    return [line for line in TABLE.splitlines() if line.startswith(f"| {beginning}")]


@pytest.mark.parametrize("demand", DEMANDS)
def test_every_demand_has_its_line_with_a_test_or_its_reason(demand):
    (line,) = lines(demand)
    assert NAMED.search(line) or UNHELD.search(line)


def test_every_weakness_has_a_test_or_says_that_it_has_none():
    rows = [row for row in TABLE.partition("## KISA")[2].splitlines() if row.startswith("| ")][1:]
    assert len(rows) > 25
    assert [row for row in rows if not NAMED.search(row) and not UNHELD.search(row)] == []


def test_a_test_that_is_gone_is_missed():
    assert names_in("tests/no_such_file.py") == set()
    assert "test_a_test_that_is_gone_is_missed" in names_in("tests/test_security_table.py")
    assert "test_nothing" not in names_in("tests/test_security_table.py")
