"""The site's colours for another desk: its hue in the place of ours, every colour as light as it was.

Whether a text can be read hangs on relative luminance alone (WCAG 2.2, 1.4.3), and that of each colour stays: whatever
colour somebody chooses, contrasts are those of static/css/tokens.css. Hue and chroma are those of OKLCH
(Björn Ottosson, https://bottosson.github.io/posts/oklab/).
"""

import math
import re
from functools import cache, lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders

OWN = "#0a5f63"
TURNED = ("accent", "accent-ink", "accent-wash", "accent-line", "hero")
TOKEN = re.compile(r"--([\w-]{1,30}): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
STRONGEST = 2.0  # times our chroma: washes stay calm
STEPS = 24  # of halving, finer than 8 bits a channel
WEAKER = 0.96


@cache
def tokens() -> dict[str, tuple[str, str]]:
    """{name: (light, dark)} of those that follow the colour."""
    text = Path(finders.find("css/tokens.css")).read_text(encoding="utf-8")
    found = {name: (light, dark) for name, light, dark in TOKEN.findall(text)}
    return {name: found[name] for name in TURNED}


@lru_cache(maxsize=16)
def style_sheet(colour: str) -> str:
    lines = [
        f"    --{name}: light-dark({turned(light, colour)}, {turned(dark, colour)});\n"
        for name, (light, dark) in tokens().items()
    ]
    return "@layer base {\n  :root {\n" + "".join(lines) + "  }\n}\n"


@lru_cache(maxsize=4_096)
def turned(ours: str, colour: str) -> str:
    """One of our colours in the hue of `colour`, exactly as light: both "#rrggbb"."""
    wanted, own, this = oklch(colour), oklch(OWN), oklch(ours)
    chroma = this[1] * min(wanted[1] / own[1], STRONGEST)
    return hex_of(as_light_as(luminance(channels(ours)), chroma, wanted[2]))


def as_light_as(wanted: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Linear channels of that luminance, with as much of the chroma as a screen can show."""
    while True:
        low, high = 0.0, 1.0
        for _ in range(STEPS):
            middle = (low + high) / 2
            is_darker = luminance(linear(middle, chroma, hue)) < wanted
            low, high = (middle, high) if is_darker else (low, middle)
        found = linear(high, chroma, hue)
        if chroma < 0.001 or all(-0.0005 <= channel <= 1.0005 for channel in found):
            return found
        chroma *= WEAKER


def contrast(one: str, other: str) -> float:
    """From 1 to 21, as WCAG reckons it."""
    dark, light = sorted((luminance(channels(one)), luminance(channels(other))))
    return (light + 0.05) / (dark + 0.05)


def luminance(linear_channels) -> float:
    red, green, blue = linear_channels
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def channels(colour: str) -> tuple[float, float, float]:
    """Linear, from 0 to 1."""
    values = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values)


def hex_of(linear_channels) -> str:
    inside = (min(max(channel, 0.0), 1.0) for channel in linear_channels)
    values = (12.92 * one if one <= 0.0031308 else 1.055 * one ** (1 / 2.4) - 0.055 for one in inside)
    return "#" + "".join(f"{round(value * 255):02x}" for value in values)


def oklch(colour: str) -> tuple[float, float, float]:
    """(lightness, chroma, hue in radians)."""
    red, green, blue = channels(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    light = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return light, math.hypot(a, b), math.atan2(b, a)


def linear(light: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
