"""No expression of the site grows faster than the text it looks at, whatever that is made of.

Each is tried with what often makes one quadratic, and with the pieces that it is itself written of.
"""

import importlib
import pkgutil
import re

import pytest

import faq
import guides
import kbhelp
from kbhelp.markdown.tests.test_growth import TEXTS, grows_too_fast

WRITTEN = re.compile(r"[^\\\[\](){}?*+|^$.]+")  # of the source of an expression, what stands for itself
SIZE, NOTHING = 3_000, 0.02  # characters of the short text; seconds that are not compared
ASIDE = {"tests", "migrations", "wsgi", "rsgi"}


def modules():
    for top in (kbhelp, guides, faq):
        for module in pkgutil.walk_packages(top.__path__, f"{top.__name__}."):
            if not ASIDE & set(module.name.split(".")):
                yield importlib.import_module(module.name)


def patterns() -> dict[re.Pattern, str]:
    """Every compiled expression, with where it stands."""
    found = {}
    for module in modules():
        for name, value in vars(module).items():
            for each in value if isinstance(value, list | tuple) else [value]:
                pattern = each if isinstance(each, re.Pattern) else getattr(each, "pattern", None)
                if isinstance(pattern, re.Pattern):
                    found.setdefault(pattern, f"{module.__name__}.{name}")
    return found


def source_of(pattern: re.Pattern) -> str:
    return pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("ascii")


@pytest.mark.parametrize("pattern", [pytest.param(one, id=name) for one, name in patterns().items()])
def test_no_expression_grows_faster_than_the_text(pattern):
    def work(text):
        for _ in pattern.finditer(text if isinstance(pattern.pattern, str) else text.encode()):
            pass

    own = [("", piece[:40]) for piece in sorted(set(WRITTEN.findall(source_of(pattern))))]
    assert [text for text in (*TEXTS, *own) if grows_too_fast(work, *text, SIZE, NOTHING)] == []


def test_expressions_of_every_room_are_tried():
    rooms = {name.split(".")[1] for name in patterns().values()}
    assert {"markdown", "publishing", "editing", "exchange", "search", "text", "diagnosis"} <= rooms
