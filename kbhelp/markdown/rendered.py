"""What rendering gives back, and what it complains about."""

from dataclasses import asdict, dataclass, field

# The upload endpoint writes this where the description of a new picture belongs; it is never published.
PLACEHOLDER_ALT = "그림 설명을 적으세요"


MOST = 50  # problems that are shown; nobody repairs more in one go


class TooLong(ValueError):
    """The text is beyond what one page can be; the message is a Korean sentence for the editor."""


class UnknownLabel(LookupError):
    """No document is called by the word in [[word:…]]; `known` are the words there are."""

    def __init__(self, known: list[str]):
        super().__init__(", ".join(known))
        self.known = known


@dataclass(frozen=True, order=True)
class Problem:
    line: int  # 1-based, in the text as the editor wrote it
    message: str


@dataclass
class Rendered:
    """`blocks` are {"html": sanitised} or {"embed": what resolve() returned}, in the order of the page. One that is a
    list of steps also has "steps": {"number", "title", "before", "each", "after"}; the last three hold {"html"}, a step
    its "text", too.

    `headings` are {"level": 2 or 3, "text", "anchor"}; `sections` are {"anchor", "title", "text"}, the part
    before the first heading with an empty anchor.
    """

    blocks: list[dict] = field(default_factory=list)
    headings: list[dict] = field(default_factory=list)
    text: str = ""
    sections: list[dict] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def as_json(self) -> dict:
        """What is stored: everything but the problems."""
        return {name: value for name, value in asdict(self).items() if name != "problems"}


MAX_ADDRESSES = (
    200_000  # characters; what is written once and referred to a thousand times counts a thousand times
)


class Report:
    """What is wrong with a text, and whom to ask about the rest of the site.

    Rules of the parser may look at a line several times; the editor hears of it once.
    """

    def __init__(self, resolve=None, locate=None):
        self.resolve, self.locate = resolve, locate
        self.room = MAX_ADDRESSES
        self._problems = set()

    def add(self, line: int, message: str):
        """`line` is the parser's, counted from 0."""
        self._problems.add(Problem(line + 1, message))

    def in_order(self) -> list[Problem]:
        return sorted(self._problems)[:MOST]

    def has_room(self, address: str) -> bool:
        """Whether one more address that was written elsewhere may stand in the HTML."""
        self.room -= len(address)
        return self.room >= 0
