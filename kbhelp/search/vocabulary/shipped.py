"""The shipped vocabulary: groups, words that are confused, and the glossary, read from text files.

What Korean says in any help desk lies beside this; what one desk's subject says lies in `vocabulary/` of its content.
"""

from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

EVERYDAY = Path(__file__).parent


@dataclass
class Group:
    """Words of one meaning; `also` is found by them too, but less, and not the other way round."""

    words: list[str]
    also: list[str] = field(default_factory=list)


def read_groups(text: str) -> list[Group]:
    """`a = b = c` is a group, `a > b, c` one way only; # begins a comment."""
    groups = []
    for line in (line.split("#")[0].strip() for line in text.splitlines()):
        if ">" in line:
            left, right = line.split(">", 1)
            groups.append(Group([left.strip()], [word.strip() for word in right.split(",") if word.strip()]))
        elif "=" in line:
            groups.append(Group([word.strip() for word in line.split("=") if word.strip()]))
    return groups


def folders() -> list[Path]:
    return [EVERYDAY, settings.CONTENT / "vocabulary"]


def groups_by_file() -> dict[str, list[Group]]:
    """By the name of the file, in one order wherever it lies; what a desk calls as we do stands beside ours."""
    found = {}
    for file in _files(*folders()):
        found.setdefault(file.stem, []).extend(groups_in(file))
    return found


def groups_in(file: Path) -> list[Group]:
    return read_groups(file.read_text(encoding="utf-8"))


def _files(*found: Path) -> list[Path]:
    files = [file for folder in found for file in folder.glob("*.txt")]
    groups = [file for file in files if file.stem not in {"confusions", "glossary"}]
    return sorted(groups, key=lambda file: file.stem)


def shipped_groups() -> list[Group]:
    return [group for groups in groups_by_file().values() for group in groups]


def groups_of_folder(folder: Path) -> list[Group]:
    return [group for file in _files(folder) for group in groups_in(file)]


def first_terms() -> list[dict]:
    """One row a group, named by its first word that names no group yet: two meanings stay two rows."""
    rows, named = {}, set()
    for group in shipped_groups():
        if group.also:
            _row(rows, group.words[0])["also"] += group.also
            continue
        name = next((word for word in group.words if word not in named), group.words[0])
        named.add(name)
        _row(rows, name)["same"] += [word for word in group.words if word != name]
    for line in _lines("confusions.txt"):
        words = [word.strip() for word in line.split("≠")]
        for word in words:
            _row(rows, word)["not_same"] += [other for other in words if other != word]
    for line in _lines("glossary.txt"):
        word, definition, _ = _glossary_line(line)
        _row(rows, word.strip())["definition"] = definition.strip()
    return [
        row | {name: "\n".join(dict.fromkeys(row[name])) for name in ("same", "also", "not_same")}
        for row in rows.values()
    ]


def shipped_explanations() -> dict[str, tuple[str, str]]:
    """Term → (kind, slug) of the document that says more: what stands behind ">" in the glossary."""
    parts = map(_glossary_line, _lines("glossary.txt"))
    return {word.strip(): tuple(document.split(":")) for word, _, document in parts if document}


def _glossary_line(line: str) -> tuple[str, str, str]:
    word, _, rest = line.partition(" : ")
    definition, _, document = rest.partition(" > ")
    return word, definition, document.strip()


def _row(rows: dict, name: str) -> dict:
    return rows.setdefault(name, {"name": name, "same": [], "also": [], "not_same": [], "definition": ""})


def _lines(name: str) -> list[str]:
    files = [folder / name for folder in folders() if (folder / name).exists()]
    lines = [line.strip() for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line and not line.startswith("#")]
