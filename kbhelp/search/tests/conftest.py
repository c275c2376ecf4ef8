"""What several tests of the second opinion begin with."""

import shutil

import pytest

from kbhelp.search.semantic import asking
from kbhelp.search.tests.encoding import new_folder, serving


@pytest.fixture(autouse=True)
def nothing_known_of_the_second_opinion(monkeypatch):
    monkeypatch.setattr(asking, "_state", {"until": 0.0, "silent_until": 0.0, "is_failing": False})


@pytest.fixture
def process(settings):
    with serving(settings) as running:
        yield running


@pytest.fixture
def path(settings):
    """Where nobody listens yet."""
    folder = new_folder()
    settings.SEMANTIC = str(folder / "socket")
    yield settings.SEMANTIC
    shutil.rmtree(folder)
