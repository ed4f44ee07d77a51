"""What can be wrong with any part of a version, and where: shared by the rules of soundness."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from guol.kernel.errors import Reason
from guol.procedures.events import (
    CALENDAR_DAYS,
    MONTHS,
    SAME_DAY,
    WORKING_DAYS,
    WORKING_HOURS,
    Time,
    Version,
)
from guol.procedures.rules import MINUTES_A_DAY

UNITS = (SAME_DAY, WORKING_DAYS, WORKING_HOURS, CALENDAR_DAYS, MONTHS)
WORKING_DAYS_A_MONTH = 23
_MINUTES = {
    MONTHS: WORKING_DAYS_A_MONTH * MINUTES_A_DAY,
    WORKING_DAYS: MINUTES_A_DAY,
    WORKING_HOURS: 60,
    CALENDAR_DAYS: MINUTES_A_DAY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Something that cannot be, and where: a path such as ``steps.2.role``."""

    place: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingThere(Reason):
    """The version lacks something without which nobody can lodge: ``what`` names it."""

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownAgency(Reason):
    """A kind of agency that is nowhere."""

    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownUnit(Reason):
    """Time is counted in something that is no unit."""

    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPositive(Reason):
    """A number that has to be more than nothing."""

    what: str
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedTwice(Reason):
    """Two things have one name."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameNotUsable(Reason):
    """A key that conditions could not name."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DependsOnNothing(Reason):
    """A rule asks about a question, paper or group that does not exist."""

    rule: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundsCrossed(Reason):
    """The least is more than the most."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the house knows: kinds of agencies, posts, procedures. Empty: everything is let be.

    ``bases`` are the versions of the procedures that a bundle links, by code.
    """

    agencies: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()
    procedures: frozenset[str] = frozenset()
    bases: Mapping[str, Version] = field(default_factory=dict)


NOTHING_KNOWN = Known()


def minutes_of(limit: Time) -> int:
    """Return how many minutes of office time a limit holds; a calendar day as one of work.

    >>> minutes_of(Time()), minutes_of(Time(value=3, unit="wd"))
    (480, 1440)
    """
    if limit.unit == SAME_DAY:
        return MINUTES_A_DAY
    return limit.value * _MINUTES.get(limit.unit, 0)


def length_flaws(place: str, time: Time) -> Iterator[Flaw]:
    """Find what no length of time can be."""
    if time.unit not in UNITS:
        yield Flaw(place=f"{place}.unit", reason=UnknownUnit(unit=time.unit))
    elif time.unit != SAME_DAY and time.value < 1:
        yield Flaw(place=f"{place}.value", reason=NotPositive(what="limit", value=time.value))


def twice(place: str, key: str, names: list[str]) -> Iterator[Flaw]:
    """Find the names that stand in a list twice."""
    count = Counter(filter(None, names))
    seen: set[str] = set()
    for number, name in enumerate(names):
        if count[name] > 1 and name in seen:
            yield Flaw(place=f"{place}.{number}.{key}", reason=NamedTwice(name=name))
        seen.add(name)
