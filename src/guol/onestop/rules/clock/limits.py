"""Which limit holds for a dossier, and where it ends when nothing interrupts it.

A limit is one or more lengths of time one after the other: what the law allows, then what it
adds for a hard place. Sources stand with the rules in docs/decisions/ADR-0009.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from guol.kernel.clock import local
from guol.kernel.worktime import WorkCalendar
from guol.onestop.rules.clock.facts import Calendars, Facts
from guol.onestop.rules.clock.lines import Line, line
from guol.procedures.events import (
    CALENDAR_DAYS,
    MONTHS,
    SAME_DAY,
    WORKING_DAYS,
    WORKING_HOURS,
    Shortened,
    Stage,
    Time,
    Timing,
    Version,
)

CALENDAR_UNITS = frozenset({CALENDAR_DAYS, MONTHS})
MONTHS_A_YEAR = 12


@dataclass(slots=True)
class End:
    """Where a count of time ends.

    ``day`` is the day of a limit in calendar days or months before it gives way to a day off;
    None for a limit in office time.
    """

    due: datetime
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The limit that holds: its parts, or its stages where no total is named."""

    parts: tuple[Time, ...]
    stages: tuple[Stage, ...]
    timing: Timing
    lines: tuple[Line, ...]

    @property
    def cuts_off(self) -> bool:
        """Whether what comes after the cut-off counts from the next working day (D1)."""
        first = self.parts[0].unit if self.parts else self.stages[0].limit.unit
        return first == SAME_DAY or self.timing.is_cut_off_for_all

    def end(self, start: datetime, calendars: Calendars) -> End:
        """Return where the limit ends that begins at ``start``, inside office hours."""
        if self.parts:
            return end_of(self.parts, start, calendars.answering)
        due, hours = start, calendars.answering
        for stage in self.stages:
            due = end_of((stage.limit,), due, calendars.of(stage.agency)).due
        return End(hours.closing_of(hours.working_day(local(due).date())))


def is_limited(of: Version, case: str = "") -> bool:
    """Tell whether the catalogue knows a limit: in total, for the case, or by stages."""
    if any(each.case == case and each.limit for each in of.branches):
        return True
    return of.limit is not None or bool(_counted(of.timing))


def terms_for(of: Version, facts: Facts) -> Terms:
    """Return the limit that holds. Raises ``ValueError`` where the catalogue knows none.

    D6: asking another agency replaces the limit. D14: a province's shorter limit holds for
    agencies that lie in it. D10: what the law adds comes after.
    """
    limit, verify, lines = of.limit, of.verify_limit, list[Line]()
    for branch in of.branches if facts.case else ():
        if branch.case == facts.case:
            limit, verify = branch.limit, branch.verify_limit
    if found := _shortened(of.timing, facts):
        limit, verify = found.limit, found.verify_limit or verify
        lines.append(line("shortened", found.source))
    if facts.verified_at is not None and verify is not None:
        limit = verify
        lines.append(line("verified", facts.verified_at))
    flags = facts.localities
    more = [each for each in of.timing.localities if each.flag in flags] if flags else []
    stages = _counted(of.timing)
    if limit is None and not stages:
        raise ValueError(f"no limit is known: {of.key}")
    if limit is None:
        parts: tuple[Time, ...] = ()
        lines += [_stage_line(stage) for stage in stages]
    else:
        parts = (limit, *(each.more for each in more))
        lines.append(line(f"limit_{limit.unit}", limit.value))
        lines += [line(f"more_{each.more.unit}", each.more.value, each.what) for each in more]
    return Terms(parts=parts, stages=stages, timing=of.timing, lines=tuple(lines))


def end_of(parts: Sequence[Time], start: datetime, hours: WorkCalendar) -> End:
    """Return where lengths of time end, one after the other, that begin at ``start``.

    D2: the first day does not count, but for hours; what ends in days ends when the office
    closes, on a day off when it closes on the next working day (Civil Code 2015, Art. 148).
    """
    at, day, is_in_days = start, local(start).date(), False
    for part in parts:
        if part.unit == WORKING_HOURS:
            if is_in_days:
                at = hours.closing_of(hours.working_day(day))
            at = hours.after(at, timedelta(hours=part.value))
            day, is_in_days = local(at).date(), False
        else:
            day, is_in_days = _moved(day, part, hours), True
    if not is_in_days:
        return End(at)
    due = hours.closing_of(hours.working_day(day))
    return End(due, day if _is_in_calendar_days(parts) else None)


def _moved(day: date, part: Time, hours: WorkCalendar) -> date:
    if part.unit == WORKING_DAYS:
        return hours.add_working_days(day, part.value)
    if part.unit == MONTHS:
        return months_later(day, part.value)
    return day if part.unit == SAME_DAY else day + timedelta(days=part.value)


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last of a month that has no such day."""
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _is_in_calendar_days(parts: Sequence[Time]) -> bool:
    is_first = parts[0].unit in CALENDAR_UNITS
    return is_first and all(each.unit != WORKING_HOURS for each in parts)


def _counted(timing: Timing) -> tuple[Stage, ...]:
    stages = timing.stages
    return tuple(each for each in stages if each.is_counted) if stages else ()


def _stage_line(stage: Stage) -> Line:
    return line(f"stage_{stage.limit.unit}", stage.limit.value, stage.name or stage.agency)


def _shortened(timing: Timing, facts: Facts) -> Shortened | None:
    if not timing.shortened:
        return None
    day = local(facts.base).date()
    for each in timing.shortened:
        begun = each.valid_from is None or each.valid_from <= day
        ended = each.valid_to is not None and each.valid_to <= day
        if each.area in facts.areas and begun and not ended:
            return each
    return None
