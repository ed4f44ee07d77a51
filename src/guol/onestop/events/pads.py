"""Facts about pads of blank receipts, for hours without power (tập giấy hẹn)."""

from dataclasses import dataclass
from datetime import date

from guol.kernel.event import Event
from guol.kernel.series import Drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPadPrinted(Event):
    """A counter printed blank receipts, each with a number of its own (in tập giấy hẹn).

    ``numbers`` are as they are printed; ``drawn`` is the last of the desk's series of the day.
    """

    day: date
    numbers: tuple[str, ...]
    drawn: Drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class PadNumberSpoilt(Event):
    """A blank receipt will never be typed in: torn, miswritten, lost (bỏ số)."""

    number: str
    reason: str
