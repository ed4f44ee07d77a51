"""How facts about money become rows."""

from guol.kernel.tables import Rows
from guol.payments.events import (
    DrawerHandedOver,
    DrawerOpened,
    FeeReceiptVoided,
    FeeRefunded,
    FeeTaken,
    PayeeNamed,
    ReceiptBookClosed,
    ReceiptBookOpened,
)
from guol.payments.models import Drawer, FeeReceipt, Payee, ReceiptBook, Refund


def fee_taken(event: FeeTaken, rows: Rows) -> None:
    """Write the receipt into its book."""
    rows.add(
        FeeReceipt,
        event.stream,
        matter=event.matter,
        matter_number=event.matter_number,
        desk=event.act.desk,
        day=event.day,
        serial=event.receipt.series,
        form=event.form,
        symbol=event.symbol,
        book=event.book,
        number=event.number or event.receipt.number,
        medium=event.medium,
        way=event.way,
        drawer=event.drawer,
        bank_line=event.bank_line,
        payer=event.payer,
        amount_vnd=event.amount_vnd,
        ground=event.ground,
        clerk=event.act.official,
        at=event.act.at,
    )


def fee_receipt_voided(event: FeeReceiptVoided, rows: Rows) -> None:
    """Mark the receipt; it keeps its number."""
    rows.change(FeeReceipt, event.stream, voided_why=event.why)


def fee_refunded(event: FeeRefunded, rows: Rows) -> None:
    """Note what was given back."""
    rows.add(
        Refund,
        event.stream,
        receipt=event.receipt,
        matter=event.matter,
        desk=event.act.desk,
        day=event.day,
        way=event.way,
        drawer=event.drawer,
        amount_vnd=event.amount_vnd,
        why=event.why,
        approved_by=event.approved_by,
        approved_as=event.approved_as,
        clerk=event.act.official,
        at=event.act.at,
    )


def receipt_book_opened(event: ReceiptBookOpened, rows: Rows) -> None:
    """Make the book's row."""
    rows.add(
        ReceiptBook,
        event.stream,
        desk=event.act.desk,
        medium=event.medium,
        form=event.form,
        symbol=event.symbol,
        book=event.book,
        first=event.first,
        last=event.last,
        valid_from=event.valid_from,
        source=event.source,
        opened_at=event.act.at,
    )


def receipt_book_closed(event: ReceiptBookClosed, rows: Rows) -> None:
    """Note that it is used no more, and which leaves are left."""
    rows.change(
        ReceiptBook,
        event.stream,
        closed_at=event.act.at,
        closed_why=event.why,
        unused_from=event.unused_from,
        unused_to=event.unused_to,
    )


def payee_named(event: PayeeNamed, rows: Rows) -> None:
    """Note the account."""
    rows.add(
        Payee,
        event.stream,
        desk=event.act.desk,
        bank=event.bank,
        bank_name=event.bank_name,
        account=event.account,
        owner=event.owner,
        valid_from=event.valid_from,
        source=event.source,
    )


def drawer_opened(event: DrawerOpened, rows: Rows) -> None:
    """Make the drawer's row."""
    rows.add(
        Drawer,
        event.stream,
        desk=event.act.desk,
        day=event.day,
        opening_vnd=event.opening_vnd,
        opened_at=event.act.at,
        clerk=event.act.official,
    )


def drawer_handed_over(event: DrawerHandedOver, rows: Rows) -> None:
    """Note what was counted, and who has it."""
    rows.change(
        Drawer,
        event.stream,
        handed_at=event.act.at,
        receipts_vnd=event.receipts_vnd,
        refunds_vnd=event.refunds_vnd,
        expected_vnd=event.expected_vnd,
        counted_vnd=event.counted_vnd,
        receiver=event.receiver,
        why=event.why,
        handed_by=event.act.official,
    )
