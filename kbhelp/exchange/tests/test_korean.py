"""Whatever an import may say stands in English in the code, and the desk has a Korean sentence for each."""

import ast
import re

import pytest
from django.utils import translation

from tests.site import ROOT

BROKEN = re.compile(r"[을를이가은는과와]\(|\([을를이가은는과와]\)|“|”")


def messages() -> set[str]:
    """What is marked for translation in the code of the import."""
    found = set()
    for path in (ROOT / "kbhelp" / "exchange").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "gettext_noop"):
                found |= {one.value for one in node.args if isinstance(one, ast.Constant)}
    return found


@pytest.mark.parametrize("message", sorted(messages()))
def test_each_message_has_its_korean_with_the_same_places(message):
    with translation.override("ko"):
        korean = translation.gettext(message)
    assert re.search("[가-힣]", korean)
    assert sorted(re.findall(r"\{\w+\}", korean)) == sorted(re.findall(r"\{\w+\}", message))
    assert not BROKEN.search(korean)
