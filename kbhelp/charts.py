"""Small charts that the server draws, as figures for desk/_chart.html; the same numbers stand in a table beside."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

HEIGHT, STEP, GAP = 100, 10, 2  # in units of the drawing
MOST_DAYS = 62  # with more of them a bar stands for a week
DAY, WEEK = "날", "주"


@dataclass(frozen=True)
class Bar:
    day: date  # the first of its week, where it stands for one
    label: str
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

    @property
    def rest(self) -> int:
        return self.total - self.part


@dataclass(frozen=True)
class Chart:
    name: str  # begins the ids of its title and description
    title: str
    total_label: str
    part_label: str  # empty where nothing is set apart
    bars: list[Bar]
    description: str
    unit: str = DAY
    is_split: bool = False  # the first label and number are those of the rest: what of a bar is not the part
    height: int = HEIGHT

    @property
    def width(self) -> int:
        return max(len(self.bars) * STEP, STEP)


def days_chart(name: str, title: str, labels: tuple[str, str], counted: Iterable) -> Chart:
    """A bar for each day; `counted` holds (day, total, part of it), every day of the span once. Where the second label
    is empty no part is spoken of."""
    counted = list(counted)
    return Chart(name, title, *labels, bars_of(counted), described(labels, counted, DAY))


def split_chart(name: str, title: str, labels: tuple[str, str], counted: Iterable) -> Chart:
    """Two numbers on top of each other, a bar for each day or, of a long span, for each week; `counted` holds
    (day, first, second), every day of the span once."""
    days = [(day, first + second, second) for day, first, second in counted]
    unit = DAY if len(days) <= MOST_DAYS else WEEK
    counted = days if unit == DAY else weeks_of(days)
    said = described(labels, counted, unit, is_split=True)
    return Chart(name, f"{unit}마다 {title}", *labels, bars_of(counted), said, unit, is_split=True)


def weeks_of(days: list) -> list:
    """The days added up by weeks from Monday on; the first and the last may be cut by the span."""
    weeks = {}
    for day, *numbers in days:
        monday = day - timedelta(days=day.weekday())
        first, *known = weeks.get(monday, (day, 0, 0))
        weeks[monday] = (first, *(sum(pair) for pair in zip(known, numbers, strict=True)))
    return list(weeks.values())


def bars_of(counted: list) -> list[Bar]:
    most = max((total for _, total, _ in counted), default=0)
    named = naming([day for day, _, _ in counted])

    def high(number: int) -> int:
        return max(round(number * HEIGHT / most), 1) if number else 0  # what was counted is seen

    return [
        Bar(day, date_format(day, named), total, part, place * STEP, STEP - GAP, high(total), high(part))
        for place, (day, total, part) in enumerate(counted)
    ]


def naming(days: list[date]) -> str:
    """The format of days: with the year where they are of several."""
    return "Y년 n월 j일" if len({day.year for day in days}) > 1 else "n월 j일"


def described(labels: tuple[str, str], counted: list, unit: str, is_split=False) -> str:
    """The chart in a sentence, for those who hear it."""
    totals, parts = (sum(row[place] for row in counted) for place in (1, 2))
    if not totals:
        return "이 기간에는 센 것이 없습니다."
    day, most, _ = max(counted, key=lambda row: row[1])
    named = date_format(day, naming([row[0] for row in counted]))
    busiest = f"날은 {named}로" if unit == DAY else f"주는 {named}에 시작한 주로"
    first = totals - parts if is_split else totals
    second = f", {labels[1]} {parts}번" if labels[1] else ""
    return f"모두 {labels[0]} {first}번{second}입니다. 가장 많은 {busiest} {most}번입니다."
