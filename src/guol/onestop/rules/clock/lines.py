"""Lines of an explanation: a code and its values; the sentences stand in ``words``.

Every code belongs to one rule of the numbered list (docs/decisions/ADR-0009).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from guol.kernel.clock import local
from guol.kernel.text import plain
from guol.kernel.worktime import DayKind, WorkCalendar

RULES = {
    "received": "D13",
    "completed": "D13",
    "arrived": "D13",
    "posted": "D13",
    "written": "D18",
    "closed_then": "D4",
    "closed_day": "D4",
    "after_cut_off": "D1",
    "limit_same_day": "D1",
    "limit_wd": "D2",
    "limit_wh": "D2",
    "limit_d": "D2",
    "limit_months": "D2",
    "stage_same_day": "D5",
    "stage_wd": "D5",
    "stage_wh": "D5",
    "stage_d": "D5",
    "stage_months": "D5",
    "verified": "D6",
    "shortened": "D14",
    "more_same_day": "D10",
    "more_wd": "D10",
    "more_wh": "D10",
    "more_d": "D10",
    "more_months": "D10",
    "days_off": "D3",
    "days_worked": "D3",
    "day_off": "D3",
    "waited": "D7",
    "waits": "D7",
    "went_on": "D7",
    "restarted": "D7",
    "asked_twice": "D7",
    "excluded_post": "D8",
    "excluded": "D9",
    "excluded_still": "D9",
    "agreed": "D11",
    "apologised": "D12",
    "due": "",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A day of the calendar with what it is called."""

    day: date
    name: str

    def __str__(self) -> str:
        return f"{plain(self.day)} ({self.name})" if self.name else plain(self.day)


@dataclass(frozen=True, slots=True)
class Line:
    """One step of an explanation: a code, and the values its sentence needs."""

    code: str
    values: tuple[object, ...] = ()

    @property
    def rule(self) -> str:
        """The number of the rule that it applies, empty for the sum of all."""
        return RULES[self.code]

    @property
    def texts(self) -> tuple[str, ...]:
        """The values as people read them, and as the log keeps them."""
        return tuple(map(plain, self.values))


def line(code: str, *values: object) -> Line:
    """Return a line of these values."""
    return Line(code, values)


def opening_lines(at: datetime, start: datetime, hours: WorkCalendar) -> tuple[Line, ...]:
    """Say why the time does not run from ``at``: the office was closed (D4)."""
    if start is at:
        return ()
    day = local(at).date()
    if name := hours.names.get(day):
        return (line("closed_day", Named(day, name), start),)
    return (line("closed_then", start),)


def calendar_lines(first: date, last: date, hours: WorkCalendar) -> tuple[Line, ...]:
    """Name the entries of the calendar between two days that the sum went over (D3)."""
    special = hours.special_days(first, last)
    if not special:
        return ()
    off, worked = list[Named](), list[Named]()
    for day in special:
        kind = hours.days[day]
        if kind is not DayKind.USUAL:
            told = worked if kind is DayKind.MAKE_UP else off
            told.append(Named(day, hours.names.get(day, "")))
    lines = (("days_off", off), ("days_worked", worked))
    return tuple(line(code, *named) for code, named in lines if named)


def told_of(lines: Iterable[Line]) -> tuple[str, ...]:
    """Return the codes of some lines."""
    return tuple(each.code for each in lines)
