"""The renderer's number moves with what it makes, so that `manage.py rerender` is asked for after every such change."""

import json
from hashlib import sha256
from pathlib import Path

from kbhelp.markdown import RENDERER, UnknownLabel, render
from kbhelp.markdown.tests.attack_strings import ATTACKS

LABELS = ["비교표", "점검표", "안내", "FAQ"]
SAMPLE = (Path(__file__).parent / "sample.md").read_text(encoding="utf-8")
MADE = {7: "68329fb97fc58212"}  # only the present number; what it makes of the sample and of every attack


def resolve(label, slug):
    if label not in LABELS:
        raise UnknownLabel(LABELS)
    return {"kind": label, "document": 1}


def what_it_makes() -> str:
    made = [
        render(text, resolve=resolve).as_json() | {"problems": []}  # sentences for editors may be reworded
        for text in [SAMPLE, *ATTACKS]
    ]
    return sha256(json.dumps(made, sort_keys=True).encode()).hexdigest()[:16]


def test_other_html_has_another_number():
    assert {RENDERER: what_it_makes()} == MADE, (
        "move RENDERER in kbhelp/markdown/__init__.py, and note here what it makes"
    )
