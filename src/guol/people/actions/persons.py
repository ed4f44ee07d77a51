"""How persons come to be known, and how what is known is put right."""

from dataclasses import replace

from guol.feed.api import append
from guol.kernel.act import Act
from guol.kernel.clock import legal_day
from guol.kernel.errors import Refused
from guol.kernel.ids import new_key
from guol.people.actions.keys import once_by_key
from guol.people.events import Particulars, PersonCorrected, PersonRegistered
from guol.people.permits import may_register
from guol.people.queries import area, person, person_by_citizen_number
from guol.people.queries.persons import person_stream
from guol.people.rules import (
    AreaUnknown,
    CitizenNumberTaken,
    OfficialsOnly,
    PersonUnknown,
    particulars_fault,
)


@once_by_key
def register_person(act: Act, particulars: Particulars, *, is_sure: bool = False) -> str:
    """Register a person and return their new key.

    A citizen's number that another record bears is refused with ``CitizenNumberTaken``
    unless the official has looked and ``is_sure``: one of the two may be wrong.
    """
    if not may_register(act):
        raise Refused(OfficialsOnly())
    given = _checked(act, particulars)
    if not is_sure:
        _check_number(given, own_key="")
    key = new_key()
    append(
        PersonRegistered(act=act, stream=person_stream(key), person=key, particulars=given),
        seen=0,
    )
    return key


@once_by_key
def correct_person(
    act: Act,
    key: str,
    particulars: Particulars,
    *,
    why: str = "",
    is_sure: bool = False,
    seen: int,
) -> str:
    """Put the particulars of a person right; the desk that holds the record may."""
    if not may_register(act):
        raise Refused(OfficialsOnly())
    if person(key) is None:
        raise Refused(PersonUnknown(person=key))
    given = _checked(act, particulars)
    if not is_sure:
        _check_number(given, own_key=key)
    append(
        PersonCorrected(
            act=act, stream=person_stream(key), person=key, particulars=given, why=why.strip()
        ),
        seen=seen,
    )
    return key


def _checked(act: Act, given: Particulars) -> Particulars:
    """Return the particulars without blanks around and doubled within. Raises ``Refused``."""
    tidy = replace(
        given,
        name=" ".join(given.name.split()),
        other_names=tuple(" ".join(each.split()) for each in given.other_names if each.strip()),
    )
    if fault := particulars_fault(tidy, legal_day(act.at)):
        raise Refused(fault)
    if tidy.residence and area(tidy.residence) is None:
        raise Refused(AreaUnknown(area=tidy.residence))
    return tidy


def _check_number(given: Particulars, *, own_key: str) -> None:
    other = person_by_citizen_number(given.citizen_number)
    if other is not None and other.key != own_key:
        raise Refused(
            CitizenNumberTaken(number=given.citizen_number, name=other.name, person=other.key)
        )
