"""How facts of the catalogue become rows."""

from datetime import timedelta
from typing import Any

from guol.kernel.tables import Rows
from guol.kernel.text import fold
from guol.procedures.events import (
    AgencyClosed,
    AgencyHoursSet,
    AgencyReopened,
    CalendarDayConfirmed,
    ProcedureVersionPublished,
)
from guol.procedures.models import CalendarDay, ProcedureVersion, text_of, week_text


def procedure_version_published(event: ProcedureVersionPublished, rows: Rows) -> None:
    """Add the version; the one before ends where it begins."""
    version = event.version
    if event.replaces:
        rows.change(ProcedureVersion, event.replaces, valid_to=version.valid_from)
    rows.add(
        ProcedureVersion,
        version.key,
        code=version.code,
        name=version.name,
        folded=fold(f"{version.name} {version.field} {version.code}"),
        field=version.field,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        is_ready=version.is_ready,
        body=text_of(version),
    )


def calendar_day_confirmed(event: CalendarDayConfirmed, rows: Rows) -> None:
    """Note the day; confirmed again, the later word stands."""
    key = event.day.isoformat()
    values = {
        "day": event.day,
        "kind": event.kind,
        "name": event.name,
        "source": event.source,
        "certainty": event.certainty,
        "confirmed_at": event.act.at,
    }
    _note(rows, key, values)


def agency_closed(event: AgencyClosed, rows: Rows) -> None:
    """Note each day on which the agency does not work."""
    for number in range((event.last - event.first).days + 1):
        day = event.first + timedelta(days=number)
        values = {
            "agency": event.agency,
            "day": day,
            "kind": "closed",
            "name": event.name,
            "source": event.source,
            "certainty": "seen",
            "confirmed_at": event.act.at,
        }
        _note(rows, f"{event.agency}/{day.isoformat()}", values)


def agency_reopened(event: AgencyReopened, rows: Rows) -> None:
    """Let each of these days that it was closed be as usual; the row still says why."""
    for number in range((event.last - event.first).days + 1):
        key = f"{event.agency}/{(event.first + timedelta(days=number)).isoformat()}"
        if rows.get(CalendarDay, key):
            rows.change(
                CalendarDay,
                key,
                kind="usual",
                source=event.source,
                confirmed_at=event.act.at,
            )


def agency_hours_set(event: AgencyHoursSet, rows: Rows) -> None:
    """Note the hours that hold from the day on."""
    values = {
        "agency": event.agency,
        "day": event.valid_from,
        "kind": "hours",
        "name": "",
        "source": event.source,
        "certainty": "seen",
        "week": week_text(event.week),
        "confirmed_at": event.act.at,
    }
    _note(rows, f"{event.agency}/h{event.valid_from.isoformat()}", values)


def _note(rows: Rows, key: str, values: dict[str, Any]) -> None:
    if rows.get(CalendarDay, key):
        rows.change(CalendarDay, key, **values)
    else:
        rows.add(CalendarDay, key, **values)
