"""What is installed: only files whose hash the lock names. bin/hashes and bin/venv run on a package index made here."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.site import ROOT

sys.path.insert(0, str(ROOT / "bin"))
import hashes
import locked

WHEEL = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
pytestmark = pytest.mark.xdist_group("locks")


@pytest.mark.parametrize("file", hashes.FILES, ids=lambda file: file.name)
def test_each_lock_has_every_requirement_for_every_machine_that_the_site_runs_on(file):
    said = {name: locked.complaints(file, its_tags) for name, its_tags in hashes.machines().items()}
    assert said == {name: [] for name in said}
    assert len(said) == 12


@pytest.mark.parametrize("file", hashes.FILES, ids=lambda file: file.name)
def test_each_file_in_a_lock_has_one_hash(file):
    entries = locked.read_lock(locked.lock_of(file)).values()
    assert all(len(entry.files) == len(entry.hashes) == len(set(entry.hashes)) > 0 for entry in entries)


def test_only_the_language_model_is_built_from_its_source():
    entries = [entry for file in hashes.FILES for entry in locked.read_lock(locked.lock_of(file)).values()]
    built = [name for entry in entries for name in entry.files if not name.endswith(".whl")]
    assert [name.rsplit("-", 1)[0] for name in built] == ["kiwipiepy_model"]


def test_a_machine_of_another_processor_is_told_what_is_missing():
    riscv = set(locked.tags.compatible_tags((3, 12), "cp312", ["manylinux_2_39_riscv64"]))
    (said,) = locked.complaints(ROOT / "requirements.txt", riscv)
    assert said.startswith("requirements.lock has no file of ")
    assert "numpy==" in said
    assert "Django==" not in said


def put_wheel(index, name, text):
    """A wheel of one module in the index, listed with its hash as an index does."""
    folder = index / name
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}-1.0-py3-none-any.whl"
    members = {
        f"{name}.py": text,
        f"{name}-1.0.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{name}-1.0.dist-info/WHEEL": WHEEL,
    }
    record = "".join(
        f"{path},sha256={base64.urlsafe_b64encode(hashlib.sha256(content.encode()).digest()).rstrip(b'=').decode()},"
        f"{len(content)}\n"
        for path, content in members.items()
    )
    with zipfile.ZipFile(file, "w") as wheel:
        for path, content in (members | {f"{name}-1.0.dist-info/RECORD": record}).items():
            wheel.writestr(
                zipfile.ZipInfo(path), content
            )  # the same bytes each time, whatever the clock says
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    (folder / "index.html").write_text(f'<a href="{file.name}#sha256={digest}">{file.name}</a>')


class Checkout:
    """A folder with bin/ and requirements of its own, and an index of its own that its pip is set to."""

    def __init__(self, root: Path):
        self.root, self.index = root / "checkout", root / "index"
        shutil.copytree(ROOT / "bin", self.root / "bin")
        for part, name in (("", "house"), ("-dev", "scaffold"), ("-build", "crane")):
            put_wheel(self.index, name, f"said = '{name}'\n")
            taken_in = "-r requirements.txt\n" if part == "-dev" else ""
            (self.root / f"requirements{part}.txt").write_text(f"{taken_in}{name}==1.0  # a reason\n")

    def run(self, *command):
        machines_own = {name for name in os.environ if name.startswith("PIP_")}
        mine = {
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_INDEX_URL": self.index.as_uri(),
            "PIP_NO_CACHE_DIR": "1",
        }
        return subprocess.run(
            command,
            cwd=self.root,
            env={name: value for name, value in os.environ.items() if name not in machines_own} | mine,
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def venv(self):
        return self.run("bin/venv", "requirements.txt")

    def has(self, name):
        return self.run(".venv/bin/python", "-c", f"import {name}").returncode == 0


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    checkout = Checkout(tmp_path_factory.mktemp("locks"))
    assert checkout.run("bin/hashes").returncode == 0
    checkout.written = (checkout.root / "requirements.lock").read_text()
    return checkout


@pytest.fixture
def checkout(made):
    """The lock as bin/hashes wrote it, and nothing installed."""
    for stamp in (made.root / ".venv").glob("installed-*"):
        made.run(".venv/bin/python", "-m", "pip", "uninstall", "--yes", "house", "crane")
        stamp.unlink()
    put_wheel(made.index, "house", "said = 'house'\n")
    (made.root / "requirements.txt").write_text("house==1.0  # a reason\n")
    (made.root / "requirements.lock").write_text(made.written)
    return made


def test_what_the_lock_names_is_installed_and_a_second_run_asks_nobody(checkout):
    assert (checkout.venv().returncode, checkout.has("house"), checkout.has("crane")) == (0, True, True)
    shutil.move(checkout.index / "house", checkout.index / "gone")
    again = checkout.venv()
    shutil.move(checkout.index / "gone", checkout.index / "house")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


def test_another_file_under_the_same_version_is_refused_in_plain_words(checkout):
    put_wheel(checkout.index, "house", "said = 'something else'\n")
    run = checkout.venv()
    assert (run.returncode, checkout.has("house")) == (1, False)
    assert run.stderr.splitlines()[-1].startswith(
        "Refused: a package is not the file whose hash requirements.lock names, so nothing of it was installed."
    )


def test_a_requirement_that_the_lock_does_not_have_is_named_and_nothing_installed(checkout):
    (checkout.root / "requirements.txt").write_text("house==2.0\nroof==1.0\n")
    run = checkout.venv()
    assert (run.returncode, checkout.has("house")) == (1, False)
    assert run.stderr.splitlines()[-1] == (
        "requirements.lock does not have what requirements.txt names: house==2.0, roof==1.0. Run bin/hashes."
    )


def test_a_machine_without_a_file_is_told_so_and_nothing_installed(checkout):
    lock = checkout.root / "requirements.lock"
    lock.write_text(lock.read_text().replace("house-1.0-py3-none-any", "house-1.0-cp311-cp311-win_amd64"))
    run = checkout.venv()
    assert (run.returncode, checkout.has("house")) == (1, False)
    assert "requirements.lock has no file of house==1.0 for this machine.\nThis machine is cp3" in run.stderr
    assert "Traceback" not in run.stderr


def test_bin_hashes_says_what_the_index_does_not_have_and_keeps_the_lock(checkout):
    before = (checkout.root / "requirements.lock").read_text()
    (checkout.root / "requirements.txt").write_text("house==1.0\nroof==1.0\n")
    run = checkout.run("bin/hashes")
    assert run.returncode == 1
    assert "roof==1.0: the index has no file for Python 3.11 on Linux x86_64" in run.stderr
    assert (checkout.root / "requirements.lock").read_text() == before


def test_bin_hashes_believes_no_further_index(checkout):
    other = checkout.index.parent / "other"
    put_wheel(other, "house", "said = 'another'\n")
    before = (checkout.root / "requirements.lock").read_text()
    run = checkout.run("env", f"PIP_EXTRA_INDEX_URL={other.as_uri()}", "bin/hashes")
    assert (run.returncode, (checkout.root / "requirements.lock").read_text()) == (0, before)
