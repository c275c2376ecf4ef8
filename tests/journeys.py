"""How far readers go: on a phone of 360 × 740, from the first screen to an address that answers them."""

from dataclasses import dataclass
from pathlib import Path

import yaml

JOURNEYS = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))

LINKS = """() => [...document.querySelectorAll("#results a[href]")].map((a) => ({
    path: a.getAttribute("href"),
    bottom: a.getBoundingClientRect().top + scrollY + Math.min(a.offsetHeight, 44),
}))"""
WAYS_ON = """() => document.querySelectorAll('main a[href^="/diagnose/"], main a[href^="tel:"]').length"""


@dataclass
class Way:
    """`taps`: presses, and screens turned over before the right link is seen; None where there is no such link."""

    taps: int | None
    place: int | None = None
    first: str = ""
    ways_on: int = 0


def go(page, journey: dict) -> Way:
    page.goto("/")
    if "via" in journey:
        page.get_by_role("link", name=journey["via"]).first.click()
        page.wait_for_load_state()
        return Way(1 if answers(journey, page.evaluate("location.pathname")) else None, ways_on=1)
    page.locator("main #q, header #q").first.fill(journey["asks"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    found, height = page.evaluate(LINKS), page.viewport_size["height"]
    place = next((i for i, link in enumerate(found) if answers(journey, link["path"])), None)
    first = found[0]["path"] if found else ""
    taps = None if place is None else 2 + int((found[place]["bottom"] - 1) // height)
    return Way(taps, place, first, page.evaluate(WAYS_ON))


def answers(journey: dict, path: str) -> bool:
    page, _, anchor = path.partition("#")
    for right in journey["right"]:
        address, _, wanted = right.partition("#")
        if page.partition("?")[0] == address and wanted in ("", anchor):
            return True
    return False
