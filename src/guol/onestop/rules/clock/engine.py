"""The clock of a dossier: when its result is due, and why. One pure function.

``clock_of`` begins with the instant from which the law counts, lays the limit out from there,
and then lets what happened move the end, in the order in which it happened: time that the
applicant took or that the law leaves out, a count that begins anew, a new day that was agreed
or told. The rules D1 to D19 are written out in docs/decisions/ADR-0009.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from guol.kernel.clock import local
from guol.kernel.worktime import NO_TIME, WorkCalendar
from guol.onestop.rules.clock.facts import (
    APOLOGISED,
    APPRAISAL,
    ONLINE,
    POST,
    Ask,
    Calendars,
    Entered,
    Excluded,
    Facts,
    Postponed,
)
from guol.onestop.rules.clock.limits import End, Terms, end_of, terms_for
from guol.onestop.rules.clock.lines import Line, calendar_lines, line, opening_lines
from guol.procedures.events import NONE, POSTMARK, RESTART, Exclusion, Version

ONE_DAY = timedelta(days=1)
WARNED_BEFORE = timedelta(hours=8)  # of office time, or a quarter of a shorter limit; ours
QUARTER = 4
MOST_ASKED = 1  # QĐ 766/QĐ-TTg, 2022: asked more than once counts as overdue


class Pace(StrEnum):
    """How a dossier stands to its promise."""

    ON_TIME = "on_time"
    SOON = "soon"
    OVERDUE = "overdue"
    ASKED_TWICE = "asked_twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageDue:
    """When one agency's part of the limit ends (D5); never after the whole (D17)."""

    key: str
    agency: str
    since: datetime
    due: datetime
    is_entered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The promise of one dossier, and everything that it rests on.

    ``started_at`` is the instant in office hours from which the limit runs; ``waits_since``
    since when the clock stands still; ``asked`` how often something was asked for.
    """

    due: datetime
    started_at: datetime
    explanation: tuple[Line, ...]
    stages: tuple[StageDue, ...]
    waits_since: datetime | None
    ended_at: datetime | None
    asked: int
    hours: WorkCalendar

    def pace(self, now: datetime) -> Pace:
        """Tell how the dossier stands at ``now``.

        Done late stays late; while the applicant is asked, the instant of the question counts
        as the end of processing (D7). A warning comes before the last eight office hours.
        """
        if (self.ended_at or self.waits_since or now) > self.due:
            return Pace.OVERDUE
        if self.asked > MOST_ASKED:
            return Pace.ASKED_TWICE
        is_running = self.ended_at is None and self.waits_since is None
        return Pace.SOON if is_running and now >= self.warned_at else Pace.ON_TIME

    @property
    def warned_at(self) -> datetime:
        """The instant from which a warning is shown."""
        whole = self.hours.between(self.started_at, self.due)
        return self.hours.after(self.started_at, whole - min(WARNED_BEFORE, whole / QUARTER))


@dataclass(slots=True)
class _Stop:
    """A stretch in which the clock stands still; open while ``until`` is None."""

    since: datetime
    until: datetime | None


@dataclass(slots=True)
class _Count:
    """A count of time under way: from where, to where, in whose hours."""

    start: datetime
    end: End
    hours: WorkCalendar

    def stand_still(self, since: datetime, until: datetime) -> None:
        """Leave at ``until`` what was left at ``since`` (D7). Too late is too late.

        Left is office time; of a limit in calendar days or months it is days, from the day on
        which the office is open.
        """
        since, hours = max(since, self.start), self.hours
        if until <= since or since >= self.end.due:
            return
        if self.end.day is None:
            left = hours.between(since, self.end.due)
            self.end = End(hours.after(until, left))
            return
        stood, went_on = hours.next_opening(since), hours.next_opening(until)
        if stood < went_on:
            days = max(NO_TIME, self.end.day - local(stood).date())
            day = local(went_on).date() + days
            self.end = End(hours.closing_of(hours.working_day(day)), day)

    def postpone(self, new: Postponed) -> bool:
        """Take a later day that was told before the end; tell whether it was taken."""
        if new.at >= self.end.due or new.until <= self.end.due:
            return False
        day = local(new.until).date() if self.end.day else None
        self.end = End(new.until, day)
        return True


def clock_of(of: Version, facts: Facts, calendars: Calendars) -> Clock:
    """Return the clock of a dossier. Raises ``ValueError`` where no limit is known.

    Nothing but its arguments decides: the version that the dossier pinned (D15), the hours of
    the agencies, and what happened, each with its own instant, in whatever order it became
    known (D18). Shares of single steps do not enter (D17).
    """
    hours, terms = calendars.answering, terms_for(of, facts)
    base = facts.base
    start, lines = _start(base, terms, hours)
    count = _Count(start, terms.end(start, calendars), hours)
    stops = _stops(of, facts)
    told = _run(count, terms, facts, calendars, stops)
    end = count.end
    first, last = local(base).date(), local(end.due).date()
    return Clock(
        due=end.due,
        started_at=count.start,
        explanation=(
            _received(of, facts),
            *lines,
            *terms.lines,
            *(_told(of, facts) if facts.asks or facts.excluded else ()),
            *told,
            *calendar_lines(first, last, hours),
            *_weekend(end, hours),
            line("due", end.due),
        ),
        stages=_stages(terms, facts, calendars, stops, count),
        waits_since=_waits_since(stops),
        ended_at=facts.ended_at,
        asked=len(facts.asks),
        hours=hours,
    )


def _start(base: datetime, terms: Terms, hours: WorkCalendar) -> tuple[datetime, list[Line]]:
    """Return from when the limit runs: office hours (D4), and before the cut-off (D1)."""
    start = hours.next_opening(base)
    lines = list(opening_lines(base, start, hours))
    here = local(start)
    if terms.cuts_off and here.hour * 60 + here.minute >= terms.timing.cut_off_minute:
        start = hours.opening_of(hours.next_working_day(here.date()))
        lines.append(line("after_cut_off", start))
    return start, lines


def _received(of: Version, facts: Facts) -> Line:
    """Say from which instant the law counts, and why from that one (D13, D18)."""
    code = "received"
    if facts.is_written:
        code = "written"
    elif facts.counted_from is not None and facts.channel == ONLINE:
        code = "completed"
    elif facts.channel == POST:
        code = "posted" if of.timing.postal_start == POSTMARK else "arrived"
    return line(code, facts.base)


def _run(
    count: _Count,
    terms: Terms,
    facts: Facts,
    calendars: Calendars,
    stops: list[_Stop],
) -> list[Line]:
    """Let what happened move the end, in its own order; return what is to be told of it.

    While the clock stands still nothing else moves the end: it is looked at when it goes on.
    """
    waits = _waits_since(stops)
    if not (stops or facts.postponed):
        return []
    happened: list[tuple[datetime, int, _Stop | Ask | Postponed]] = [
        *((each.at, 0, each) for each in facts.postponed),
        *((each.until, 1, each) for each in stops if each.until),
        *((each.given_at, 2, each) for each in facts.asks if each.given_at and _is_anew(each)),
    ]
    lines = list[Line]()
    is_apologised = False
    for at, _order, what in sorted(happened, key=lambda each: each[:2]):
        if waits is not None and at > waits:
            break
        if isinstance(what, _Stop):
            count.stand_still(what.since, at)
        elif isinstance(what, Ask):
            if max(_stood_since(what, stops), count.start) < count.end.due:
                count.start, more = _start(at, terms, count.hours)
                count.end = terms.end(count.start, calendars)
                lines += [line("restarted", count.start), *more]
        elif not (what.kind == APOLOGISED and is_apologised) and count.postpone(what):
            is_apologised = is_apologised or what.kind == APOLOGISED
            lines.append(line(what.kind, what.until))
    return lines


def _waits_since(stops: list[_Stop]) -> datetime | None:
    """Return since when the clock stands still, None while it runs."""
    return stops[-1].since if stops and stops[-1].until is None else None


def _stood_since(ask: Ask, stops: list[_Stop]) -> datetime:
    """Return when the stretch began in which something was asked for: the clock stood then."""
    return max(each.since for each in stops if each.since <= ask.at)


def _is_anew(ask: Ask) -> bool:
    """Tell whether the count begins anew once this is there; at entry no clock runs."""
    return ask.stage == APPRAISAL and ask.effect == RESTART


def _told(of: Version, facts: Facts) -> Iterator[Line]:
    """Tell of every stretch that the clock stood still, or went on in spite of a question."""
    yield from _told_of_asks(facts)
    for period in facts.excluded:
        stop = _left_out(of, facts, period)
        if stop is not None and stop.until is None:
            yield line("excluded_still", period.kind, stop.since)
        elif stop is not None:
            code = "excluded_post" if period.kind == "post" else "excluded"
            yield line(code, period.kind, stop.since, stop.until)


def _told_of_asks(facts: Facts) -> Iterator[Line]:
    for ask in facts.asks:
        if ask.stage != APPRAISAL:
            continue
        if ask.effect == NONE:
            yield line("went_on", ask.at)
        elif ask.given_at is None:
            yield line("waits", ask.at)
        else:
            yield line("waited", ask.at, ask.given_at)
    if len(facts.asks) > MOST_ASKED:
        yield line("asked_twice", len(facts.asks))


def _stops(of: Version, facts: Facts) -> list[_Stop]:
    """Return when the clock stood still, in order; what overlaps is one stretch."""
    if not (facts.asks or facts.excluded or facts.closed):
        return []
    found = [
        _Stop(each.at, each.given_at)
        for each in facts.asks
        if each.stage == APPRAISAL and each.effect != NONE
    ]
    found += [_Stop(*each) for each in facts.closed]
    found += [stop for each in facts.excluded if (stop := _left_out(of, facts, each))]
    merged: list[_Stop] = []
    for each in sorted(found, key=lambda stop: stop.since):
        last = merged[-1] if merged else None
        if last is None or (last.until is not None and last.until < each.since):
            merged.append(each)
        elif last.until is not None and (each.until is None or each.until > last.until):
            merged[-1] = _Stop(last.since, each.until)
    return merged


def _left_out(of: Version, facts: Facts, period: Excluded) -> _Stop | None:
    """Return the stretch of a period that the version leaves out (D8, D9), None if not."""
    rule = exclusion_of(of, period.kind, facts.channel)
    if rule is None:
        return None
    until = period.until
    if rule.most_days is not None:
        most = period.since + rule.most_days * ONE_DAY
        until = most if until is None else min(until, most)
    return _Stop(period.since, until)


def exclusion_of(of: Version, kind: str, channel: int) -> Exclusion | None:
    """Return how the version leaves out periods of this kind, None if it does not."""
    for rule in of.timing.exclusions:
        if rule.kind == kind and (not rule.channels or channel in rule.channels):
            return rule
    return None


def _weekend(end: End, hours: WorkCalendar) -> tuple[Line, ...]:
    """Say that a limit in calendar days ended on a day off, so the next one counts."""
    if end.day is None or hours.counts(end.day):
        return ()
    return (line("day_off", end.day, local(end.due).date()),)


def _stages(
    terms: Terms, facts: Facts, calendars: Calendars, stops: list[_Stop], whole: _Count
) -> tuple[StageDue, ...]:
    """Return when the parts of the agencies end: from entering, else as planned (D5)."""
    if not terms.stages:
        return ()
    entered = {each.stage: each for each in sorted(facts.entered, key=_entered_at)}
    found, begin = list[StageDue](), whole.start
    for stage in terms.stages:
        hours = calendars.of(stage.agency)
        came = entered.get(stage.key)
        if came is not None:
            begin = hours.next_opening(max(came.at, whole.start))
        count = _Count(begin, end_of((stage.limit,), begin, hours), hours)
        for stop in stops:
            if stop.until is not None:
                count.stand_still(stop.since, stop.until)
        due = min(count.end.due, whole.end.due)
        found.append(
            StageDue(
                key=stage.key,
                agency=stage.agency,
                since=begin,
                due=due,
                is_entered=came is not None,
            )
        )
        begin = due
    return tuple(found)


def _entered_at(each: Entered) -> datetime:
    return each.at
