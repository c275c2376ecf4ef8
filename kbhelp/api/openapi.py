"""The OpenAPI document: openapi.yaml, what apps add for further questions, and the words that the profile has today."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings

from kbhelp import profile
from kbhelp.api.problems import CODES
from kbhelp.publishing.kinds import kinds_with
from kbhelp.search.kinds import search_kinds
from kbhelp.search.views import stages_to_choose

WORDS = "x-words"  # in a schema: its enum is this list of words, as it is now
OWN = Path(__file__).with_name("openapi.yaml")
Words = dict[str, list[str]]
_added: dict[Path, Callable[[], Words]] = {}


def add(path: Path, words: Callable[[], Words]):
    """A file with `paths` and `components.schemas`, of an app that answers a question itself; `words`: those of today
    that it names."""
    _added[path] = words


@cache
def written(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def document() -> dict:
    first, *others = map(written, (OWN, *_added))
    whole = first | {"paths": dict(first["paths"]), "components": dict(first["components"])}
    schemas = dict(first["components"]["schemas"])
    for other in others:
        whole["paths"] |= other["paths"]
        schemas |= other["components"]["schemas"]
    whole["components"]["schemas"] = schemas
    whole["info"] = first["info"] | {
        "title": f"{profile.site_name()} API",
        "summary": profile.current()["unofficial"],
    }
    whole["servers"] = [{"url": settings.SITE_URL}]
    whole["x-problems"] = {
        code: {"status": status, "detail": detail} for code, (status, detail) in CODES.items()
    }
    return with_words(whole, words_of_today())


def words_of_today() -> Words:
    found = {
        "stages": [key for key, _ in profile.stage_choices()],
        "kinds": [model.KIND for model in kinds_with("PAGE_URL")],
        "search_kinds": [kind.name for kind in search_kinds()],
        "search_stages": [key for key, _ in stages_to_choose()],
        "problems": list(CODES),
    }
    for words in _added.values():
        found |= words()
    return found


def with_words(value, words: Words):
    if isinstance(value, list):
        return [with_words(one, words) for one in value]
    if not isinstance(value, dict):
        return value
    kept = {name: with_words(one, words) for name, one in value.items() if name != WORDS}
    return kept | {"enum": words[value[WORDS]]} if WORDS in value else kept
