"""Who stands below an agency: read in one statement, however deep the tree."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

GENERAL = "%_pc"  # kinds of agencies that answer for their whole area: people's committees
# The agency with those that name it as their parent; and, for one that answers for its whole
# area, every agency of the area and of the areas within.
_BELOW = """
WITH RECURSIVE mine(agency) AS (
    SELECT key FROM people_agency WHERE key = %(agency)s
     UNION
    SELECT g.key FROM people_agency g JOIN mine m ON g.parent = m.agency
), under(area) AS (
    SELECT area FROM people_agency
     WHERE key = %(agency)s AND kind LIKE %(general)s AND %(whole)s = 1
     UNION
    SELECT a.key FROM people_area a JOIN under u ON a.parent = u.area
)
SELECT g.key, g.name, g.desk, g.area, COALESCE(a.name, '')
  FROM people_agency g
  LEFT JOIN people_area a ON a.key = g.area
 WHERE (g.key IN (SELECT agency FROM mine) OR g.area IN (SELECT area FROM under))
   AND (g.valid_from IS NULL OR g.valid_from <= %(day)s)
   AND (g.valid_to IS NULL OR g.valid_to > %(day)s)
 ORDER BY g.search, g.key
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyBelow:
    """An agency that somebody answers for, and its desk."""

    key: str
    name: str
    desk: str
    area: str
    area_name: str


def agencies_below(agency: str, day: date, *, is_whole_area: bool) -> tuple[AgencyBelow, ...]:
    """Return the agency and all that stand below it on ``day``, by name.

    ``is_whole_area`` adds every agency of its area, and of the areas within, where its kind
    answers for the area.
    """
    given: dict[str, str | int | date] = {
        "agency": agency,
        "general": GENERAL,
        "whole": int(is_whole_area),
        "day": day,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, given)
        rows = cursor.fetchall()
    return tuple(
        AgencyBelow(key=key, name=name, desk=desk, area=area, area_name=area_name)
        for key, name, desk, area, area_name in rows
    )
