"""How facts about money become rows."""

from guol.kernel.act import Official
from guol.kernel.tables import Rows
from guol.payments.events import FeeReceiptVoided, FeeTaken
from guol.payments.models import FeeReceipt


def fee_taken(event: FeeTaken, rows: Rows) -> None:
    """Write the receipt into its book."""
    by = event.act.by
    rows.add(
        FeeReceipt,
        event.stream,
        matter=event.matter,
        matter_number=event.matter_number,
        desk=event.act.desk,
        day=event.day,
        book=event.book,
        number=event.receipt.number,
        payer=event.payer,
        amount_vnd=event.amount_vnd,
        ground=event.ground,
        clerk=by.person if isinstance(by, Official) else "",
        at=event.act.at,
    )


def fee_receipt_voided(event: FeeReceiptVoided, rows: Rows) -> None:
    """Mark the receipt; it keeps its number."""
    rows.change(FeeReceipt, event.stream, voided_why=event.why)
