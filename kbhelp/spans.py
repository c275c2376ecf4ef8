"""A span of days as it is chosen for a report: `days`, one of the offered lengths, or `from` and `to` as typed."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.formats import date_format

from kbhelp.days import INVALID, day_of

LENGTHS = (7, 30, 90)
USUAL = 30


@dataclass(frozen=True)
class Span:
    """Both days belong to it. `problem` says in a sentence why what was typed could not be taken."""

    first: date
    last: date
    problem: str = ""

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=day) for day in range((self.last - self.first).days + 1)]

    @property
    def query(self) -> str:
        """The span in an address."""
        return urlencode({"from": self.first.isoformat(), "to": self.last.isoformat()})

    @property
    def length(self) -> int | None:
        """One of LENGTHS, if the span is that many days up to today."""
        number = len(self.days)
        return number if number in LENGTHS and self.last == timezone.localdate() else None


@dataclass(frozen=True)
class Record:
    """How far back something was counted, and the sentences for a span that lies before it, wholly or in part."""

    days: int  # up to today
    before: str
    cut: str


def kept(days: int) -> Record:
    """What is forgotten after so many days."""
    return Record(
        days, f"기록은 최근 {days}일만 남습니다.", f"기록은 최근 {days}일만 남아서 그날부터 보여 줍니다."
    )


def since(first: date | None) -> Record:
    """What is never forgotten, and was counted first on that day; None: not yet."""
    today = timezone.localdate()
    first = min(first or today, today)
    day = date_format(first, "Y년 n월 j일")
    return Record(
        (today - first).days + 1, f"{day} 앞에는 센 것이 없습니다.", f"처음 센 {day}부터 보여 줍니다."
    )


def last_days(number: int, problem="") -> Span:
    today = timezone.localdate()
    return Span(today - timedelta(days=number - 1), today, problem)


def span_of(typed, record: Record) -> Span:
    """The span that a request's GET asks for, within what was counted; the usual one if none is asked."""
    first, last = typed.get("from", "").strip(), typed.get("to", "").strip()
    if not (first or last):
        length = next((number for number in LENGTHS if typed.get("days") == str(number)), USUAL)
        return last_days(length)
    newest = last_days(record.days)
    begin = day_of(first) if first else newest.first
    end = day_of(last) if last else newest.last
    if begin is None or end is None:
        return last_days(USUAL, f"{INVALID} 지금은 최근 {USUAL}일을 보여 줍니다.")
    if begin > end:
        return last_days(USUAL, f"첫날이 마지막 날보다 뒤입니다. 지금은 최근 {USUAL}일을 보여 줍니다.")
    if end < newest.first or begin > newest.last:
        return last_days(USUAL, f"{record.before} 지금은 최근 {USUAL}일을 보여 줍니다.")
    problem = record.cut if begin < newest.first else ""
    return Span(max(begin, newest.first), min(end, newest.last), problem)
