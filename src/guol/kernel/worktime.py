"""Working time of an office: which days count, which hours it is open, and sums of them.

All in Vietnam's time, which knows no summer time; instants are aware. The days are dated data
with a source each (``procedures``): nothing here knows a holiday.
"""

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from guol.kernel.clock import VIETNAM, local

NO_TIME = timedelta()
ONE_DAY = timedelta(days=1)
FAR_DAYS = 4_000  # no sum of an office goes on for ten years: a calendar without a working day


class DayKind(StrEnum):
    """What a dated row says of a day, against the week's pattern."""

    OFF = "off"  # public holiday, or swapped for a make-up day
    MAKE_UP = "make_up"  # worked although the week says otherwise
    CLOSED = "closed"  # this office alone: a flood


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A stretch of a working day: minutes after midnight, open until just before ``closes``."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= 24 * 60:
            raise ValueError(f"no session: {self.opens} to {self.closes}")


ORDINARY_HOURS = (Session(opens=450, closes=690), Session(opens=810, closes=1020))
"""07:30 to 11:30 and 13:30 to 17:00: the usual office day; an office's own is data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """When an office works.

    >>> off = WorkCalendar(days={date(2026, 4, 30): DayKind.OFF, date(2026, 5, 1): DayKind.OFF})
    >>> off.counts(date(2026, 4, 30)), off.next_working_day(date(2026, 4, 29))
    (False, datetime.date(2026, 5, 4))
    """

    sessions: tuple[Session, ...] = ORDINARY_HOURS
    weekdays: frozenset[int] = frozenset(range(calendar.SATURDAY))
    days: Mapping[date, DayKind] = field(default_factory=dict)

    def counts(self, day: date) -> bool:
        """Tell whether ``day`` is a working day."""
        kind = self.days.get(day)
        if kind is None:
            return day.weekday() in self.weekdays
        return kind is DayKind.MAKE_UP

    def is_open(self, at: datetime) -> bool:
        """Tell whether the office is open at the instant ``at``."""
        return any(opens <= at < closes for opens, closes in self._stretches(_day(at)))

    def next_opening(self, at: datetime) -> datetime:
        """Return ``at`` while the office is open, else the instant when it opens next."""
        for day in self._days_from(_day(at)):
            for opens, closes in self._stretches(day):
                if at < closes:
                    return max(at, opens)
        raise ValueError("this calendar has no working day")

    def closing_of(self, day: date) -> datetime:
        """Return when the office closes on ``day``, a working day."""
        return _at(day, self.sessions[-1].closes)

    def next_working_day(self, day: date) -> date:
        """Return the first working day after ``day``."""
        return next(each for each in self._days_from(day + ONE_DAY) if self.counts(each))

    def add_working_days(self, day: date, number: int) -> date:
        """Return the day ``number`` working days after ``day``, which does not count itself."""
        if number < 0:
            raise ValueError("number is negative")
        for _ in range(number):
            day = self.next_working_day(day)
        return day

    def after(self, start: datetime, work: timedelta) -> datetime:
        """Return the instant when ``work`` of office time has passed since ``start``.

        No work ends at once, at the next opening if the office is closed.
        """
        if work < NO_TIME:
            raise ValueError("work is negative")
        at = self.next_opening(start)
        for day in self._days_from(_day(at)):
            for opens, closes in self._stretches(day):
                begin = max(at, opens)
                left = closes - begin
                if left <= NO_TIME:
                    continue
                if work <= left:
                    return begin + work
                work -= left
        raise ValueError("this calendar has no working day")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the office time from ``start`` to ``end``, nothing if it is the other way."""
        total, day = NO_TIME, _day(start)
        while day <= _day(end):
            for opens, closes in self._stretches(day):
                total += max(NO_TIME, min(end, closes) - max(start, opens))
            day += ONE_DAY
        return total

    def _stretches(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        if self.counts(day):
            for session in self.sessions:
                yield _at(day, session.opens), _at(day, session.closes)

    def _days_from(self, day: date) -> Iterator[date]:
        return (day + timedelta(days=each) for each in range(FAR_DAYS))


def _day(at: datetime) -> date:
    return local(at).date()


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(), VIETNAM) + timedelta(minutes=minute)
