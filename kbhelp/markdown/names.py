"""Names that may stand only once on a page."""


def free(name: str, pattern: str, taken: dict) -> str:
    """`name`, numbered from 2 where it is taken; `taken` remembers the last number of each name."""
    chosen = name
    while chosen in taken:
        taken[name] += 1
        chosen = pattern.format(name, taken[name])
    taken[chosen] = 1
    return chosen
