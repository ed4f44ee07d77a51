"""What a procedure is, which version holds, what may be published and answered. Pure."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from guol.kernel.errors import Reason
from guol.kernel.worktime import DayKind
from guol.procedures.events import Version

MINUTES_A_DAY = 8 * 60
DAYS_OF_A_WEEK = 7


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


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchPeriod(Reason):
    """A closure that ends before it begins, or goes on for longer than an office closes."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchHours(Reason):
    """Hours that no office can have: none at all, or sessions that overlap."""

    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotClosed(Reason):
    """An agency is to be opened again on days on which it is not closed."""

    first: date
    last: date


LONGEST_CLOSURE_DAYS = 92
MINUTES_OF_A_DAY = 24 * 60


def why_no_closure(first: date, last: date) -> Reason | None:
    """Say why an agency cannot be closed from ``first`` to ``last``, None if it can."""
    if 0 <= (last - first).days < LONGEST_CLOSURE_DAYS:
        return None
    return NoSuchPeriod(first=first, last=last)


def why_no_hours(week: Sequence[Sequence[tuple[int, int]]]) -> Reason | None:
    """Say why these are no hours of a week, None if they are.

    >>> why_no_hours([[(450, 690), (600, 700)], [], [], [], [], [], []])
    NoSuchHours(day='1')
    """
    if len(week) != DAYS_OF_A_WEEK or not any(week):
        return NoSuchHours(day="")
    for number, sessions in enumerate(week, start=1):
        last = -1
        for opens, closes in sessions:
            if not last <= opens < closes <= MINUTES_OF_A_DAY or opens < 0:
                return NoSuchHours(day=str(number))
            last = closes
    return None


def why_no_day(kind: str) -> Reason | None:
    """Say that ``kind`` is nothing a calendar knows, None if it is.

    >>> why_no_day("off"), why_no_day("holiday")
    (None, NoSuchKindOfDay(kind='holiday'))
    """
    return None if kind in set(DayKind) else NoSuchKindOfDay(kind=kind)


class Proposed(Protocol):
    """What is asked of a day that somebody proposes for the calendar."""

    @property
    def day(self) -> date:
        """The day."""

    @property
    def kind(self) -> str:
        """What it would be: off, or worked to make up."""


P = TypeVar("P", bound=Proposed)


def still_to_confirm(
    proposed: Iterable[P], confirmed: Container[date], weekdays: Container[int]
) -> tuple[P, ...]:
    """Return what of the proposals was neither confirmed nor refused, and would change a thing.

    A holiday on a day of the week on which no office works changes nothing.
    """
    return tuple(
        each
        for each in proposed
        if each.day not in confirmed
        and (each.kind != DayKind.OFF or each.day.weekday() in weekdays)
    )


def in_force(versions: Iterable[Version], day: date) -> Version | None:
    """Return the version in force on ``day`` (half-open validity), the newest if several."""
    known = [
        each
        for each in versions
        if each.valid_from <= day and (each.valid_to is None or day < each.valid_to)
    ]
    return max(known, key=lambda each: each.valid_from, default=None)
