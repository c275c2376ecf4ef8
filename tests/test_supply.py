"""bin/licences and bin/audit: what they refuse, and that no network refuses nothing."""

import sys
from email.message import Message
from types import SimpleNamespace

import pytest

from tests.site import ROOT

sys.path.insert(0, str(ROOT / "bin"))
import audit
import licences


def package(*headers):
    said = Message()
    for name, value in headers:
        said[name] = value
    return SimpleNamespace(metadata=said)


CLASSIFIER = ("Classifier", "License :: OSI Approved :: BSD License")
MOZILLA = ("Classifier", "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)")


@pytest.mark.parametrize(
    ("headers", "licence"),
    [
        ([("License-Expression", "MIT"), CLASSIFIER], "MIT"),
        ([CLASSIFIER, MOZILLA, ("License", "see COPYING")], "BSD-3-Clause AND MPL-2.0"),
        ([("License", "Apache 2.0")], "Apache-2.0"),
        ([("License", "My own terms\nof three pages")], "My own terms"),
        ([("License", "")], "unknown"),
        ([], "unknown"),
    ],
)
def test_a_licence_is_read_where_the_package_says_it(headers, licence):
    assert licences.licence_of(package(*headers)) == licence


@pytest.mark.parametrize(
    ("expression", "is_allowed"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("MIT OR GPL-3.0-only", True),
        ("MIT AND 0BSD OR GPL-3.0-only", True),
        ("(MIT)", False),
        ("unknown", False),
        ("", False),
    ],
)
def test_all_parts_of_an_and_must_be_allowed_and_one_of_an_or(expression, is_allowed):
    assert licences.is_allowed(expression, {"MIT", "0BSD"}) is is_allowed


def test_what_is_installed_may_be_used(capsys):
    assert (licences.main(), capsys.readouterr().err) == (0, "")


def test_a_package_whose_licence_nobody_has_looked_at_is_named(monkeypatch, capsys):
    strange = package(("License-Expression", "SSPL-1.0"))
    strange.name = "strange"
    monkeypatch.setattr(licences, "distributions", lambda: [strange])
    assert licences.main() == 1
    assert capsys.readouterr().err == "strange: pyproject.toml does not allow SSPL-1.0\n"


def test_a_script_without_its_licence_is_named(monkeypatch, tmp_path, capsys):
    (tmp_path / "chart-1.0.min.js").touch()
    monkeypatch.setattr(licences, "SCRIPTS", tmp_path)
    assert licences.main() == 1
    assert capsys.readouterr().err == "chart-1.0.min.js: there is no licence beside it\n"


SOUND = {"name": "django", "version": "5.2.19", "vulns": []}
WEAK = {"name": "pillow", "version": "9.0.0", "vulns": [{"id": "PYSEC-2022-8", "fix_versions": ["9.0.1"]}]}
UNKNOWN = {"name": "kiwipiepy", "skip_reason": "not found"}


def test_a_known_weakness_fails_and_says_what_mends_it():
    assert audit.verdict([SOUND, WEAK, UNKNOWN], {}) == (
        [
            "pillow 9.0.0: PYSEC-2022-8, mended in 9.0.1",
            "not known to the service: kiwipiepy",
            "2 packages asked about, 1 weakness(es)",
        ],
        1,
    )


def test_a_weakness_with_a_reason_is_said_and_fails_nothing():
    lines, status = audit.verdict([WEAK], {"PYSEC-2022-8": "we never open such files"})
    assert (lines[0].endswith("(excused: we never open such files)"), status) == (True, 0)


def test_a_service_that_knows_no_package_is_no_good_news(monkeypatch, capsys):
    monkeypatch.setattr(audit, "report", lambda: {"dependencies": [UNKNOWN]})
    assert audit.main() == 0
    assert capsys.readouterr().out == f"{audit.NOT_ASKED} its service knows none of 1 packages\n"


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("import sys; sys.exit('ConnectionError: no network')", "ConnectionError: no network"),
        ("import time; time.sleep(9)", "no answer in 1 s"),
    ],
)
def test_without_an_answer_one_line_says_so_and_nothing_fails(monkeypatch, capsys, tmp_path, code, why):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/python").write_text(f'#!/bin/sh\nexec {sys.executable} -c "{code}"\n')
    (tmp_path / "bin/python").chmod(0o755)
    (tmp_path / "installed").write_text(audit.WANTED.read_text())
    monkeypatch.setattr(audit, "HOME", tmp_path)
    monkeypatch.setattr(audit, "SECONDS", 1)
    assert audit.main() == 0
    assert capsys.readouterr().out == f"{audit.NOT_ASKED} {why}\n"
