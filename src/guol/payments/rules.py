"""Rules of taking money at a counter.

Sources: Law on fees and charges 97/2015/QH13; receipts under Decree 123/2020/NĐ-CP and its
successor of 1/7/2026 (not verified: series and layout are data of the office).
"""

from dataclasses import dataclass
from datetime import date

from guol.kernel.errors import Reason

LONGEST_REASON = 300
CASHIERS = frozenset({"one_stop", "clerk_and_one_stop"})
NUMBER_DIGITS = 7
MOST_VND = 100_000_000  # more than any fee of a counter: a slip of the keyboard


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountImpossible(Reason):
    """An amount that no fee can have, in đồng."""

    amount_vnd: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClerksOnly(Reason):
    """Only somebody in a post at a counter takes money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyVoided(Reason):
    """The receipt has been voided before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchReceipt(Reason):
    """There is no receipt under this key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonMissing(Reason):
    """A receipt is voided with a reason, or not at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonTooLong(Reason):
    """The reason is longer than the book has room for."""

    most: int


def book_of(desk: str, day: date) -> str:
    """Return the book a receipt stands in: one a desk and year.

    >>> book_of("u20698.1-motcua", date(2025, 6, 30))
    'u20698.1-motcua/2025'
    """
    return f"{desk}/{day.year}"


def amount_is_possible(amount_vnd: int) -> bool:
    """Tell whether an amount can be a fee: whole đồng, above nothing.

    >>> amount_is_possible(10_000), amount_is_possible(0), amount_is_possible(10**12)
    (True, False, False)
    """
    return 0 < amount_vnd <= MOST_VND


def printed_number(number: int) -> str:
    """Return the number of a receipt as it is printed.

    >>> printed_number(12)
    '0000012'
    """
    return f"{number:0{NUMBER_DIGITS}}"


def fault_of_reason(why: str) -> Reason | None:
    """Return what is wrong with a reason for voiding, None if it will do."""
    if not why.strip():
        return ReasonMissing()
    return ReasonTooLong(most=LONGEST_REASON) if len(why) > LONGEST_REASON else None
