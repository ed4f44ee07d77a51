"""Working time of an office: which days count, which hours it is open, and sums of them.

All in Vietnam's time, which knows no summer time; instants are aware. The days are dated data
with a source each (``procedures``): nothing here knows a holiday.

A calendar lays out the stretches in which its office is open once, some years at a time, as
whole numbers; every sum is then a search in a sorted list.
"""

import calendar
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from guol.kernel.clock import VIETNAM

NO_TIME = timedelta()
ONE_DAY = timedelta(days=1)
FAR_YEARS = 12  # no sum of an office goes on that long: a calendar without a working day
_MINUTE = 60_000_000
_DAY = 24 * 60 * _MINUTE
_EPOCH = datetime(1990, 1, 1, tzinfo=VIETNAM)
_EPOCH_DAY = _EPOCH.date().toordinal()


class DayKind(StrEnum):
    """What a dated row says of a day, against the week's pattern."""

    OFF = "off"  # public holiday, or swapped for a make-up day
    MAKE_UP = "make_up"  # worked although the week says otherwise
    CLOSED = "closed"  # this office alone: a flood
    USUAL = "usual"  # as the week says, after all: an earlier word was wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A stretch of a working day: minutes after midnight, open until just before ``closes``."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= 24 * 60:
            raise ValueError(f"no session: {self.opens} to {self.closes}")


Week: TypeAlias = tuple[tuple[Session, ...], ...]
"""The sessions of seven days, Monday first; a day without sessions is not worked."""

ORDINARY_HOURS = (Session(opens=450, closes=690), Session(opens=810, closes=1020))
"""07:30 to 11:30 and 13:30 to 17:00: the usual office day; an office's own is data."""
ORDINARY_WEEK: Week = (ORDINARY_HOURS,) * calendar.SATURDAY + ((), ())


def minutes_of(sessions: tuple[Session, ...]) -> int:
    """Return how long sessions are together, in minutes.

    >>> minutes_of(ORDINARY_HOURS)
    450
    """
    return sum(each.closes - each.opens for each in sessions)


@dataclass(frozen=True, slots=True)
class _Table:
    """The stretches of some years, in microseconds of local time; ``before`` sums them up."""

    first: int
    last: int
    begins: int
    ends: int
    opens: list[int]
    closes: list[int]
    before: list[int]
    days: list[int]
    special: list[date]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """When an office works.

    ``week`` is its pattern, ``changes`` the patterns that replace it from a day on, ``days``
    what dated rows say against it, ``names`` what these rows are called. A make-up day is
    worked like the longest day of the week.

    >>> off = WorkCalendar(days={date(2026, 4, 30): DayKind.OFF, date(2026, 5, 1): DayKind.OFF})
    >>> off.counts(date(2026, 4, 30)), off.next_working_day(date(2026, 4, 29))
    (False, datetime.date(2026, 5, 4))
    """

    week: Week = ORDINARY_WEEK
    changes: tuple[tuple[date, Week], ...] = ()
    days: Mapping[date, DayKind] = field(default_factory=dict)
    names: Mapping[date, str] = field(default_factory=dict)
    _sessions: dict[date, tuple[Session, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _tables: list[_Table] = field(default_factory=list, init=False, repr=False, compare=False)

    def sessions_on(self, day: date) -> tuple[Session, ...]:
        """Return when the office is open on ``day``; nothing on a day it does not work."""
        found = self._sessions.get(day)
        if found is None:
            found = self._sessions[day] = self._worked_out(day)
        return found

    def _worked_out(self, day: date) -> tuple[Session, ...]:
        week = self.week
        for first, changed in self.changes:
            if first <= day:
                week = changed
        kind = self.days.get(day, DayKind.USUAL)
        if kind is DayKind.USUAL:
            return week[day.weekday()]
        return max(week, key=minutes_of) if kind is DayKind.MAKE_UP else ()

    def counts(self, day: date) -> bool:
        """Tell whether ``day`` is a working day."""
        return bool(self.sessions_on(day))

    def is_open(self, at: datetime) -> bool:
        """Tell whether the office is open at the instant ``at``."""
        here = _number(at)
        return self._opens(here) <= here

    def next_opening(self, at: datetime) -> datetime:
        """Return ``at`` while the office is open, else the instant when it opens next."""
        here = _number(at)
        opens = self._opens(here)
        return at if opens <= here else _instant(opens)

    def opening_of(self, day: date) -> datetime:
        """Return when the office opens on ``day``, a working day."""
        return _instant(_midnight(day) + self.sessions_on(day)[0].opens * _MINUTE)

    def closing_of(self, day: date) -> datetime:
        """Return when the office closes on ``day``, a working day."""
        return _instant(_midnight(day) + self.sessions_on(day)[-1].closes * _MINUTE)

    def working_day(self, day: date) -> date:
        """Return ``day`` if it is a working day, else the first one after it."""
        return day if self.counts(day) else self.next_working_day(day)

    def next_working_day(self, day: date) -> date:
        """Return the first working day after ``day``."""
        return self.add_working_days(day, 1)

    def add_working_days(self, day: date, number: int) -> date:
        """Return the day ``number`` working days after ``day``, which does not count itself."""
        if number < 0:
            raise ValueError("number is negative")
        if number == 0:
            return day
        here = day.toordinal()
        table = self._table(day.year)
        place = bisect_right(table.days, here) + number - 1
        while place >= len(table.days):
            table = self._longer(table, _midnight(day))
            place = bisect_right(table.days, here) + number - 1
        return date.fromordinal(table.days[place])

    def after(self, start: datetime, work: timedelta) -> datetime:
        """Return the instant when ``work`` of office time has passed since ``start``.

        No work ends at once, at the next opening if the office is closed.
        """
        more = _microseconds(work)
        if more < 0:
            raise ValueError("work is negative")
        if more == 0:
            return self.next_opening(start)
        here = _number(start)
        table = self._table_at(here)
        target = _worked(table, here) + more
        while target > table.before[-1]:
            table = self._longer(table, here)
            target = _worked(table, here) + more
        found = bisect_left(table.before, target) - 1
        return _instant(table.opens[found] + target - table.before[found])

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the office time from ``start`` to ``end``, nothing if it is the other way."""
        here, there = _number(start), _number(end)
        if there <= here:
            return NO_TIME
        table = self._table_at(here)
        if there >= table.ends:
            table = self._table(_year(here), _year(there))
        return timedelta(microseconds=_worked(table, there) - _worked(table, here))

    def special_days(self, first: date, last: date) -> list[date]:
        """Return the days from ``first`` to ``last`` of which a dated row tells, in order."""
        special = self._table(first.year).special
        return special[bisect_left(special, first) : bisect_right(special, last)]

    def _opens(self, here: int) -> int:
        """Return when the office opens next, or opened if it is open."""
        table = self._table_at(here)
        place = bisect_right(table.closes, here)
        while place >= len(table.closes):
            table = self._longer(table, here)
            place = bisect_right(table.closes, here)
        return table.opens[place]

    def _longer(self, table: _Table, here: int) -> _Table:
        """Return a table that goes on some more years, for a sum that begins ``here``."""
        if table.last - _year(here) > FAR_YEARS:
            raise ValueError("this calendar has no working day")
        return self._table(table.first, table.last + 1)

    def _table_at(self, here: int) -> _Table:
        """Return a table that this instant lies in."""
        for table in self._tables:
            if table.begins <= here < table.ends:
                return table
        return self._table(_year(here))

    def _table(self, first: int, last: int | None = None) -> _Table:
        """Return a table of at least these years, laid out anew when they are not in it."""
        last = first if last is None else last
        for table in self._tables:
            if table.first <= first and last <= table.last:
                return table
            first, last = min(first, table.first), max(last, table.last)
        self._tables[:] = [self._laid_out(first, last + 1)]
        return self._tables[0]

    def _laid_out(self, first: int, last: int) -> _Table:
        begins, ends = _midnight(date(first, 1, 1)), _midnight(date(last + 1, 1, 1))
        table = _Table(first, last, begins, ends, [], [], [0], [], sorted(self.days))
        for day in _days(date(first, 1, 1), date(last, 12, 31)):
            sessions = self.sessions_on(day)
            if not sessions:
                continue
            midnight = _midnight(day)
            table.days.append(day.toordinal())
            for each in sessions:
                table.opens.append(midnight + each.opens * _MINUTE)
                table.closes.append(midnight + each.closes * _MINUTE)
                length = (each.closes - each.opens) * _MINUTE
                table.before.append(table.before[-1] + length)
        return table


def _worked(table: _Table, here: int) -> int:
    """Return what was worked in a table up to ``here``."""
    place = bisect_right(table.closes, here)
    worked = table.before[place]
    if place < len(table.opens) and table.opens[place] < here:
        worked += here - table.opens[place]
    return worked


def _microseconds(span: timedelta) -> int:
    return (span.days * 86_400 + span.seconds) * 1_000_000 + span.microseconds


def _number(at: datetime) -> int:
    """Return an instant as microseconds of local time."""
    return _microseconds(at - _EPOCH)


def _instant(number: int) -> datetime:
    return _EPOCH + timedelta(0, number // 1_000_000, number % 1_000_000)


def _midnight(day: date) -> int:
    return (day.toordinal() - _EPOCH_DAY) * _DAY


def _year(number: int) -> int:
    return date.fromordinal(_EPOCH_DAY + number // _DAY).year


def _days(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
