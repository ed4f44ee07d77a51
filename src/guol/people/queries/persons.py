"""Named reads of persons."""

from collections.abc import Iterable
from dataclasses import dataclass

from guol.feed.api import number_of
from guol.kernel.dates import PartialDate
from guol.people.events import Particulars
from guol.people.models import Area, Person
from guol.people.queries.agencies import matching
from guol.people.rules import CITIZEN_DIGITS

MOST_FOUND = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """A person as those may read who work with them. ``seen`` is for a form that corrects."""

    key: str
    particulars: Particulars
    residence_name: str
    seen: int = 0

    @property
    def name(self) -> str:
        """The name, as the person writes it."""
        return self.particulars.name

    @property
    def born(self) -> PartialDate:
        """The birth, as far as it is known."""
        return self.particulars.born

    @property
    def place(self) -> str:
        """Address and area in one line."""
        return ", ".join(filter(None, (self.particulars.address, self.residence_name)))


def person(key: str) -> PersonCard | None:
    """Return the person with this key."""
    found = _cards(Person.objects.filter(key=key))
    if not found:
        return None
    seen = number_of(person_stream(key))
    return PersonCard(
        key=key,
        particulars=found[0].particulars,
        residence_name=found[0].residence_name,
        seen=seen,
    )


def person_by_citizen_number(number: str) -> PersonCard | None:
    """Return the first person registered under this number; nobody for an empty one."""
    rows = Person.objects.filter(citizen_number=number).order_by("key")[:1] if number else ()
    return next(iter(_cards(rows)), None)


def find_persons(text: str, limit: int = MOST_FOUND) -> tuple[PersonCard, ...]:
    """Return persons by name (marks and apostrophes left aside) or by number, by name."""
    words = text.split()
    if not words:
        return ()
    number = "".join(words)
    if number.isascii() and number.isdigit() and len(number) == CITIZEN_DIGITS:
        rows = Person.objects.filter(citizen_number=number)
    else:
        rows = matching(Person.objects.all(), text)
    return _cards(rows.order_by("search", "key")[:limit])


def person_name(key: str) -> str:
    """Return the person's name, empty for nobody."""
    return names_of((key,)).get(key, "")


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """Return the names of several persons by key; those not known are left out."""
    return dict(Person.objects.filter(key__in=set(keys) - {""}).values_list("key", "name"))


def person_stream(key: str) -> str:
    """Return the stream of a person."""
    return f"person/{key}"


def _cards(rows: Iterable[Person]) -> tuple[PersonCard, ...]:
    found = list(rows)
    places = {row.residence for row in found} - {""}
    names = (
        dict(Area.objects.filter(key__in=places).values_list("key", "name")) if places else {}
    )
    return tuple(
        PersonCard(
            key=row.key,
            particulars=Particulars(
                name=row.name,
                other_names=tuple(row.other_names),
                born=PartialDate(year=row.birth_year, month=row.birth_month, day=row.birth_day),
                sex=row.sex,
                ethnic_group=row.ethnic_group,
                nationality=row.nationality,
                citizen_number=row.citizen_number,
                residence=row.residence,
                address=row.address,
                phone=row.phone,
                email=row.email,
            ),
            residence_name=names.get(row.residence, ""),
        )
        for row in found
    )
