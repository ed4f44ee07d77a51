"""Intakes that were put aside."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from guol.onestop.models.counter import ParkedIntake

LONGEST_LIST = 100
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """An intake that was put aside, as its list shows it."""

    key: str
    desk: str
    procedure: str
    name: str
    note: str
    came_at: datetime
    parked_at: datetime
    parked_by: str
    taken_at: datetime | None
    taken_by: str


_COLUMNS = tuple(each.name for each in fields(Parked))


def parked_at(desks: Iterable[str], *, limit: int = LONGEST_LIST) -> tuple[Parked, ...]:
    """Return what waits at these desks, the longest waiting first."""
    rows = ParkedIntake.objects.filter(desk__in=list(desks), ended_at=None)
    ordered = rows.order_by("came_at", "key").values(*_COLUMNS)[:limit]
    return tuple(Parked(**row) for row in ordered)


def parked_waiting(desks: Iterable[str]) -> int:
    """Return how many intakes wait at these desks."""
    return ParkedIntake.objects.filter(desk__in=list(desks), ended_at=None).count()


def parked(key: str, desks: Iterable[str]) -> Parked | None:
    """Return one that waits at one of these desks."""
    rows = ParkedIntake.objects.filter(key=key, desk__in=list(desks), ended_at=None)
    row = rows.values(*_COLUMNS).first()
    return Parked(**row) if row else None


def typed_in(key: str) -> Pairs:
    """Return what was typed into an intake that was put aside."""
    body = ParkedIntake.objects.filter(key=key).values_list("body", flat=True).first()
    return tuple((str(name), str(value)) for name, value in body or ())
