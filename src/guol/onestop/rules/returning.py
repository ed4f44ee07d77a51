"""Who takes a result, and what has to be seen when it is not the applicant.

Source: Bộ luật Dân sự 2015, Điều 138, 140: whoever acts for another needs an authorisation in
writing or by law. Thông tư 04/2020/TT-BTP, Điều 2, lets near relatives show one that was not
certified, but asks for one all the same (read in part, so unverified). A parent for a child has
the child's birth certificate as such a paper.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from guol.kernel.errors import Reason
from guol.kernel.text import fold
from guol.onestop.rules.reasons import (
    AuthorisationMissing,
    DayNotYet,
    PersonDemanded,
    StandInNotNamed,
    TooEarlyToArchive,
)

AUTHORISATION = "Văn bản ủy quyền"  # what its scan is called among the papers
LAST_DIGITS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Who takes a result: the applicant, or somebody for them (người nhận thay)."""

    name: str
    relation: str = ""
    paper: str = ""
    authorisation: str = ""
    has_scan: bool = False


def is_same_person(receiver: str, applicant: str) -> bool:
    """Whether two names are one, however they were typed.

    >>> is_same_person("a lăng thị bưới", "A Lăng Thị Bưới"), is_same_person("A Ba", "A Bơn")
    (True, False)
    """
    return fold(receiver) == fold(applicant)


def why_not_handed(receiver: Receiver, *, applicant: str, is_in_person: bool) -> Reason | None:
    """Return why nobody gets the result this way, None where all that must be seen was.

    >>> near = Receiver(name="Zơ Râm Ba", relation="Con", paper="049150000001")
    >>> type(why_not_handed(near, applicant="A Lăng Bưới", is_in_person=False)).__name__
    'AuthorisationMissing'
    """
    if is_same_person(receiver.name, applicant):
        return None
    if is_in_person:
        return PersonDemanded(applicant=applicant)
    if not receiver.relation.strip() or not receiver.paper.strip():
        return StandInNotNamed(receiver=receiver.name)
    if not receiver.authorisation.strip() and not receiver.has_scan:
        return AuthorisationMissing(receiver=receiver.name)
    return None


def ending_of(paper: str) -> str:
    """Return so much of the number of an identity paper that it can be compared, no more.

    >>> ending_of("049 150 000 001"), ending_of("")
    ('0001', '')
    """
    return "".join(paper.split())[-LAST_DIGITS:]


def archived_from(ready_on: date, rule_days: int) -> date:
    """Return the day from which a result that nobody fetched may go to the archive.

    How long it lies is the office's own rule: no law read by us names a time (unverified).

    >>> archived_from(date(2026, 1, 31), 30).isoformat()
    '2026-03-02'
    """
    return ready_on + timedelta(days=rule_days)


def why_not_archived(
    ready_on: date, today: date, *, rule_days: int, number: str
) -> TooEarlyToArchive | None:
    """Return why a result still stays at the counter, None once its time is over."""
    until = archived_from(ready_on, rule_days)
    return TooEarlyToArchive(number=number, until=until) if today < until else None


def why_not_that_day(day: date, today: date) -> DayNotYet | None:
    """Return why something cannot have happened on a day, None where it can."""
    return DayNotYet(day=day) if day > today else None
