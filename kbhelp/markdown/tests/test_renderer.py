"""The renderer's number moves with what it makes, so that `manage.py rerender` is asked for after every such change."""

import json
from hashlib import sha256
from pathlib import Path

from kbhelp.markdown import RENDERER, render
from kbhelp.markdown.tests.attack_strings import ATTACKS

SAMPLE = (Path(__file__).parent / "sample.md").read_text(encoding="utf-8")
MADE = {1: "4ed2640d9c104a28"}  # only the present number; what it makes of the sample and of every attack


def what_it_makes() -> str:
    texts = [SAMPLE, *ATTACKS]
    made = [
        render(text, resolve=lambda label, slug: {"kind": label, "document": 1}).as_json() for text in texts
    ]
    return sha256(json.dumps(made, sort_keys=True).encode()).hexdigest()[:16]


def test_other_html_has_another_number():
    assert {RENDERER: what_it_makes()} == MADE, (
        "move RENDERER in kbhelp/markdown/__init__.py, and note here what it makes"
    )
