"""A real provider of OpenID Connect, allauth's own, in a process of its own: `Provider` starts one.

What it says can be made false by `lie`: it reads `lies.json` at each question, since a hostile provider is one too.
"""

import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from tests.site import ROOT, environment, free_port

CLIENT, SECRET = "the-desk", "given-to-the-desk-alone"
PEOPLE = ("kim", "lee")


def number_of(name: str) -> str:
    """What the provider calls somebody."""
    return f"number-of-{name}"


class Provider:
    def __init__(self, folder: Path, *ways_back: str):
        self.folder, self.port = folder, free_port()
        self.issuer = f"http://127.0.0.1:{self.port}"
        (folder / "lies.json").write_text("{}")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.identity", str(self.port), folder, *ways_back],
            cwd=ROOT,
            env=environment(folder, DJANGO_SETTINGS_MODULE="tests.identity.settings"),
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout.readline() == "serving\n"

    @contextmanager
    def lie(self, **lies):
        """`issuer`: who it says it is; `token`: what it says of whoever signs in; `to`: where it asks to be asked."""
        (self.folder / "lies.json").write_text(json.dumps(lies))
        yield
        (self.folder / "lies.json").write_text("{}")

    def stop(self):
        self.process.kill()
        self.process.wait()
