"""A visit: what one household brought at one time, dossier by dossier."""

from dataclasses import dataclass, fields
from datetime import datetime

from guol.feed.api import history_of
from guol.onestop.events import Applicant, DossierLodged
from guol.onestop.models import Dossier, given

MOST_OF_A_VISIT = 50
OFTEN_AMONG = 200  # the last dossiers of a counter, by which its usual procedures are known


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """One dossier of a visit."""

    stream: str
    number: str
    reference: str
    version: str
    applicant: str
    about: str
    due: datetime | None
    fee_vnd: int
    financial: str

    @property
    def key(self) -> str:
        """The part of the stream that stands in addresses."""
        return self.stream.rpartition("/")[2]


_COLUMNS = tuple(each.name for each in fields(VisitLine))


def dossiers_of_visit(visit: str, desk: str) -> tuple[VisitLine, ...]:
    """Return what was taken in at a desk in one visit, in order."""
    if not visit:
        return ()
    found = Dossier.objects.filter(given("visit"), visit=visit, receiving=desk)
    rows = found.order_by("lodged_at", "number")
    return tuple(VisitLine(**row) for row in rows.values(*_COLUMNS)[:MOST_OF_A_VISIT])


def applicant_of_visit(visit: str, desk: str) -> Applicant | None:
    """Return who asked last in a visit, as it was typed then; None before anybody did."""
    lines = dossiers_of_visit(visit, desk)
    if not lines:
        return None
    told = (each.event for each in history_of(lines[-1].stream))
    lodged = next((each for each in told if isinstance(each, DossierLodged)), None)
    return lodged.applicant if lodged else None


def procedures_often(desk: str) -> tuple[str, ...]:
    """Return the procedures that a counter takes in most, the most usual first."""
    rows = Dossier.objects.filter(receiving=desk).order_by("-received_at")
    lately = list(rows.values_list("procedure", flat=True)[:OFTEN_AMONG])
    return tuple(sorted(set(lately), key=lambda code: (-lately.count(code), code)))
