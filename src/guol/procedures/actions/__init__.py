"""Publishing procedures, and confirming the days of the calendar."""

from collections.abc import Callable
from datetime import date

from guol.feed.api import append, number_of, once, stream_of
from guol.kernel.act import Act
from guol.kernel.errors import Refused
from guol.kernel.event import Event
from guol.procedures.events import (
    AgencyClosed,
    AgencyHoursSet,
    AgencyReopened,
    CalendarDayConfirmed,
    ProcedureVersionPublished,
    Version,
)
from guol.procedures.gateways import days_brought, versions_brought
from guol.procedures.permits import may_publish
from guol.procedures.queries import forget_kept, versions_of
from guol.procedures.queries.days import is_closed
from guol.procedures.queries.drafts import known
from guol.procedures.rules import (
    NotClosed,
    SuperiorOnly,
    why_no_closure,
    why_no_day,
    why_no_hours,
    why_not_published,
)
from guol.procedures.rules.soundness import flaws


@once
def publish_version(act: Act, version: Version) -> str:
    """Publish a version of a procedure; the one in force ends where it begins.

    Raises ``Refused`` with the first thing in it that contradicts itself.
    """
    if not may_publish(act):
        raise Refused(SuperiorOnly())
    stream = f"procedure/{version.code}"
    before = versions_of(version.code)
    if no := why_not_published(version, before):
        raise Refused(no)
    for flaw in flaws(version, known(version)):
        raise Refused(flaw.reason)
    replaces = before[0].key if before else ""
    published = ProcedureVersionPublished(
        act=act, stream=stream, version=version, replaces=replaces
    )
    append(published, seen=number_of(stream))
    return stream


@once
def confirm_day(
    act: Act, day: date, *, kind: str, name: str, source: str, certainty: str
) -> str:
    """Confirm a day on which offices do not work as the week says, with its source.

    ``usual`` takes an earlier word back, or refuses a day that was only proposed: the week
    holds, and ``source`` says why.
    """
    if not may_publish(act):
        raise Refused(SuperiorOnly())
    if no := why_no_day(kind):
        raise Refused(no)
    confirmed = CalendarDayConfirmed(
        act=act,
        stream=f"calendar/{day.year}",
        day=day,
        kind=kind,
        name=name,
        source=source,
        certainty=certainty,
    )
    return _noted(confirmed)


@once
def close_agency(
    act: Act, agency: str, *, first: date, last: date, name: str, source: str
) -> str:
    """Close one agency for some days, a flood say; open dossiers keep their promises.

    Which promises it hits is listed; each is moved by an act of its own.
    """
    if not may_publish(act):
        raise Refused(SuperiorOnly())
    if no := why_no_closure(first, last):
        raise Refused(no)
    closed = AgencyClosed(
        act=act,
        stream=f"calendar/of/{agency}",
        agency=agency,
        first=first,
        last=last,
        name=name,
        source=source,
    )
    return _noted(closed)


@once
def reopen_agency(act: Act, agency: str, *, first: date, last: date, source: str) -> str:
    """Let an agency work on days on which it was said to be closed; the closure stays told.

    Raises ``Refused`` where it is not closed on any of them.
    """
    if not may_publish(act):
        raise Refused(SuperiorOnly())
    if no := why_no_closure(first, last):
        raise Refused(no)
    if not is_closed(agency, first, last):
        raise Refused(NotClosed(first=first, last=last))
    opened = AgencyReopened(
        act=act,
        stream=f"calendar/of/{agency}",
        agency=agency,
        first=first,
        last=last,
        source=source,
    )
    return _noted(opened)


@once
def set_hours(
    act: Act,
    agency: str,
    *,
    valid_from: date,
    week: tuple[tuple[tuple[int, int], ...], ...],
    source: str,
) -> str:
    """Give an agency hours of its own from a day on: Saturday mornings, a summer's hours."""
    if not may_publish(act):
        raise Refused(SuperiorOnly())
    if no := why_no_hours(week):
        raise Refused(no)
    hours = AgencyHoursSet(
        act=act,
        stream=f"calendar/of/{agency}",
        agency=agency,
        valid_from=valid_from,
        week=week,
        source=source,
    )
    return _noted(hours)


def _noted(event: Event) -> str:
    """Tell something of the calendar and forget what was worked out without it."""
    append(event, seen=number_of(event.stream))
    forget_kept()
    return event.stream


def import_catalogue(act_of_key: Callable[[str], Act]) -> int:
    """Publish what the product brings: procedures and calendar; what is there stays.

    ``act_of_key`` makes an act of the superior desk with that key. Returns how many are new.
    """
    new = 0
    for version in versions_brought():
        act = act_of_key(f"catalogue/{version.key}")
        if not stream_of(act):
            publish_version(act, version)
            new += 1
    for line in days_brought():
        act = act_of_key(f"calendar/{line.day.isoformat()}")
        if not stream_of(act):
            confirm_day(
                act,
                line.day,
                kind=line.kind,
                name=line.name,
                source=line.source,
                certainty=line.certainty,
            )
            new += 1
    return new
