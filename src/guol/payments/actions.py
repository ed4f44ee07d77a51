"""Taking money, and voiding a receipt that was written wrongly."""

from guol.feed.api import append, draw_number, once
from guol.kernel.act import Act
from guol.kernel.clock import legal_day
from guol.kernel.errors import Refused
from guol.kernel.ids import new_key
from guol.payments.events import FeeReceiptVoided, FeeTaken
from guol.payments.permits import may_take_cash
from guol.payments.queries import fee_receipt
from guol.payments.rules import (
    AlreadyVoided,
    AmountImpossible,
    ClerksOnly,
    NoSuchReceipt,
    amount_is_possible,
    book_of,
    fault_of_reason,
)


@once
def take_cash(
    act: Act, *, matter: str, matter_number: str, payer: str, amount_vnd: int, ground: str = ""
) -> str:
    """Take a fee in cash; returns the key of its receipt.

    Within the act of another package the key of ``act`` is ``<key>/fee``. Raises ``Refused``
    for whoever is no clerk, for an amount that cannot be, and while the series is closed.
    """
    if not may_take_cash(act):
        raise Refused(ClerksOnly())
    if not amount_is_possible(amount_vnd):
        raise Refused(AmountImpossible(amount_vnd=amount_vnd))
    day = legal_day(act.at)
    book = book_of(act.desk, day)
    key = f"fee/{new_key()}"
    taken = FeeTaken(
        act=act,
        stream=key,
        matter=matter,
        matter_number=matter_number,
        payer=payer,
        amount_vnd=amount_vnd,
        ground=ground,
        day=day,
        book=book,
        receipt=draw_number(f"fee/{book}", is_gapless=True),
    )
    append(taken, seen=0)
    return key


@once
def void_fee_receipt(act: Act, key: str, *, why: str, seen: int) -> str:
    """Void a receipt; it stays in its book, and a new one may be written.

    Raises ``Refused`` for whoever is no clerk, without a reason and if it has been voided
    before; ``Conflict`` if somebody was quicker.
    """
    if not may_take_cash(act):
        raise Refused(ClerksOnly())
    if fault := fault_of_reason(why):
        raise Refused(fault)
    found = fee_receipt(key)
    if found is None:
        raise Refused(NoSuchReceipt())
    if found.voided_why:
        raise Refused(AlreadyVoided())
    append(FeeReceiptVoided(act=act, stream=key, why=why), seen=seen)
    return key
