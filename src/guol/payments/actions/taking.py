"""Taking money, voiding a receipt that was written wrongly, giving money back."""

from dataclasses import dataclass

from guol.feed.api import append, draw_number, once
from guol.kernel.act import Act
from guol.kernel.clock import legal_day
from guol.kernel.errors import Refused
from guol.kernel.ids import new_key
from guol.payments.events import FeeReceiptVoided, FeeRefunded, FeeTaken
from guol.payments.permits import may_approve, may_take_cash
from guol.payments.queries import (
    DrawerCard,
    FeeReceipt,
    book_in_use,
    drawer_held,
    fee_receipt,
    open_drawer,
    receipt_of_line,
    refunds_of,
)
from guol.payments.rules import (
    CASH,
    TRANSFER,
    AlreadyVoided,
    AmountImpossible,
    ApproverMissing,
    BookUsedUp,
    ClerksOnly,
    DrawerClosed,
    DrawerTooEmpty,
    InClosedBook,
    LineUsedBefore,
    NoBookOpen,
    NoSuchReceipt,
    RefundedBefore,
    RefundTooLarge,
    amount_is_possible,
    fault_of_reason,
)
from guol.people.api import StaffMember


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fee:
    """What is paid, by whom, for what."""

    matter: str
    matter_number: str
    payer: str
    amount_vnd: int
    ground: str


@once
def take_cash(
    act: Act,
    *,
    matter: str,
    matter_number: str,
    payer: str,
    amount_vnd: int,
    ground: str = "",
    medium: str = "",
) -> str:
    """Take a fee in cash; returns the key of its receipt.

    Within the act of another package the key of ``act`` is ``<key>/fee``. Raises ``Refused``
    for whoever is no clerk, for an amount that cannot be, while no book of receipts or no
    drawer is open, and while the series is closed.
    """
    fee = _Fee(
        matter=matter,
        matter_number=matter_number,
        payer=payer,
        amount_vnd=amount_vnd,
        ground=ground,
    )
    _check(act, amount_vnd)
    return _take(act, fee, medium=medium, drawer=_drawer(act).stream)


@once
def take_transfer(
    act: Act,
    *,
    matter: str,
    matter_number: str,
    payer: str,
    amount_vnd: int,
    bank_line: str,
    ground: str = "",
    medium: str = "",
) -> str:
    """Note a fee that came by transfer, as a clerk saw it; returns the key of its receipt.

    ``bank_line`` tells which line of the statement it was; no line pays twice.
    """
    fee = _Fee(
        matter=matter,
        matter_number=matter_number,
        payer=payer,
        amount_vnd=amount_vnd,
        ground=ground,
    )
    _check(act, amount_vnd)
    if fault := fault_of_reason(bank_line):
        raise Refused(fault)
    if used := receipt_of_line(bank_line):
        raise Refused(LineUsedBefore(receipt=used))
    return _take(act, fee, medium=medium, bank_line=bank_line)


@once
def void_fee_receipt(act: Act, key: str, *, why: str, seen: int) -> str:
    """Void a receipt; it stays in its book, and a new one may be written.

    Raises ``Refused`` for whoever is no clerk, without a reason, if it has been voided before,
    if money of it was given back and if its cash was handed over; ``Conflict`` if somebody
    was quicker.
    """
    if not may_take_cash(act):
        raise Refused(ClerksOnly())
    if fault := fault_of_reason(why):
        raise Refused(fault)
    drawer = open_drawer(act.desk, is_locked=True)
    found = _receipt(act, key)
    if given := sum(each.amount_vnd for each in refunds_of(key)):
        raise Refused(RefundedBefore(refunded_vnd=given))
    if found.is_cash and found.drawer:
        if drawer is None or found.drawer != drawer.stream:
            raise Refused(InClosedBook())
        _hold(drawer, found.amount_vnd)
    append(FeeReceiptVoided(act=act, stream=key, why=why), seen=seen)
    return key


@once
def refund_fee(
    act: Act,
    key: str,
    *,
    amount_vnd: int,
    why: str,
    approver: StaffMember | None,
    way: str = CASH,
) -> str:
    """Give money back, for a reason that somebody who leads the office approved.

    The receipt stays as it is; the refund points at it. Raises ``Refused`` for more than is
    left of it, without an approver, and when the drawer does not hold as much.
    """
    if not may_take_cash(act):
        raise Refused(ClerksOnly())
    if fault := fault_of_reason(why):
        raise Refused(fault)
    if approver is None or not may_approve(act, approver):
        raise Refused(ApproverMissing())
    drawer = _drawer(act) if way == CASH else None
    found = _receipt(act, key)
    left = found.amount_vnd - sum(each.amount_vnd for each in refunds_of(key))
    if not 0 < amount_vnd <= left:
        raise Refused(RefundTooLarge(left_vnd=left))
    if drawer is not None:
        _hold(drawer, amount_vnd)
    refund = f"refund/{found.id}/{found.amount_vnd - left}"  # two at once cannot both be it
    refunded = FeeRefunded(
        act=act,
        stream=refund,
        receipt=key,
        matter=found.matter,
        amount_vnd=amount_vnd,
        why=why,
        approved_by=approver.person,
        approved_as=approver.title,
        day=legal_day(act.at),
        way=way if way == CASH else TRANSFER,
        drawer=drawer.stream if drawer else "",
    )
    append(refunded, seen=0)
    return refund


def _check(act: Act, amount_vnd: int) -> None:
    if not may_take_cash(act):
        raise Refused(ClerksOnly())
    if not amount_is_possible(amount_vnd):
        raise Refused(AmountImpossible(amount_vnd=amount_vnd))


def _take(act: Act, fee: _Fee, *, medium: str, drawer: str = "", bank_line: str = "") -> str:
    day = legal_day(act.at)
    book = book_in_use(act.desk, day, medium=medium)
    if book is None:
        raise Refused(NoBookOpen())
    drawn = draw_number(book.stream, is_gapless=True)
    number = book.first - 1 + drawn.number
    if book.last and number > book.last:
        raise Refused(BookUsedUp(book=book.book, last=book.last))
    key = f"fee/{new_key()}"
    taken = FeeTaken(
        act=act,
        stream=key,
        matter=fee.matter,
        matter_number=fee.matter_number,
        payer=fee.payer,
        amount_vnd=fee.amount_vnd,
        ground=fee.ground,
        day=day,
        book=book.book,
        receipt=drawn,
        number=number,
        form=book.form,
        symbol=book.symbol,
        medium=book.medium,
        way=CASH if drawer else TRANSFER,
        drawer=drawer,
        bank_line=bank_line,
    )
    append(taken, seen=0)
    return key


def _drawer(act: Act) -> DrawerCard:
    drawer = open_drawer(act.desk, is_locked=True)
    if drawer is None:
        raise Refused(DrawerClosed())
    return drawer


def _hold(drawer: DrawerCard, amount_vnd: int) -> None:
    """Say no when the drawer holds less than is to be taken out of it."""
    held = drawer_held(drawer)[2]
    if held < amount_vnd:
        raise Refused(DrawerTooEmpty(held_vnd=held))


def _receipt(act: Act, key: str) -> FeeReceipt:
    found = fee_receipt(key)
    if found is None or found.desk != act.desk:
        raise Refused(NoSuchReceipt())
    if found.voided_why:
        raise Refused(AlreadyVoided())
    return found
