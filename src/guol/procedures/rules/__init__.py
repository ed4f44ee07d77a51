"""What a procedure is, when its result is due, and why. Pure.

Numbers of rules (D1 …) are those of the deadline engine's list in docs/decisions.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from guol.kernel.clock import local
from guol.kernel.errors import Reason
from guol.kernel.text import plain
from guol.kernel.worktime import DayKind, WorkCalendar
from guol.procedures.events import SAME_DAY, WORKING_DAYS, WORKING_HOURS, Time, Version

CUT_OFF_MINUTE = 15 * 60  # Decree 61/2018/NĐ-CP: what comes after 15:00 runs from the next day
MINUTES_A_DAY = 8 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One step of an explanation: a code, and the values its sentence needs."""

    code: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When the result is due, and why."""

    at: datetime
    explanation: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoLimitKnown(Reason):
    """The catalogue does not say how long the procedure may take."""

    name: str


def due_of(limit: Time, received_at: datetime, hours: WorkCalendar) -> Due:
    """Return when the result is due for what was received at ``received_at``.

    D1: a same-day result of what comes at or after 15:00, or outside office hours, is due on
    the next working day. D2: working days, working hours or calendar days; the day of
    reception does not count. D4: what comes while the office is closed counts as coming when
    it opens. D17: shares of single steps never enter here.
    """
    start = hours.next_opening(received_at)
    lines = [Line(code="received", values=(plain(received_at),))]
    if start != received_at:
        lines.append(Line(code="closed_then", values=(plain(start),)))
    if limit.unit == SAME_DAY:
        return _same_day(start, hours, lines)
    if limit.unit == WORKING_HOURS:
        at = hours.after(start, timedelta(hours=limit.value))
    elif limit.unit == WORKING_DAYS:
        at = hours.closing_of(hours.add_working_days(local(start).date(), limit.value))
    else:
        day = local(start).date() + timedelta(days=limit.value)
        lines += _days_off(day, hours)
        day = day if hours.counts(day) else hours.next_working_day(day)
        at = hours.closing_of(day)
    lines.append(Line(code=f"limit_{limit.unit}", values=(str(limit.value),)))
    return Due(at=at, explanation=(*lines, Line(code="due", values=(plain(at),))))


def _same_day(start: datetime, hours: WorkCalendar, lines: list[Line]) -> Due:
    here = local(start)
    day = here.date()
    lines.append(Line(code="limit_same_day"))
    if here.hour * 60 + here.minute >= CUT_OFF_MINUTE:
        later = hours.next_working_day(day)
        lines.append(Line(code="after_cut_off", values=(plain(later),)))
        day = later
    at = hours.closing_of(day)
    return Due(at=at, explanation=(*lines, Line(code="due", values=(plain(at),))))


def _days_off(day: date, hours: WorkCalendar) -> Iterable[Line]:
    if not hours.counts(day):
        yield Line(code="day_off", values=(plain(day), plain(hours.next_working_day(day))))


@dataclass(frozen=True, slots=True, kw_only=True)
class SuperiorOnly(Reason):
    """Only the superior desk publishes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionKnown(Reason):
    """A version with this key was published before; what is published is never rewritten."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginsTooEarly(Reason):
    """A version would begin before, or with, one that is published already."""

    key: str
    before: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EndsBeforeItBegins(Reason):
    """A version would never be in force."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchKindOfDay(Reason):
    """What was said of a day is nothing that the calendar knows."""

    kind: str


class Published(Protocol):
    """What is asked of a version that is published already."""

    @property
    def key(self) -> str:
        """Its key."""

    @property
    def valid_from(self) -> date:
        """The day on which it came into force."""


def why_not_published(version: Version, before: Iterable[Published]) -> Reason | None:
    """Say why a version may not follow those ``before`` it, None if it may.

    Versions of one procedure follow one another: the day of reception has one answer, also
    when it is asked again years later (D15).
    """
    for each in before:
        if each.key == version.key:
            return VersionKnown(key=version.key)
        if version.valid_from <= each.valid_from:
            return BeginsTooEarly(key=version.key, before=each.valid_from)
    if version.valid_to is not None and version.valid_to <= version.valid_from:
        return EndsBeforeItBegins(key=version.key)
    return None


def why_no_day(kind: str) -> Reason | None:
    """Say that ``kind`` is nothing a calendar knows, None if it is.

    >>> why_no_day("off"), why_no_day("holiday")
    (None, NoSuchKindOfDay(kind='holiday'))
    """
    return None if kind in set(DayKind) else NoSuchKindOfDay(kind=kind)


def in_force(versions: Iterable[Version], day: date) -> Version | None:
    """Return the version in force on ``day`` (half-open validity), the newest if several."""
    known = [
        each
        for each in versions
        if each.valid_from <= day and (each.valid_to is None or day < each.valid_to)
    ]
    return max(known, key=lambda each: each.valid_from, default=None)
