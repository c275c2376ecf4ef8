"""What the shipped vocabulary does to judged queries: file by file, and which groups of words never act."""

from dataclasses import dataclass

from kbhelp.search.evaluation.judged import PREFIX, RIGHT, indexed
from kbhelp.search.korean import analyser as analysers
from kbhelp.search.query.engine import search
from kbhelp.search.vocabulary import shipped
from kbhelp.search.vocabulary.shipped import Group, groups_by_file
from kbhelp.search.vocabulary.synonyms import Synonyms
from kbhelp.search.vocabulary.ways import forms_of, ways_in


@dataclass(frozen=True)
class Effect:
    """`gained` and `lost`: queries whose first hit is right, or wrong, only because of the file."""

    file: str
    groups: int
    acting: int  # groups with a way of saying that some query has
    gained: list[str]
    lost: list[str]


class Noting(Synonyms):
    """Notes which ways of saying were asked for and known."""

    def __init__(self, groups, forms_of):
        self.met: set[str] = set()
        super().__init__(groups, forms_of)

    def of(self, forms):
        found = super().of(forms)
        if found:
            self.met.add("".join(forms))
        return found


def lost_ways() -> list[str]:
    """Ways of saying of which the analyser leaves nothing: they never act."""
    analyser = analysers.for_writing()
    texts = {text for folder in shipped.folders() for text in ways_in(folder)}
    return sorted(text for text in texts if not forms_of(text, analyser))


def effects(documents: list[dict], queries: list[dict]) -> list[Effect]:
    files, queries = groups_by_file(), [query for query in queries if query["rel"]]
    with indexed(documents):
        everything = _vocabulary([group for groups in files.values() for group in groups])
        right = _first_right(queries, everything)
        return [_effect(name, files, queries, everything, right) for name in files]


def _effect(name: str, files: dict, queries: list[dict], everything: Noting, right: set[str]) -> Effect:
    others = [group for file, groups in files.items() if file != name for group in groups]
    without = _first_right(queries, _vocabulary(others))
    acting = [group for group in files[name] if _keys(group) & everything.met]
    return Effect(name, len(files[name]), len(acting), sorted(right - without), sorted(without - right))


def _vocabulary(groups: list[Group]) -> Noting:
    analyser = analysers.for_writing()
    return Noting(groups, lambda text: forms_of(text, analyser))


def _keys(group: Group) -> set[str]:
    analyser = analysers.for_writing()
    return {"".join(forms_of(text, analyser)) for text in group.words}


def _first_right(queries: list[dict], vocabulary: Synonyms) -> set[str]:
    found = set()
    for query in queries:
        hits = search(query["query"], limit=1, prefix=PREFIX, synonyms=vocabulary).hits
        if hits and query["rel"].get(hits[0].key) == RIGHT:
            found.add(query["query"])
    return found
