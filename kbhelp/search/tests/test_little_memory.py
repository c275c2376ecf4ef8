"""Where memory does not suffice for Kiwi the process lives on with the plain analyser, and says so."""

import os
import subprocess
import sys

import pytest

from kbhelp.search.korean import room
from tests.site import ROOT

SCRIPT = """
import logging, resource, sys
import django
django.setup()
from kbhelp.search.korean import analyser, room
free, room.ADDRESSES = int(sys.argv[1]) * room.MB, int(sys.argv[2])
taken = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (taken + free, taken + free))
print(analyser.is_as_wanted(), analyser.current().name, analyser.for_writing().name)
print([word.form for word in analyser.current()("비밀번호를 잊었어요")][:1])
print(analyser.failure())
"""
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="macOS keeps no limit of addresses")


def process(free: int, needed: int = room.ADDRESSES) -> subprocess.CompletedProcess:
    """Of its own, with a limit of so many MB above what it has."""
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, str(free), str(needed)],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "kbhelp.settings", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@on_linux
def test_a_process_whose_limit_kiwi_would_break_reads_by_the_plain_analyser():
    done = process(free=300)
    assert done.returncode == 0, done.stderr
    names, words, why = done.stdout.splitlines()
    assert (names, words) == ("False plain-2 plain-2", "['비밀번호']")
    assert why.startswith("600 MB are needed, and the limit of addresses (RLIMIT_AS) leaves 2")
    assert done.stderr.count("Kiwi is not loaded, the plain analyser reads Korean: 600 MB") == 1
    assert done.stderr.count("manage.py rebuild_search") == 1


@on_linux
def test_without_that_look_the_process_would_be_dead():
    """Why it is looked before: nothing in Python hears of it."""
    assert process(free=300, needed=0).returncode < 0


def make_group(folder, **numbers):
    folder.mkdir(parents=True)
    for name, said in numbers.items():
        (folder / name.replace("memory_", "memory.")).write_text(said)


def test_a_control_group_and_those_above_it_leave_what_the_least_of_them_leaves(tmp_path, monkeypatch):
    groups, proc = tmp_path / "groups", tmp_path / "proc"
    (proc / "self").mkdir(parents=True)
    (proc / "self" / "cgroup").write_text("0::/site/worker\n")
    make_group(groups / "site" / "worker", memory_max="max\n", memory_current="100000000\n")
    (groups / "site" / "memory.max").write_text("512000000\n")
    (groups / "site" / "memory.current").write_text("400000000\n")
    (groups / "site" / "memory.stat").write_text("anon 1\ninactive_file 50000000\n")
    monkeypatch.setattr(room, "GROUPS", groups)
    monkeypatch.setattr(room, "PROC", proc)
    assert list(room.of_groups()) == [162_000_000]
    assert room.shortage() == "350 MB are needed, and the control group leaves 162 MB"
    (groups / "site" / "memory.max").write_text("1000000000\n")
    assert room.shortage() == ""


def test_a_control_group_of_the_first_version_is_read_too(tmp_path, monkeypatch):
    groups, proc = tmp_path / "groups", tmp_path / "proc"
    (proc / "self").mkdir(parents=True)
    (proc / "self" / "cgroup").write_text("5:cpu,memory:/outside/of/the/container\n3:pids:/x\n")
    (groups / "memory").mkdir(parents=True)
    (groups / "memory" / "memory.limit_in_bytes").write_text("300000000\n")
    (groups / "memory" / "memory.usage_in_bytes").write_text("200000000\n")
    monkeypatch.setattr(room, "GROUPS", groups)
    monkeypatch.setattr(room, "PROC", proc)
    assert list(room.of_groups()) == [100_000_000]


def test_a_machine_that_has_too_little_left_says_so(tmp_path, monkeypatch):
    (tmp_path / "meminfo").write_text("MemTotal: 500000 kB\nMemAvailable: 200000 kB\n")
    monkeypatch.setattr(room, "PROC", tmp_path)
    assert room.shortage() == "350 MB are needed, and the machine leaves 204 MB"
