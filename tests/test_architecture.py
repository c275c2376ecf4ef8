"""The house of docs/architecture.md: every module has its place, arrows point one way, nothing grows too large."""

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# From the ground up. A part may import only what stands on lines below its own; a name covers what lies under it.
HOUSE = [
    [
        "kbhelp.addresses",
        "kbhelp.audit",
        "kbhelp.alike_forms",
        "kbhelp.comparing",
        "kbhelp.days",
        "kbhelp.formats",
        "kbhelp.kept_forms",
        "kbhelp.mcp",  # a process of its own, which knows the site by its API alone
        "kbhelp.metrics",
        "kbhelp.prepared_sql",
    ],
    ["kbhelp.merging"],
    [
        "kbhelp.background",
        "kbhelp.bucket",
        "kbhelp.environment",
        "kbhelp.lost_updates",
        "kbhelp.merged_parts",
        "kbhelp.profile",
        "kbhelp.request_ids",
        "kbhelp.roles",
        "kbhelp.schema",
        "kbhelp.sqlite",
        "kbhelp.text",
    ],
    [
        "kbhelp.charts",
        "kbhelp.logs",
        "kbhelp.markdown",
        "kbhelp.middleware",
        "kbhelp.reports",
        "kbhelp.spans",
        "kbhelp.spreadsheets",
        "kbhelp.typed",
    ],
    ["kbhelp.careful_admin"],
    ["kbhelp.publishing", "kbhelp.search"],
    ["kbhelp.feedback"],
    ["kbhelp.live", "kbhelp.signin"],
    ["kbhelp.due_changes", "kbhelp.pagecache", "kbhelp.search.ways", "kbhelp.serving"],
    ["kbhelp.editing", "kbhelp.exchange", "kbhelp.search.admin"],  # their buttons change what readers see
    ["kbhelp.notices", "kbhelp.moving", "kbhelp.backup"],
    ["kbhelp.sheets", "kbhelp.api"],
    ["guides", "faq", "kbhelp.site", "kbhelp.benchmarks"],
    ["kbhelp.settings", "kbhelp.urls", "kbhelp.wsgi", "kbhelp.admin", "kbhelp.management"],
    ["kbhelp.rsgi", "kbhelp.benchmarks.django_cache"],
]
SEARCH = [
    ["kbhelp.search.kinds"],
    ["kbhelp.search.korean", "kbhelp.search.models"],
    ["kbhelp.search.index", "kbhelp.search.counting"],
    ["kbhelp.search.semantic", "kbhelp.search.vocabulary"],
    ["kbhelp.search.query"],
    ["kbhelp.search.evaluation", "kbhelp.search.views", "kbhelp.search.reports"],
    ["kbhelp.search.ways"],
    ["kbhelp.search.admin"],
    ["kbhelp.search.apps", "kbhelp.search.urls", "kbhelp.search.management"],
]
# These may name guides and faq.
COMPOSITION = {"kbhelp.settings", "kbhelp.urls", "kbhelp.admin", "kbhelp.site.views"}

LINES = {".py": 300, ".css": 300, ".js": 300, ".html": 100}
LINES_OF_A_FUNCTION = 30
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
OF_A_LINE = re.compile(
    r"<(?:section|div|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|th|td|form|header|main|footer|nav|aside|article|details"
    r"|summary|fieldset|legend|h[1-6]|p|search|link|script|meta)\b"
)
LONGEST_LINE = 200
PACKED = re.compile(r"[;{] *\S")  # more behind a declaration or a brace on the same line


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def modules() -> dict[str, Path]:
    """Every module that readers, editors or operators run; the empty __init__.py of a package holds nothing."""
    paths = (path for top in ("kbhelp", "guides", "faq") for path in (ROOT / top).rglob("*.py"))
    kept = (path for path in paths if not {"tests", "migrations"} & set(path.parts) and path.read_bytes())
    return {name_of(path): path for path in kept}


MODULES = modules()


def imported(path: Path) -> set[str]:
    """Modules of the house that the file imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else node.module for name in names}
    return found & MODULES.keys()


IMPORTS = {name: imported(path) for name, path in MODULES.items()}


def place_of(module: str, order: list[list[str]]) -> tuple[int, str] | None:
    """The line, counted from the ground, and the part that covers the module most closely."""
    places = [(line, part) for line, parts in enumerate(order) for part in parts]
    covering = [place for place in places if f"{module}.".startswith(f"{place[1]}.")]
    return max(covering, key=lambda place: len(place[1]), default=None)


def misplaced(imports: dict[str, set[str]], order: list[list[str]]) -> list[str]:
    """Modules without a place, and imports of what does not stand below."""
    found = []
    for module, others in imports.items():
        own = place_of(module, order)
        if own is None:
            found.append(module)
            continue
        places = {other: place_of(other, order) for other in sorted(others)}
        found += [
            f"{module} → {other}"
            for other, place in places.items()
            if place and place[1] != own[1] and place[0] >= own[0]
        ]
    return found


def test_every_module_of_the_house_has_a_place_and_imports_only_what_stands_below():
    assert misplaced(IMPORTS, HOUSE) == []


def test_the_same_holds_inside_search():
    inside = {name: others for name, others in IMPORTS.items() if name.startswith("kbhelp.search.")}
    assert misplaced(inside, SEARCH) == []


def test_a_newcomer_without_a_place_an_arrow_up_and_a_neighbour_are_found():
    assert misplaced({"kbhelp.newcomer": set()}, HOUSE) == ["kbhelp.newcomer"]
    assert misplaced({"kbhelp.live": {"guides.models"}}, HOUSE) == ["kbhelp.live → guides.models"]
    assert misplaced({"faq.models": {"guides.models"}}, HOUSE) == ["faq.models → guides.models"]
    assert misplaced({"guides.views": {"guides.models", "kbhelp.text"}}, HOUSE) == []


def test_no_imports_run_in_a_circle():
    in_order = TopologicalSorter(IMPORTS).static_order()  # raises CycleError, which names the circle
    assert set(in_order) == MODULES.keys()


def test_nothing_under_kbhelp_imports_guides_or_faq_but_the_composition():
    kinds = {name for name in MODULES if name.startswith(("guides.", "faq."))}
    offenders = {name for name, others in IMPORTS.items() if others & kinds} - kinds
    assert offenders <= COMPOSITION


def test_the_endpoint_for_assistants_knows_nothing_of_the_site_and_the_site_nothing_of_it():
    own = {name for name in MODULES if f"{name}.".startswith("kbhelp.mcp.")}
    assert {name: IMPORTS[name] - own for name in own if IMPORTS[name] - own} == {}
    assert [name for name, others in IMPORTS.items() if name not in own and others & own] == []
    foreign = {name: outside(MODULES[name]) & {"django", "mcp", "uvicorn"} for name in own}
    assert {name: found for name, found in foreign.items() if found} == {
        "kbhelp.mcp.server": {"mcp", "uvicorn"}
    }


def outside(path: Path) -> set[str]:
    """Packages that the file imports, by their first name."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name.split(".")[0] for name in names}


def test_there_are_no_rooms_for_everything():
    forbidden = {"utils", "services", "signals", "constants", "helpers", "core"}
    assert [name for name in MODULES if forbidden & set(name.split("."))] == []


def test_only_the_block_template_calls_html_safe():
    callers = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if "|safe" in path.read_text(encoding="utf-8")
    ]
    assert callers == ["templates/publishing/_blocks.html"]


def own_files(suffix: str) -> list[Path]:
    """Written by us and for reading: nothing that programs write, no fixtures, no lists of words."""
    aside = {"migrations", "vendor", "fixtures", "attack_strings.py", "profile.py"}
    tops = ("kbhelp", "guides", "faq", "tests", "bin", "templates", "static")
    paths = [*ROOT.glob(f"*{suffix}"), *(path for top in tops for path in (ROOT / top).rglob(f"*{suffix}"))]
    return [path for path in paths if not aside & set(path.relative_to(ROOT).parts)]


def test_files_are_short_enough_to_read():
    lines = {
        path: path.read_text(encoding="utf-8").count("\n") for suffix in LINES for path in own_files(suffix)
    }
    long = {
        str(path.relative_to(ROOT)): number for path, number in lines.items() if number > LINES[path.suffix]
    }
    assert long == {}


def test_stylesheets_hold_one_declaration_a_line():
    packed = [
        f"{path.name}: {line}"
        for path in own_files(".css")
        for line in COMMENT.sub("", path.read_text(encoding="utf-8")).splitlines()
        if PACKED.search(line)
    ]
    assert packed == []


def test_templates_hold_one_element_a_line():
    """But for what stands in running text: links, emphasis, buttons, fields."""
    packed = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in own_files(".html")
        for line in path.read_text(encoding="utf-8").splitlines()
        if len(OF_A_LINE.findall(line)) > 1 or len(line) > LONGEST_LINE
    ]
    assert packed == []


def test_functions_are_short_enough_to_read():
    functions = [
        (f"{path.relative_to(ROOT)}: {node.name}", node.end_lineno - node.lineno + 1)
        for path in own_files(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert {name: lines for name, lines in functions if lines > LINES_OF_A_FUNCTION} == {}
