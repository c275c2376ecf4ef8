"""Small charts that the server draws, as figures for desk/_chart.html; the same numbers stand in a table beside."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

HEIGHT, STEP, GAP = 100, 10, 2  # in units of the drawing


@dataclass(frozen=True)
class Bar:
    day: date
    total: int
    part: int  # of the total, drawn in front of it
    x: int
    width: int
    total_height: int
    part_height: int

    @property
    def total_y(self) -> int:
        return HEIGHT - self.total_height

    @property
    def part_y(self) -> int:
        return HEIGHT - self.part_height


@dataclass(frozen=True)
class Chart:
    name: str  # begins the ids of its title and description
    title: str
    total_label: str
    part_label: str
    bars: list[Bar]
    description: str
    height: int = HEIGHT

    @property
    def width(self) -> int:
        return max(len(self.bars) * STEP, STEP)


def days_chart(name: str, title: str, labels: tuple[str, str], counted: Iterable) -> Chart:
    """A bar for each day; `counted` holds (day, total, part of it), every day of the span once."""
    counted = list(counted)
    most = max((total for _, total, _ in counted), default=0)

    def high(number: int) -> int:
        return max(round(number * HEIGHT / most), 1) if number else 0  # what was counted is seen

    bars = [
        Bar(day, total, part, place * STEP, STEP - GAP, high(total), high(part))
        for place, (day, total, part) in enumerate(counted)
    ]
    return Chart(name, title, *labels, bars, described(labels, counted))


def described(labels: tuple[str, str], counted: list) -> str:
    """The chart in a sentence, for those who hear it."""
    totals, parts = (sum(row[place] for row in counted) for place in (1, 2))
    if not totals:
        return "이 기간에는 센 것이 없습니다."
    day, most, _ = max(counted, key=lambda row: row[1])
    busiest = f"가장 많은 날은 {date_format(day, 'n월 j일')}로 {most}번입니다."
    return f"모두 {labels[0]} {totals}번, {labels[1]} {parts}번입니다. {busiest}"
