"""Four times the text costs some four times the work, whatever it is made of; a quadratic form would cost sixteen.

CPU time of this process is measured, not time on the wall, each the best of several runs; what costs next to
nothing even in the long text is not compared.
"""

import time
from contextlib import suppress

import pytest

from kbhelp.markdown import TooLong, render

SHORT = 10_000  # characters
LINEAR = 8  # between the 4 of linear work and the 16 of quadratic
NOTHING = 0.1  # seconds; the sanitiser is quadratic in runs of ·, 0.4 s at the most that a text can hold

PIECES = [
    *" \t\n\u3000a가1:：#=-*_~`|\\&'+[]()<>{}!^·•./@\u200d\U0001f3f4\U000e0067",
    *(
        "[[",
        "]]",
        "[^",
        "](",
        "<a",
        "</",
        "<!--",
        "**",
        "==",
        "++",
        "'''",
        "｜",
        "［",
        "＊＊",
        "| ",
        "- ",
        "> ",
        "1.",
    ),
    *(
        "[a]: /x\n",
        "[^a]: x\n",
        "::: a",
        "- [ ] ",
        "> [!",
        "\n\n",
        "가.",
        "import ",
        "0100",
        "1-",
        "a@",
        "골뱅이",
    ),
]
STARTS = [
    "::: a",
    "[",
    "[[",
    "[^",
    "<a ",
    "<!--",
    "|",
    "- ",
    "> ",
    "import ",
    "==",
    "'''",
    "(",
    "1-",
    "0",
    "a@",
]
TEXTS = [("", piece) for piece in PIECES] + [(start, filler) for start in STARTS for filler in " a가"]


def cost(work, text: str) -> float:
    best = 60.0
    for _ in range(3):
        start = time.process_time()
        work(text)
        best = min(best, time.process_time() - start)
        if best < NOTHING:
            break
    return best


def grows_too_fast(work, start: str, piece: str, size=SHORT, nothing=NOTHING) -> bool:
    short, long = (start + piece * (letters // len(piece)) + "b" for letters in (size, 4 * size))
    took = cost(work, long)
    return took > nothing and took > LINEAR * cost(work, short)


def test_rendering_does_not_grow_faster_than_the_text():
    def work(text):
        with suppress(TooLong):
            render(text, resolve=lambda label, slug: {})

    assert [text for text in TEXTS if grows_too_fast(work, *text)] == []


@pytest.mark.parametrize("middle", [" ", "\t", ":", "a", "가"])
def test_the_line_that_froze_the_site_is_refused_at_once(middle):
    """190,000 spaces after the name of a box took 83 seconds."""
    start = time.process_time()
    found = render("::: a" + middle * (190_000 // len(middle.encode())) + "b").problems
    assert [problem.line for problem in found] == [1]
    assert time.process_time() - start < 2
