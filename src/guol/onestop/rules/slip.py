"""The control slip: who handed over to whom, when, and whether in time.

Source: Thông tư 01/2018/TT-VPCP, mẫu 05 (Thông tư 03/2025/TT-VPCP: mẫu 06): one row for every
hand-over, with the time of giving and taking, and the result before, on or after the time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from guol.kernel.act import Official
from guol.kernel.event import Event
from guol.onestop.events import (
    DossierAccepted,
    DossierDecided,
    Place,
    ResultReturned,
    StepsTaken,
    StepTaken,
)
from guol.onestop.events.correcting import (
    Correction,
    DossierReopened,
    DuplicateLinked,
    EntryCorrected,
    StepReturned,
)

MENDED = (EntryCorrected, StepReturned, DossierReopened, DuplicateLinked)
EARLY, LATE = "early", "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipRow:
    """One step on the control slip (phiếu kiểm soát)."""

    step: str
    what: str
    role: str
    desk: str
    person: str
    to_desk: str
    to_role: str
    since: datetime
    at: datetime
    due: datetime | None
    minutes_used: int
    result: str
    note: str
    kind: str = ""
    corrections: tuple[Correction, ...] = ()
    returned: ResultReturned | None = None


def slip_of(events: Iterable[Event]) -> tuple[SlipRow, ...]:
    """Return the rows of the slip: every step that was done, in the order of the log."""
    return tuple(row for event in events for row in _rows(event))


def result_of(due: datetime | None, at: datetime) -> str:
    """Return ``early`` or ``late``; empty for a step without hours of its own."""
    if due is None:
        return ""
    return EARLY if at <= due else LATE


def _rows(event: Event) -> Iterable[SlipRow]:
    if isinstance(event, MENDED):
        return [_mended(event)]
    if not isinstance(event, DossierAccepted | StepsTaken | DossierDecided | ResultReturned):
        return ()
    place = Place() if isinstance(event, ResultReturned) else event.place
    note = event.note if isinstance(event, StepsTaken) else ""
    by, last = event.act.by, len(event.taken) - 1
    return [
        _row(
            each,
            event,
            person=by.person if isinstance(by, Official) else "",
            to=place if number == last else Place(),
            note=note if number == last else "",
            returned=event if isinstance(event, ResultReturned) else None,
        )
        for number, each in enumerate(event.taken)
    ]


def _mended(event: Event) -> SlipRow:
    """Return the row of an act that put something right: it stands on the slip like a step."""
    place = getattr(event, "place", Place())
    was = getattr(event, "was", Place())
    by = event.act.by
    return SlipRow(
        step=was.step if isinstance(was, Place) else "",
        what="",
        role="",
        desk=event.act.desk,
        person=by.person if isinstance(by, Official) else "",
        to_desk=place.desk,
        to_role=place.role,
        since=event.act.at,
        at=event.act.at,
        due=None,
        minutes_used=0,
        result="",
        note=getattr(event, "reason", ""),
        kind=type(event).__name__,
        corrections=getattr(event, "corrections", ()),
    )


def _row(
    each: StepTaken,
    event: Event,
    *,
    person: str,
    to: Place,
    note: str,
    returned: ResultReturned | None,
) -> SlipRow:
    return SlipRow(
        step=each.step,
        what=each.what,
        role=each.role,
        desk=event.act.desk,
        person=person,
        to_desk=to.desk,
        to_role=to.role,
        since=each.since,
        at=event.act.at,
        due=each.due,
        minutes_used=each.minutes_used,
        result=result_of(each.due, event.act.at),
        note=note,
        returned=returned,
    )
