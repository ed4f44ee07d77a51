"""A till ready to take money: a book of receipts, an open drawer."""

from guol.payments.api import open_receipt_book, start_drawer

SYMBOL, BOOK = "BL-25NG", "01"


def open_till(acts, *, opening_vnd=0, **book):
    """Open book and drawer by two acts of one clerk; ``acts`` makes an act each time."""
    given = {"symbol": SYMBOL, "book": BOOK, "form": "01BLP3-001", "last": 0}
    return (
        open_receipt_book(acts(), **given | book),
        start_drawer(acts(), opening_vnd=opening_vnd),
    )
