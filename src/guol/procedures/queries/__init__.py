"""Named reads of the catalogue and the calendar.

A published version never changes, so the process keeps those it has read; the validity of a
version does change (its successor ends it), so that is read each time. The calendar is kept
for two seconds: a press would ask for it each time.
"""

from dataclasses import dataclass
from datetime import date
from time import monotonic

from django.db.models import Q, QuerySet

from guol.kernel.text import fold
from guol.kernel.worktime import DayKind, WorkCalendar
from guol.procedures.events import Version
from guol.procedures.models import CalendarDay, ProcedureVersion, version_in, week_in
from guol.procedures.rules.legs import (
    as_one,
    is_leg_key,
    leg_of,
    read_leg_key,
    version_of_leg,
)

MOST_KEPT = 500
LONGEST_LIST = 500
_versions: dict[str, Version] = {}
_calendars: dict[str, WorkCalendar] = {}
_rows: list[tuple[str, date, str, str, str]] = []
_read_at: list[float] = []
_DAY = ("agency", "day", "kind", "name", "week")
HOURS, USUAL = "hours", "usual"
FRESH_S = 2.0  # a day that another process confirmed counts here after this at the latest


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A procedure as lists show it."""

    code: str
    name: str
    field: str
    is_ready: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """A version as its history shows it."""

    key: str
    valid_from: date
    valid_to: date | None

    @property
    def number(self) -> int:
        """The number of the version among those of its procedure."""
        return int(self.key.rpartition("@")[2])


def version(key: str) -> Version:
    """Return a published version. Raises ``LookupError`` for a key that was never published."""
    found = _versions.get(key)
    if found is None and is_leg_key(key):
        return _version_of_leg(key)
    if found is None:
        row = ProcedureVersion.objects.filter(key=key).values_list("body", flat=True).first()
        if row is None:
            raise LookupError(key)
        if len(_versions) >= MOST_KEPT:
            _versions.clear()
        found = _versions[key] = version_in(row)
    return found


def _version_of_leg(key: str) -> Version:
    """Return the version that a leg of a bundle runs under, made from those it names."""
    bundle_key, leg_key, base = read_leg_key(key)
    bundle = version(bundle_key)
    leg = leg_of(bundle, leg_key)
    return version_of_leg(bundle, leg, version(base) if base else None)


def bundle_of(key: str) -> Version:
    """Return the bundle whose leg a version of this key is."""
    return version(read_leg_key(key)[0])


def leg_versions(bundle: Version, day: date) -> tuple[Version, ...]:
    """Return what each leg of a bundle runs under on ``day``, in their order."""
    bases = bases_on(bundle, day)
    return tuple(version_of_leg(bundle, leg, bases.get(leg.code)) for leg in bundle.legs)


def version_to_lodge(code: str, day: date) -> Version | None:
    """Return what somebody asks for on ``day``: a procedure, or a bundle as one form."""
    found = version_on(code, day)
    return as_lodged(found, day) if found else None


def version_as_lodged(key: str, day: date) -> Version:
    """Return a published version; a bundle with what the procedures of ``day`` gave to it."""
    return as_lodged(version(key), day)


def as_lodged(of: Version, day: date) -> Version:
    """Return a version as one asks for it on ``day``; a bundle that is only written too."""
    return as_one(of, bases_on(of, day)) if of.legs else of


def bases_on(bundle: Version, day: date) -> dict[str, Version]:
    """Return the versions of ``day`` of the procedures that a bundle links, by code."""
    found = {leg.code: version_on(leg.code, day) for leg in bundle.legs if leg.code}
    return {code: each for code, each in found.items() if each is not None}


def version_on(code: str, day: date) -> Version | None:
    """Return the version of a procedure in force on ``day``."""
    rows = _in_force(day).filter(code=code).order_by("-valid_from").values_list("key")
    row = rows.first()
    return version(row[0]) if row else None


def codes_published() -> frozenset[str]:
    """Return the codes of all procedures that were ever published."""
    codes = ProcedureVersion.objects.order_by("code").values_list("code", flat=True)
    return frozenset(codes.distinct()[:LONGEST_LIST])


def catalogue(day: date, *, text: str = "") -> tuple[Card, ...]:
    """Return what is in force on ``day`` and found by ``text``, by field and name."""
    rows = _in_force(day)
    for word in fold(text).split():
        rows = rows.filter(folded__contains=word)
    ordered = rows.order_by("field", "name", "code", "-valid_from")[:LONGEST_LIST]
    cards: dict[str, Card] = {}
    for row in ordered.values_list("code", "name", "field", "is_ready"):
        code, name, field, is_ready = row
        cards.setdefault(code, Card(code=code, name=name, field=field, is_ready=is_ready))
    return tuple(cards.values())


def versions_of(code: str) -> tuple[VersionLine, ...]:
    """Return the versions of a procedure, the newest first."""
    rows = ProcedureVersion.objects.filter(code=code).order_by("-valid_from")
    return tuple(
        VersionLine(key=row.key, valid_from=row.valid_from, valid_to=row.valid_to)
        for row in rows.only("key", "valid_from", "valid_to")
    )


def calendar() -> WorkCalendar:
    """Return the ordinary office hours with the days that were confirmed for all."""
    return calendar_of("")


def calendar_of(agency: str) -> WorkCalendar:
    """Return the working time of an agency: its hours, the days of all, and its own.

    The very same value is returned as long as no row has changed: it keeps its sums.
    """
    now = monotonic()
    if not _read_at or now - _read_at[0] >= FRESH_S:
        rows = list(CalendarDay.objects.order_by("day", "key").values_list(*_DAY))
        if rows != _rows:
            _rows[:] = rows
            _calendars.clear()
        _read_at[:] = [now]
    own = agency if agency in {row[0] for row in _rows} else ""
    if own not in _calendars:
        _calendars[own] = _calendar_in(own)
    return _calendars[own]


def _calendar_in(agency: str) -> WorkCalendar:
    told = sorted((row for row in _rows if row[0] in {"", agency}), key=lambda row: row[0])
    days = [row for row in told if row[2] != HOURS and (row[2] != USUAL or not row[0])]
    return WorkCalendar(
        changes=tuple((row[1], week_in(row[4])) for row in told if row[2] == HOURS),
        days={row[1]: DayKind(row[2]) for row in days},
        names={row[1]: row[3] for row in days if row[2] != USUAL},
    )


def forget_kept() -> None:
    """Let go of what the process keeps; tests and a rebuild call it."""
    _versions.clear()
    _read_at.clear()


def _in_force(day: date) -> QuerySet[ProcedureVersion]:
    until = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    return ProcedureVersion.objects.filter(until, valid_from__lte=day)
