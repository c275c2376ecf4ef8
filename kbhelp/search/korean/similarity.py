"""How far apart two words are on the keyboard: optimal string alignment over keystrokes, slips made cheaper."""

from functools import lru_cache

ROWS = ["ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "ㅋㅌㅊㅍㅠㅜㅡ"]
SOUND_ALIKE = ["ㅐㅔ", "ㅒㅖ", "ㄱㄲㅋ", "ㄷㄸㅌ", "ㅂㅃㅍ", "ㅅㅆ", "ㅈㅉㅊ", "ㅓㅗ", "ㅡㅜ"]
SLIP = 0.6  # a neighbouring key, or a letter that sounds alike; any other edit is 1

SOUNDS = {(a, b) for group in SOUND_ALIKE for a in group for b in group if a != b}
SAME_SOUND = {(a, b) for group in SOUND_ALIKE[:2] for a in group for b in group if a != b}


def _neighbours() -> set[tuple[str, str]]:
    place = {key: (row, column) for row, keys in enumerate(ROWS) for column, key in enumerate(keys)}
    near = {
        (a, b)
        for a, (row, column) in place.items()
        for b, (other_row, other_column) in place.items()
        if a != b and abs(row - other_row) <= 1 and abs(column - other_column) <= 1
    }
    return near | SOUNDS


CHEAP = _neighbours()


def allowed_edits(length: int) -> int:
    """Short words have too many neighbours: none below four keys (a syllable and a half), two from ten on."""
    return 0 if length < 4 else 1 if length < 10 else 2


def sounds_like(a: str, b: str) -> bool:
    """Spelt otherwise, said the same: 결재 and 결제; not 상대 and 상태, which only sound alike."""
    return len(a) == len(b) and all(x == y or (x, y) in SAME_SOUND for x, y in zip(a, b, strict=True))


@lru_cache(maxsize=20_000)
def distance(a: str, b: str, limit: int) -> float | None:
    """The cost of the edits, or None when more than `limit` edits are needed."""
    if abs(len(a) - len(b)) > limit:
        return None
    before, last = None, [(float(i), i) for i in range(len(b) + 1)]
    for i, x in enumerate(a, 1):
        row = [(float(i), i)]
        for j, y in enumerate(b, 1):
            cost = 0 if x == y else SLIP if (x, y) in CHEAP else 1
            best = min(
                _add(last[j - 1], cost, x != y), _add(last[j], 1, True), _add(row[j - 1], 1, True), key=_edits
            )
            if before and j > 1 and x == b[j - 2] and y == a[i - 2]:
                best = min(best, _add(before[j - 2], SLIP, True), key=_edits)
            row.append(best)
        if min(edits for _, edits in row) > limit:
            return None
        before, last = last, row
    cost, edits = last[-1]
    return cost if edits <= limit else None


def _add(cell, cost, edited):
    return cell[0] + cost, cell[1] + edited


def _edits(cell):
    return cell[1], cell[0]
