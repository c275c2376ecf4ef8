"""The arrows of docs/architecture.md point one way."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
COMPOSITION = {"kbhelp/settings.py", "kbhelp/urls.py", "kbhelp/site/views.py", "kbhelp/admin.py"}

# Each part may import only what stands below it; a name covers what lies under it.
LAYERS = [
    [
        "kbhelp.markdown",
        "kbhelp.profile",
        "kbhelp.text",
        "kbhelp.middleware",
        "kbhelp.environment",
        "kbhelp.lost_updates",
    ],
    ["kbhelp.publishing", "kbhelp.search"],
    ["kbhelp.live"],
    ["kbhelp.editing", "kbhelp.exchange"],
    ["kbhelp.notices", "kbhelp.feedback"],
    ["guides", "faq"],
]

NEIGHBOURS = {1, 4, 5}  # layers whose parts know nothing of each other


def modules():
    for path in [*ROOT.glob("kbhelp/**/*.py"), *ROOT.glob("guides/**/*.py"), *ROOT.glob("faq/**/*.py")]:
        name = str(path.relative_to(ROOT))
        if "/tests/" not in name and "/migrations/" not in name:
            yield name, path


def imported(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer_of(name: str):
    for height, parts in enumerate(LAYERS):
        for part in parts:
            if name == part or name.startswith(part + "."):
                return height, part
    return None


@pytest.mark.parametrize(
    ("name", "path"), list(modules()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_import_points_down(name, path):
    own = layer_of(name.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    if own is None:
        return
    upward = [
        other
        for other in imported(path)
        if (found := layer_of(other))
        and (found[0] > own[0] or (found[0] == own[0] and own[0] in NEIGHBOURS and found[1] != own[1]))
    ]
    assert upward == []


def test_nothing_under_kbhelp_imports_guides_or_faq_but_the_composition():
    offenders = {
        name
        for name, path in modules()
        if name.startswith("kbhelp/")
        and any(other.split(".")[0] in {"guides", "faq"} for other in imported(path))
    }
    assert offenders <= COMPOSITION


def test_there_are_no_rooms_for_everything():
    forbidden = {"utils.py", "services.py", "signals.py", "constants.py", "helpers.py", "core"}
    assert [name for name, path in modules() if forbidden & set(path.relative_to(ROOT).parts)] == []


def test_only_the_block_template_calls_html_safe():
    callers = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if "|safe" in path.read_text(encoding="utf-8")
    ]
    assert callers == ["templates/publishing/_blocks.html"]
