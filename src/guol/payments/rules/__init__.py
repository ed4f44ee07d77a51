"""Rules of taking money at a counter.

Sources: Law on fees and charges 97/2015/QH13; receipts under Decree 123/2020/NĐ-CP and its
successor of 1/7/2026 (not verified: form, symbol, book and numbers are data of the office).
"""

from dataclasses import dataclass

from guol.kernel.errors import Reason
from guol.payments.rules.vietqr import BANK_DIGITS, LONGEST_ACCOUNT

LONGEST_REASON = 300
CASHIERS = frozenset({"one_stop", "clerk_and_one_stop"})
APPROVERS = frozenset({"leader", "chair", "section_head"})
NUMBER_DIGITS = 7
MOST_VND = 100_000_000  # more than any fee of a counter: a slip of the keyboard
MOST_IN_DRAWER_VND = 1_000_000_000
MOST_LEAVES = 10**NUMBER_DIGITS - 1
PAPER, ELECTRONIC = "paper", "electronic"
MEDIA = (PAPER, ELECTRONIC)
CASH, TRANSFER = "cash", "transfer"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class NoBookOpen(Reason):
    """No book of receipts is open at the desk, so no number can be given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookUsedUp(Reason):
    """The last leaf of the book was used."""

    book: str
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BookStillOpen(Reason):
    """A book of the same medium is open; one is used up or closed before the next."""

    book: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookNotWhole(Reason):
    """The facts of a book contradict each other: no symbol, or its last number is too small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersUsedBefore(Reason):
    """Another book of the desk with the same symbol has some of these numbers."""

    book: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerClosed(Reason):
    """No drawer is open at the desk, so cash has nowhere to be counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerStillOpen(Reason):
    """The drawer is open; it is handed over before another is opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerHandedOverBefore(Reason):
    """The drawer was counted and handed over; its book is closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerTooEmpty(Reason):
    """The drawer holds less than is to be given back, in đồng."""

    held_vnd: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceUnnamed(Reason):
    """What was counted is not what the book says, and nobody says why; in đồng."""

    expected_vnd: int
    counted_vnd: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedAmountMissing(Reason):
    """A drawer holds no less than nothing and no more than a counter ever takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CashNotHandedOver(Reason):
    """Cash of the matter lies in an open drawer, whose book must still balance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InClosedBook(Reason):
    """The cash of this receipt was counted and handed over: it is refunded, not voided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundedBefore(Reason):
    """Money of this receipt was given back already, in đồng."""

    refunded_vnd: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundTooLarge(Reason):
    """More would be given back than was taken and not yet given back, in đồng."""

    left_vnd: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproverMissing(Reason):
    """Somebody who leads the office approves a refund, and not the one who pays it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountNotWhole(Reason):
    """A bank has six digits, an account up to nineteen letters and digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineUsedBefore(Reason):
    """This line of the bank's statement paid for something already."""

    receipt: str


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
    """Return what is wrong with a reason, None if it will do."""
    if not why.strip():
        return ReasonMissing()
    return ReasonTooLong(most=LONGEST_REASON) if len(why) > LONGEST_REASON else None


def fault_of_leaves(*, symbol: str, medium: str, first: int, last: int) -> Reason | None:
    """Return what is wrong with the facts of a book of receipts; a ``last`` of 0 is no end.

    >>> fault_of_leaves(symbol="BL/25", medium="paper", first=51, last=100)
    >>> fault_of_leaves(symbol="BL/25", medium="paper", first=51, last=50)
    BookNotWhole()
    """
    is_whole = bool(symbol.strip()) and medium in MEDIA and 1 <= first <= MOST_LEAVES
    return None if is_whole and (not last or first <= last <= MOST_LEAVES) else BookNotWhole()


def leaves_meet(first: int, last: int, other_first: int, other_last: int) -> bool:
    """Tell whether two books share a number; a last of 0 is no end.

    >>> leaves_meet(1, 50, 51, 100), leaves_meet(1, 0, 51, 100)
    (False, True)
    """
    return first <= (other_last or MOST_LEAVES) and other_first <= (last or MOST_LEAVES)


def fault_of_account(bank: str, account: str) -> Reason | None:
    """Return what is wrong with a bank and an account, None if money can go there.

    >>> fault_of_account("970405", "4201205001234")
    >>> fault_of_account("Agribank", "4201")
    AccountNotWhole()
    """
    is_bank = bank.isascii() and bank.isdigit() and len(bank) == BANK_DIGITS
    is_account = account.isascii() and account.isalnum() and len(account) <= LONGEST_ACCOUNT
    return None if is_bank and is_account else AccountNotWhole()


def fault_of_count(counted_vnd: int, expected_vnd: int, why: str) -> Reason | None:
    """Return what keeps a drawer from being handed over: a difference that is not named.

    >>> fault_of_count(50_000, 50_000, ""), fault_of_count(50_000, 48_000, "trả thừa tiền lẻ")
    (None, None)
    """
    if not amount_fits_drawer(counted_vnd):
        return CountedAmountMissing()
    if counted_vnd != expected_vnd and not why.strip():
        return DifferenceUnnamed(expected_vnd=expected_vnd, counted_vnd=counted_vnd)
    return ReasonTooLong(most=LONGEST_REASON) if len(why) > LONGEST_REASON else None


def amount_fits_drawer(amount_vnd: int) -> bool:
    """Tell whether a drawer can hold this much."""
    return 0 <= amount_vnd <= MOST_IN_DRAWER_VND
