"""Facts about money."""

from dataclasses import dataclass
from datetime import date

from guol.kernel.event import Event
from guol.kernel.series import Drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeTaken(Event):
    """A clerk took a fee in cash and gave a receipt (biên lai thu phí, lệ phí).

    ``matter`` is the stream of what was paid for; ``book`` and ``receipt`` are the book of
    the year and the number in it, without a gap (a blank once used is never used again).
    """

    matter: str
    matter_number: str
    payer: str
    amount_vnd: int
    ground: str
    day: date
    book: str
    receipt: Drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeReceiptVoided(Event):
    """A receipt was written wrongly and does not count; it stays in its book (hủy biên lai)."""

    why: str
