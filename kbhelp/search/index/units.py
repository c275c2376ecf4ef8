"""The unit of answer: what one line of a result list shows and where it leads."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Unit:
    key: str  # unique, for example "guide:12", "guide:12#h-…", "row:7:n3"
    title: str
    body: str = ""  # plain text, of which the first line is the answer that every result shows
    url: str = ""
    kind: str = "guide"  # one of those in a SearchKind
    document_id: int | None = None
    stage: str = ""
    asked_as: list[str] = field(default_factory=list)
    error_texts: list[str] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)  # readers' words that an editor accepted (ways.py)
