"""What a pause does to a promise, and how long a step may take.

The promise itself is the catalogue's rule (``procedures``); here is what happens to it
afterwards. Sources: Nghị định 61/2018/NĐ-CP, Điều 19; QĐ 766/QĐ-TTg, 2022 (time from request
to completion is subtracted); hours of a step never relax the promise.
"""

from datetime import datetime, timedelta
from typing import Protocol

ANSWER_WITHIN_MINUTES = 8 * 60  # Nghị định 45/2020/NĐ-CP: eight working hours; article not seen


class OfficeHours(Protocol):
    """The office hours of the desk that answers."""

    def after(self, start: datetime, work: timedelta) -> datetime:
        """Return the instant when ``work`` of office time has passed since ``start``."""

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the office time from ``start`` to ``end``."""


def answer_due(lodged_at: datetime, hours: OfficeHours) -> datetime:
    """Return when a dossier lodged online must be answered at the latest."""
    return hours.after(lodged_at, timedelta(minutes=ANSWER_WITHIN_MINUTES))


def step_due(
    since: datetime, working_hours: float | None, due: datetime | None, hours: OfficeHours
) -> datetime | None:
    """Return when a step is due: its hours, but never later than the dossier itself."""
    if working_hours is None:
        return due
    own = hours.after(since, timedelta(hours=working_hours))
    return min(own, due) if due else own


def due_after_pause(
    due: datetime, paused_at: datetime, resumed_at: datetime, hours: OfficeHours
) -> datetime:
    """Return the promise moved by the office time that the applicant took.

    What was left when it was asked for is left when it comes. A promise broken before the
    question stays broken.
    """
    if paused_at >= due:
        return due
    return hours.after(resumed_at, hours.between(paused_at, due))


def minutes_used(since: datetime | None, until: datetime, hours: OfficeHours) -> int:
    """Return the office minutes that a step took."""
    if since is None or since >= until:
        return 0
    return round(hours.between(since, until).total_seconds() / 60)
