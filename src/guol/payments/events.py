"""Facts about money.

Streams: ``receipts/<desk>/<medium>/<n>`` for a book of receipts, ``fee/<key>`` for a receipt,
``refund/<key>/<n>`` for money given back, ``drawer/<desk>/<n>`` for a drawer from opening to
its hand-over, ``payee/<desk>/<n>`` for the account of an office.
"""

from dataclasses import dataclass
from datetime import date

from guol.kernel.event import Event
from guol.kernel.series import Drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeTaken(Event):
    """A clerk took a fee and gave a receipt (biên lai thu phí, lệ phí).

    ``matter`` is the stream of what was paid for. ``book`` and ``number`` are what the receipt
    bears; ``receipt`` is its place in the series of that book, without a gap (a blank once
    used is never used again). ``way`` is ``cash``, then ``drawer`` is where it lies, or
    ``transfer``, then ``bank_line`` tells which line of the statement was seen.
    """

    matter: str
    matter_number: str
    payer: str
    amount_vnd: int
    ground: str
    day: date
    book: str
    receipt: Drawn
    number: int = 0
    form: str = ""
    symbol: str = ""
    medium: str = "paper"
    way: str = "cash"
    drawer: str = ""
    bank_line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeReceiptVoided(Event):
    """A receipt was written wrongly and does not count; it stays in its book (hủy biên lai)."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRefunded(Event):
    """Money was given back (hoàn trả phí): for which receipt, why, and who approved it.

    ``approved_by`` is the person's key, ``approved_as`` their title then.
    """

    receipt: str
    matter: str
    amount_vnd: int
    why: str
    approved_by: str
    approved_as: str
    day: date
    way: str = "cash"
    drawer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptBookOpened(Event):
    """A book of receipts is used from now on (mở quyển biên lai), on paper or electronic.

    Its leaves bear the numbers ``first`` to ``last``; 0 for no end. ``source`` is the delivery
    note or the notice of issue.
    """

    form: str
    symbol: str
    book: str
    medium: str
    first: int
    last: int
    valid_from: date
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptBookClosed(Event):
    """A book is used no more; the unused leaves from ``unused_from`` are accounted for.

    ``unused_from`` is 0 when every leaf was used.
    """

    why: str
    unused_from: int = 0
    unused_to: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeNamed(Event):
    """An office named the account that its fees go to, from a day (tài khoản thu phí)."""

    bank: str
    bank_name: str
    account: str
    owner: str
    valid_from: date
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerOpened(Event):
    """A drawer was opened with what was counted in it (mở quỹ tiền mặt)."""

    opening_vnd: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerHandedOver(Event):
    """A drawer was counted and handed over (kiểm quỹ, nộp quỹ).

    ``expected_vnd`` is opening and receipts less refunds; where ``counted_vnd`` is another,
    ``why`` names the difference.
    """

    receipts_vnd: int
    refunds_vnd: int
    expected_vnd: int
    counted_vnd: int
    receiver: str
    day: date
    why: str = ""
