"""How pads of blank receipts become rows."""

from guol.kernel.tables import Rows
from guol.onestop.events.pads import PadNumberSpoilt, ReceiptPadPrinted
from guol.onestop.models import PadNumber


def receipt_pad_printed(event: ReceiptPadPrinted, rows: Rows) -> None:
    """Make a row for each blank receipt."""
    made = {
        f"{event.stream}/{number}": {
            "desk": event.act.desk,
            "number": number,
            "printed_at": event.act.at,
        }
        for number in event.numbers
    }
    rows.add_all(PadNumber, made)


def pad_number_spoilt(event: PadNumberSpoilt, rows: Rows) -> None:
    """Note why a blank receipt will never be typed in."""
    rows.change(PadNumber, f"{event.stream}/{event.number}", spoilt_why=event.reason[:200])
