"""Named reads of the demonstration: whom a visitor may be."""

from dataclasses import dataclass

from guol.kernel.clock import legal_day, utc_now
from guol.people.api import account_of, agencies, desk_name, staff_of

SHOWN = ("u20698.1", "u20695.1")  # La Êê, without fibre, and Thạnh Mỹ, the headquarters


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """Somebody whom a visitor may be."""

    login: str
    name: str
    title: str
    where: str


def demo_accounts() -> tuple[DemoAccount, ...]:
    """Return the accounts of the demonstration, by place and post."""
    today = legal_day(utc_now())
    found = []
    for area in SHOWN:
        for card in agencies(area=area, day=today):
            for member in staff_of(card.desk, today):
                login = account_of(member.person)
                if login:
                    found.append(
                        DemoAccount(
                            login=login,
                            name=member.name,
                            title=member.title,
                            where=desk_name(card.desk),
                        )
                    )
    return tuple(found)
