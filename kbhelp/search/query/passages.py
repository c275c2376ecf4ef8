"""What a result shows of a text: its answer, and the line that speaks of what was asked, with typed words marked."""

from array import array
from dataclasses import dataclass

ANSWER, WIDTH = 130, 90  # characters shown at most
Pieces = list[tuple[str, bool]]  # [(text, is it a match)], to be escaped piece by piece by the template


@dataclass(frozen=True)
class Text:
    """A unit's body, the places of its words, and which of them were typed."""

    body: str
    matches: list[tuple[int, int]]

    @classmethod
    def of(cls, body: str, spans: bytes, terms: list[str], typed: set[str]):
        places = array("I")
        places.frombytes(spans)
        pairs = zip(places[::2], places[1::2], strict=True)
        found = [pair for pair, term in zip(pairs, terms, strict=False) if term in typed]
        return cls(body, found)

    def answer(self) -> Pieces:
        """The first line, which answers; to the last sentence that fits."""
        end = _line_end(self.body, 0)
        if end <= ANSWER:
            return self.pieces(0, end)
        stop = self.body.rfind(". ", 0, ANSWER) + 1
        return self.pieces(0, stop) if stop else self.pieces(0, ANSWER, " …")

    def passage(self) -> Pieces:
        """The sentence below it from which most matches stand within one line; nothing without any."""
        first = _line_end(self.body, 0)
        later = [match for match in self.matches if match[0] > first]
        if not later:
            return []
        begin = max(_starts(self.body, first), key=lambda start: (self._within(start, later), -start))
        end = _line_end(self.body, begin)
        return self.pieces(begin, min(end, begin + WIDTH), " …" if end > begin + WIDTH else "")

    def _within(self, start: int, matches) -> int:
        end = min(_line_end(self.body, start), start + WIDTH)
        return sum(start <= match[0] and match[1] <= end for match in matches)

    def pieces(self, begin: int, end: int, after="") -> Pieces:
        pieces, at = [], begin
        for start, stop in self.matches:
            if at <= start and stop <= end:
                pieces += [(self.body[at:start], False), (self.body[start:stop], True)]
                at = stop
        pieces.append((self.body[at:end] + after, False))
        return [(text, is_match) for text, is_match in pieces if text]


def _line_end(body: str, place: int) -> int:
    end = body.find("\n", place)
    return len(body) if end < 0 else end


def _starts(body: str, first: int) -> list[int]:
    """Where the sentences and lines behind the first line begin."""
    ends = [i for i in range(first, len(body) - 1) if body[i] in ".\n"]
    return [i + 1 + (len(body[i + 1 :]) - len(body[i + 1 :].lstrip())) for i in ends]
