"""How facts of the catalogue become rows."""

from guol.kernel.tables import Rows
from guol.kernel.text import fold
from guol.procedures.events import CalendarDayConfirmed, ProcedureVersionPublished
from guol.procedures.models import CalendarDay, ProcedureVersion, text_of


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
    }
    if rows.get(CalendarDay, key):
        rows.change(CalendarDay, key, **values)
    else:
        rows.add(CalendarDay, key, **values)
