"""Money at a counter: books of receipts, drawers, what is taken and what is given back."""

from guol.payments.actions.books import close_receipt_book, name_payee, open_receipt_book
from guol.payments.actions.drawers import hand_over_drawer, start_drawer
from guol.payments.actions.papers import forget_printouts, make_printout
from guol.payments.actions.taking import (
    refund_fee,
    take_cash,
    take_transfer,
    void_fee_receipt,
)

__all__ = [
    "close_receipt_book",
    "forget_printouts",
    "hand_over_drawer",
    "make_printout",
    "name_payee",
    "open_receipt_book",
    "refund_fee",
    "start_drawer",
    "take_cash",
    "take_transfer",
    "void_fee_receipt",
]
