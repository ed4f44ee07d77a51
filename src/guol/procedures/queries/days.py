"""Named reads of single days of the calendar, each with what ordered it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from guol.kernel.worktime import DayKind, Week
from guol.procedures.models import CalendarDay, week_in

HOURS = "hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """A day of the calendar with what ordered it; of the kind ``hours`` with a week from it on.

    ``agency`` is empty for a day of all.
    """

    day: date
    kind: str
    name: str
    source: str
    certainty: str
    agency: str = ""
    week: Week = ()
    confirmed_at: datetime | None = None


def days_confirmed_since(at: datetime) -> tuple[DayLine, ...]:
    """Return what was confirmed of the calendar since ``at``, by day."""
    rows = CalendarDay.objects.filter(confirmed_at__gte=at).order_by("day", "key")
    return tuple(_line(row) for row in rows)


def calendar_days(year: int) -> tuple[DayLine, ...]:
    """Return the confirmed days of a year, in order: of all, and of single agencies."""
    rows = CalendarDay.objects.filter(day__year=year).order_by("day", "key")
    return tuple(_line(row) for row in rows)


def years_told(years: Iterable[int]) -> frozenset[int]:
    """Return of which of these years some day was confirmed for all."""
    wanted = Q()
    for year in years:
        wanted |= Q(day__gte=date(year, 1, 1), day__lte=date(year, 12, 31))
    rows = CalendarDay.objects.filter(wanted, agency="").order_by()
    return frozenset(rows.values_list("day__year", flat=True).distinct())


def day_confirmed(day: date) -> DayLine | None:
    """Return what was confirmed of a day for all, None while nothing was."""
    row = CalendarDay.objects.filter(key=day.isoformat()).first()
    return _line(row) if row else None


def days_of_agency(agency: str, since: date) -> tuple[DayLine, ...]:
    """Return what holds for one agency alone, by day: its hours, and days from ``since``."""
    rows = CalendarDay.objects.filter(agency=agency).order_by("day", "key")
    return tuple(_line(row) for row in rows if row.kind == HOURS or row.day >= since)


def agencies_with_own() -> frozenset[str]:
    """Return the agencies of which the calendar tells something that it does not of all."""
    rows = CalendarDay.objects.exclude(agency="").order_by().values_list("agency", flat=True)
    return frozenset(rows.distinct())


def is_closed(agency: str, first: date, last: date) -> bool:
    """Whether an agency is closed on any day from ``first`` to ``last``."""
    rows = CalendarDay.objects.filter(agency=agency, kind=DayKind.CLOSED)
    return rows.filter(day__gte=first, day__lte=last).exists()


def weekdays_worked() -> frozenset[int]:
    """Return the days of the week, Monday 0, on which some agency has hours of its own."""
    rows = CalendarDay.objects.filter(kind=HOURS).order_by().values_list("week", flat=True)
    weeks = [week_in(text) for text in set(rows)]
    return frozenset(number for week in weeks for number, each in enumerate(week) if each)


def _line(row: CalendarDay) -> DayLine:
    return DayLine(
        day=row.day,
        kind=row.kind,
        name=row.name,
        source=row.source,
        certainty=row.certainty,
        agency=row.agency,
        week=week_in(row.week) if row.week else (),
        confirmed_at=row.confirmed_at,
    )
