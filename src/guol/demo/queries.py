"""Named reads of the demonstration: whom a visitor may be."""

from collections.abc import Iterable
from dataclasses import dataclass

from guol.demo.rules import ABOVE, ADMINISTRATOR, CITIZENS
from guol.kernel.clock import legal_day, utc_now
from guol.people.api import (
    StaffMember,
    account_of,
    agencies,
    agency,
    persons_of_accounts,
    staff_of,
)

SHOWN = ("u20698.1", "u20695.1")  # La Êê, without fibre, and Thạnh Mỹ, the headquarters


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """Somebody whom a visitor may be; ``title`` and ``where`` are empty for a citizen."""

    login: str
    name: str
    title: str = ""
    where: str = ""
    next: str = "/mot-cua/"

    @property
    def what(self) -> str:
        """Who this is, in one line."""
        return ", ".join(filter(None, (self.title or self.name, self.where)))


def demo_accounts() -> tuple[DemoAccount, ...]:
    """Return the accounts of the demonstration: citizens, then by place and post."""
    today = legal_day(utc_now())
    desks = [card.desk for area in SHOWN for card in agencies(area=area, day=today)]
    desks += [post.desk or post.agency for post in ABOVE]
    staff = [member for desk in dict.fromkeys(desks) for member in staff_of(desk, today)]
    names = persons_of_accounts(CITIZENS)
    citizens = [
        DemoAccount(login=login, name=names[login], next="/tra-cuu/")
        for login in CITIZENS
        if login in names
    ]
    return (*citizens, *_officials(staff))


def _officials(staff: Iterable[StaffMember]) -> Iterable[DemoAccount]:
    places: dict[str, str] = {}
    for member in staff:
        if member.agency not in places:
            card = agency(member.agency)
            places[member.agency] = card.name if card else member.desk
        if login := account_of(member.person):
            yield DemoAccount(
                login=login,
                name=member.name,
                title=member.title,
                where=places[member.agency],
                next="/thu-tuc/" if member.role == ADMINISTRATOR else "/mot-cua/",
            )
