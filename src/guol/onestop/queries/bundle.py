"""Named reads of linked requests."""

from dataclasses import fields
from datetime import date

from guol.onestop.models import Dossier, given
from guol.onestop.rules.bundle import LegLine
from guol.onestop.rules.states import Business
from guol.people.api import AgencyCard, agencies, area

MOST_LEGS = 40
MOST_LEVELS = 6
_COLUMNS = tuple(each.name for each in fields(LegLine))


def legs_of(parent: str) -> tuple[LegLine, ...]:
    """Return the parts of a linked request, in the order of their numbers; one read."""
    rows = Dossier.objects.filter(given("parent"), parent=parent).order_by("number", "stream")
    return tuple(
        LegLine(**row | {"business": Business(row["business"])})
        for row in rows.values(*_COLUMNS)[:MOST_LEGS]
    )


def agency_near(kind: str, area_key: str, day: date) -> AgencyCard | None:
    """Return the agency of a kind that serves an area: its own, else that of one above."""
    here = area_key
    for _level in range(MOST_LEVELS):
        found = agencies(kind, area=here, day=day)
        if found:
            return found[0]
        above = area(here)
        if above is None or not above.parent:
            return None
        here = above.parent
    return None
