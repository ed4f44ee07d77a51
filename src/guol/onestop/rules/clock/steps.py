"""Smaller promises inside the great one: an answer, a hand-over, a step.

Hours of a step never relax the promise to the applicant (D17).
"""

from datetime import datetime, timedelta

from guol.kernel.clock import local
from guol.kernel.worktime import WorkCalendar
from guol.procedures.events import THREE_O_CLOCK

ANSWER_WITHIN = timedelta(hours=8)  # Decree 45/2020/NĐ-CP; the article was not seen
HANDED_ON_WITHIN = timedelta(hours=1)  # "at the start" of the next day: the first hour, ours
WARNED_BEFORE = timedelta(hours=2)


def answer_due(lodged_at: datetime, hours: WorkCalendar) -> datetime:
    """Return when a dossier lodged online must be answered at the latest (D19)."""
    return hours.after(lodged_at, ANSWER_WITHIN)


def answer_warned_at(lodged_at: datetime, hours: WorkCalendar) -> datetime:
    """Return when whoever holds an unanswered dossier is warned: before the last two hours."""
    return hours.after(lodged_at, ANSWER_WITHIN - WARNED_BEFORE)


def transfer_due(received_at: datetime, hours: WorkCalendar) -> datetime:
    """Return when the counter has handed a dossier on at the latest (D16).

    On the same working day; what came after 15:00, at the start of the next.
    """
    start = hours.next_opening(received_at)
    here = local(start)
    if here.hour * 60 + here.minute < THREE_O_CLOCK:
        return hours.closing_of(here.date())
    opening = hours.opening_of(hours.next_working_day(here.date()))
    return hours.after(opening, HANDED_ON_WITHIN)


def step_due(
    since: datetime, working_hours: float | None, due: datetime | None, hours: WorkCalendar
) -> datetime | None:
    """Return when a step is due: its hours, but never later than the dossier itself."""
    if working_hours is None:
        return due
    own = hours.after(since, timedelta(hours=working_hours))
    return min(own, due) if due else own


def step_due_after(
    due: datetime | None, since: datetime, until: datetime, hours: WorkCalendar
) -> datetime | None:
    """Return when a step is due after the clock stood still: what was left is left."""
    if due is None or since >= due:
        return due
    return hours.after(until, hours.between(since, due))


def minutes_used(since: datetime | None, until: datetime, hours: WorkCalendar) -> int:
    """Return the office minutes that a step took."""
    if since is None or since >= until:
        return 0
    return round(hours.between(since, until).total_seconds() / 60)
