"""Whatever colour somebody chooses, everything can be read as well as before."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from kbhelp.site.colours import OWN, channels, contrast, luminance, oklch, style_sheet, tokens, turned
from tests.site import ROOT

ANY_COLOUR = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
OTHERS = dict(
    re.findall(
        r"--(paper|card|sunk|ink|ink-soft): light-dark\(([^)]+)\)",
        (ROOT / "static/css/tokens.css").read_text(),
    )
)
# (what is read, on what, at least): texts, and what lies on the colour.
READ = [
    ("accent", "paper", 4.5),
    ("accent", "card", 4.5),
    ("accent", "sunk", 4.5),
    ("accent", "hero", 4.5),
    ("accent", "accent-wash", 4.5),
    ("accent-ink", "accent", 4.5),
    ("ink", "accent-wash", 7.0),
    ("ink", "hero", 7.0),
    ("ink-soft", "hero", 4.5),
    ("ink-soft", "accent-wash", 4.5),
]


def of(name: str, colour: str, at: int) -> str:
    if name in OTHERS:
        return OTHERS[name].split(", ")[at]
    return turned(tokens()[name][at], colour)


def test_our_own_colour_is_that_of_the_stylesheet():
    assert tokens()["accent"][0] == OWN


@given(ANY_COLOUR)
@example("#ffffff")
@example("#000000")
@example("#ffff00")
@example("#0000ff")
def test_whatever_is_chosen_can_be_read_by_day_and_by_night(colour):
    pale = [
        (text, ground, at, found)
        for text, ground, least in READ
        for at in (0, 1)
        if (found := contrast(of(text, colour, at), of(ground, colour, at))) < least
    ]
    assert pale == []


@given(ANY_COLOUR)
def test_every_colour_stays_as_light_as_it_was(colour):
    for ours in (one for pair in tokens().values() for one in pair):
        was, is_now = (luminance(channels(one)) + 0.05 for one in (ours, turned(ours, colour)))
        assert abs(is_now / was - 1) < 0.01


@given(ANY_COLOUR)
def test_the_hue_is_the_chosen_one(colour):
    wanted, accent = oklch(colour), oklch(turned(OWN, colour))
    if wanted[1] > 0.04 and accent[1] > 0.04:
        apart = abs(wanted[2] - accent[2])
        assert min(apart, 6.2832 - apart) < 0.15  # radians: what 8 bits a channel can say


def test_a_grey_is_grey_everywhere():
    channels_of = [
        re.findall("..", turned(ours, "#777777")[1:]) for pair in tokens().values() for ours in pair
    ]
    assert [
        one for one in channels_of if max(int(c, 16) for c in one) - min(int(c, 16) for c in one) > 1
    ] == []


def test_the_sheet_says_the_colours_that_differ_and_no_other():
    sheet = style_sheet("#2f4a9e")
    assert re.findall(r"--([\w-]+):", sheet) == list(tokens())
    assert len(set(re.findall("#[0-9a-f]{6}", sheet))) > 8
