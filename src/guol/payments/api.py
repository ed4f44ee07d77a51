"""What other packages may use of payments."""

from guol.payments.actions import take_cash, void_fee_receipt
from guol.payments.queries import (
    FeeReceipt,
    cash_on,
    fee_receipt,
    fee_receipt_pdf,
    receipts_of,
    receipts_on,
)

__all__ = [
    "FeeReceipt",
    "cash_on",
    "fee_receipt",
    "fee_receipt_pdf",
    "receipts_of",
    "receipts_on",
    "take_cash",
    "void_fee_receipt",
]
