"""What our own code never does, read from the code itself: weaknesses of docs/security.md that no request can show."""

import ast
import re

import pytest

from tests.test_architecture import MODULES, ROOT

# Names as they are called or imported, and where one may stand, with its reason.
FORBIDDEN = {
    "text is run as code": (r"^(eval|exec|__import__|marshal|pickle|shelve)(\.|$)", {}),
    "text is run by a shell": (r"^(os\.(system|popen|exec\w*)|commands|pty)(\.|$)", {}),
    "objects are built from text": (
        r"^(yaml\.(load|unsafe_load|full_load|Loader)|jsonpickle|dill)(\.|$)",
        {},
    ),
    # Measures ask the site that they have started; mails know the faults of the operator's own server by their name,
    # and signing in by a provider those of the one that the settings name. A second opinion is asked on this machine,
    # by a socket that is a file; the endpoint for assistants asks the site itself, whose address the settings name.
    "another site is asked": (
        r"^(urllib\.request|http\.client|requests|httpx|aiohttp|socket|ftplib|smtplib)(\.|$)",
        {
            "kbhelp.benchmarks",
            "kbhelp.editing.mails",
            "kbhelp.mcp.site",
            "kbhelp.search.semantic",
            "kbhelp.signin.provider",
        },
    ),
    # The same queries in each measure of search.
    "chance that can be foretold": (r"^random(\.|$)", {"kbhelp.search.evaluation", "kbhelp.benchmarks"}),
    "weak sums": (r"^hashlib\.(md5|sha1|new)$", {}),
    "programs to be found by mistake": (r"^(breakpoint|pdb|ipdb)(\.|$)", {}),
}


def dotted(node) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def used(tree: ast.AST) -> set[str]:
    """What is imported, and what is called, by the name that the code gives it."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Call):
            found.add(dotted(node.func))
    return found


TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_module_does_what_none_should(what):
    pattern, allowed = FORBIDDEN[what]
    guilty = {
        name: sorted(one for one in used(tree) if re.search(pattern, one))
        for name, tree in TREES.items()
        if not any(f"{name}.".startswith(f"{part}.") for part in allowed)
    }
    assert {name: found for name, found in guilty.items() if found} == {}


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("eval(x)", "text is run as code"),
        ("from urllib import request", "another site is asked"),
        ("import os\nos.system(x)", "text is run by a shell"),
        ("yaml.load(x)", "objects are built from text"),
        ("hashlib.md5(x)", "weak sums"),
    ],
)
def test_what_none_should_do_is_found(code, what):
    assert any(re.search(FORBIDDEN[what][0], one) for one in used(ast.parse(code)))


def test_no_program_is_started_through_a_shell():
    calls = [node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.keyword)]
    assert [call for call in calls if call.arg == "shell"] == []


UNMARKED = {"csrf_exempt": {"kbhelp.feedback.views"}}  # votes and clicks: no cookie, own check


def test_only_what_has_a_check_of_its_own_goes_without_the_token():
    exempt = {name for name, tree in TREES.items() if any("csrf_exempt" in one for one in used(tree))}
    assert exempt == UNMARKED["csrf_exempt"]


SECRET = re.compile(
    r"""(?:secret|passw(?:or)?d|token|api_?key)\w*["']?\s*[:=]\s*["'][\w+/=-]{12,}["']|-----BEGIN [A-Z ]*PRIVATE KEY""",
    re.IGNORECASE,
)


def test_no_secret_stands_in_the_source():
    files = [
        path
        for folder in ("kbhelp", "guides", "faq", "deploy", "bin", "templates", "static")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
        and path.suffix in {".py", ".html", ".js", ".conf", ".yaml", ".service", ".example", ""}
    ]
    texts = {path: path.read_text(encoding="utf-8") for path in files if "tests" not in path.parts}
    found = {str(path.relative_to(ROOT)): SECRET.findall(text) for path, text in texts.items()}
    assert {path: secrets for path, secrets in found.items() if secrets} == {}
    assert SECRET.search('API_KEY = "0123456789abcdef"')
