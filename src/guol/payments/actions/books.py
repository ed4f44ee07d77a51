"""Opening and closing books of receipts, and naming the account that fees go to."""

from datetime import date

from guol.feed.api import append, number_of, once
from guol.kernel.act import Act
from guol.kernel.clock import legal_day
from guol.kernel.errors import Refused
from guol.payments.events import PayeeNamed, ReceiptBookClosed, ReceiptBookOpened
from guol.payments.permits import may_take_cash
from guol.payments.queries import book_in_use, books_of, numbers_meet, payees_of, uses_of
from guol.payments.rules import (
    BookNotWhole,
    BookStillOpen,
    ClerksOnly,
    NumbersUsedBefore,
    fault_of_account,
    fault_of_leaves,
    fault_of_reason,
)


@once
def open_receipt_book(
    act: Act,
    *,
    symbol: str,
    book: str,
    form: str = "",
    medium: str = "paper",
    first: int = 1,
    last: int = 0,
    valid_from: date | None = None,
    source: str = "",
) -> str:
    """Open a book of receipts at the desk; returns its stream.

    Raises ``Refused`` for whoever is no clerk, while one of the same medium is open, for facts
    that contradict each other, and for numbers that another book of this symbol has.
    """
    if not may_take_cash(act):
        raise Refused(ClerksOnly())
    if fault := fault_of_leaves(symbol=symbol, medium=medium, first=first, last=last):
        raise Refused(fault)
    day = legal_day(act.at)
    if in_use := book_in_use(act.desk, date.max, medium=medium):
        raise Refused(BookStillOpen(book=in_use.book))
    if used := numbers_meet(act.desk, symbol=symbol, book=book, first=first, last=last):
        raise Refused(NumbersUsedBefore(book=used))
    place = 1 + sum(each.medium == medium for each in books_of(act.desk))
    stream = f"receipts/{act.desk}/{medium}/{place}"
    opened = ReceiptBookOpened(
        act=act,
        stream=stream,
        form=form,
        symbol=symbol,
        book=book,
        medium=medium,
        first=first,
        last=last,
        valid_from=valid_from or day,
        source=source,
    )
    append(opened, seen=0)
    return stream


@once
def close_receipt_book(act: Act, stream: str, *, why: str, seen: int) -> str:
    """Close a book; the leaves that were not used are accounted for by it."""
    if not may_take_cash(act):
        raise Refused(ClerksOnly())
    if fault := fault_of_reason(why):
        raise Refused(fault)
    card = next((each for each in books_of(act.desk) if each.stream == stream), None)
    if card is None or not card.is_open:
        raise Refused(BookNotWhole())
    use = uses_of([stream]).get(stream)
    next_one = use.last + 1 if use else card.first
    is_left = not card.last or next_one <= card.last
    closed = ReceiptBookClosed(
        act=act,
        stream=stream,
        why=why,
        unused_from=next_one if is_left else 0,
        unused_to=card.last if is_left else 0,
    )
    append(closed, seen=seen or number_of(stream))
    return stream


@once
def name_payee(
    act: Act,
    *,
    bank: str,
    bank_name: str,
    account: str,
    owner: str,
    valid_from: date | None = None,
    source: str = "",
) -> str:
    """Name the account that the desk's fees go to, from a day; earlier ones stay on file."""
    if not may_take_cash(act):
        raise Refused(ClerksOnly())
    bare = "".join(account.split())
    if fault := fault_of_account(bank, bare):
        raise Refused(fault)
    stream = f"payee/{act.desk}/{1 + len(payees_of(act.desk))}"
    named = PayeeNamed(
        act=act,
        stream=stream,
        bank=bank,
        bank_name=bank_name,
        account=bare,
        owner=owner,
        valid_from=valid_from or legal_day(act.at),
        source=source,
    )
    append(named, seen=0)
    return stream
