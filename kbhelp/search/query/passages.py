"""The part of a text that answers best, with the words that were asked for marked by their places."""

from array import array

WIDTH = 90  # characters shown


def passage(body: str, spans: bytes, terms: list[str], forms: set[str]) -> list[tuple[str, bool]]:
    """[(text, is it a match)], to be escaped piece by piece by the template."""
    places = array("I")
    places.frombytes(spans)
    matches = [
        (places[2 * i], places[2 * i + 1])
        for i, term in enumerate(terms)
        if term in forms and 2 * i + 1 < len(places)
    ]
    begin = _begin(body, matches)
    end = min(len(body), begin + WIDTH)
    pieces, at = [("… ", False)] if begin else [], begin
    for start, stop in matches:
        if start < at or stop > end:
            continue
        pieces += [(body[at:start], False), (body[start:stop], True)]
        at = stop
    pieces.append((body[at:end] + (" …" if end < len(body) else ""), False))
    return [(text, is_match) for text, is_match in pieces if text]


def _begin(body: str, matches: list[tuple[int, int]]) -> int:
    """The sentence from which most matches stand within one width."""
    starts = [0] + [i + 1 for i, c in enumerate(body) if c in ".\n" and i + 1 < len(body)]
    best = max(
        starts, key=lambda start: (sum(start <= m[0] and m[1] <= start + WIDTH for m in matches), -start)
    )
    while best < len(body) and body[best].isspace():
        best += 1
    return best
