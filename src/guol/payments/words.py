"""Sentences about money."""

from django.utils.translation import gettext_lazy as _

from guol.kernel.room import Fact
from guol.payments import events, rules

SENTENCES: dict[Fact, object] = {
    rules.AmountImpossible: _(
        "%(amount_vnd)s đồng cannot be a fee, so nothing was booked. Look at the amount again."
    ),
    rules.ClerksOnly: _("Only a clerk at a counter takes a fee. Ask the one on duty."),
    rules.AlreadyVoided: _("This receipt has been voided before; nothing more was changed."),
    rules.NoSuchReceipt: _(
        "There is no such receipt; nothing was changed. Look at its number."
    ),
    rules.ReasonMissing: _("Say why; without a reason nothing is changed."),
    rules.ReasonTooLong: _(
        "The reason is too long: the book has room for %(most)s characters. Please shorten it."
    ),
    rules.NoBookOpen: _(
        "No book of receipts is open at this counter, so no receipt could be numbered and "
        "nothing was taken. Open a book under “Fees”, then take the fee again."
    ),
    rules.BookUsedUp: _(
        "Book %(book)s is used up: its last number was %(last)s. Nothing was taken. Close it "
        "under “Fees”, open the next, then take the fee again."
    ),
    rules.BookStillOpen: _(
        "Book %(book)s is still open. Close it first; its unused numbers are noted by that."
    ),
    rules.BookNotWhole: _(
        "The book was not changed: it needs a symbol, and a last number that is not below its "
        "first; and a book is closed once. Compare with its cover."
    ),
    rules.NumbersUsedBefore: _(
        "Some of these numbers stand in book %(book)s already, which bears the same symbol. "
        "Compare with the cover of the new book."
    ),
    rules.DrawerClosed: _(
        "The drawer is not open, so the cash was not booked. Count what is in it and open it "
        "under “Fees”, then take the fee again."
    ),
    rules.DrawerStillOpen: _("The drawer is open. Hand it over before you open another."),
    rules.DrawerHandedOverBefore: _(
        "This drawer was handed over before; its cash book is closed and stays as it is."
    ),
    rules.DrawerTooEmpty: _(
        "The drawer holds %(held_vnd)s đ only, less than is to be given back. Give the rest "
        "back by transfer, or wait until more has come in."
    ),
    rules.DifferenceUnnamed: _(
        "Counted were %(counted_vnd)s đ, but the cash book says %(expected_vnd)s đ. Count "
        "again; if it stays so, say why, and both amounts are noted."
    ),
    rules.CountedAmountMissing: _(
        "A drawer holds between 0 and 1,000,000,000 đ. Count it again, and type the amount."
    ),
    rules.CashNotHandedOver: _(
        "Cash that was taken for this lies in a drawer that is still open, so nothing was "
        "erased. Hand the drawer over first."
    ),
    rules.InClosedBook: _(
        "The cash of this receipt was counted and handed over, so it cannot be voided any "
        "more. Give the money back by a refund."
    ),
    rules.RefundedBefore: _(
        "%(refunded_vnd)s đ of this receipt were given back already, so it is not voided."
    ),
    rules.RefundTooLarge: _(
        "No more than %(left_vnd)s đ can be given back of this receipt. Type an amount up to "
        "that."
    ),
    rules.ApproverMissing: _(
        "A refund is approved by somebody who leads the office, and not by who pays it out. "
        "Choose who approved it."
    ),
    rules.AccountNotWhole: _(
        "A bank has six digits, as 970405, and an account up to 19 letters and digits. "
        "Compare both with the contract of the account."
    ),
    rules.LineUsedBefore: _(
        "This line of the statement was booked before, on receipt %(receipt)s. Look at the "
        "statement again."
    ),
    events.FeeTaken: _("%(amount_vnd)s đồng were taken from %(payer)s."),
    events.FeeReceiptVoided: _("The receipt was voided: %(why)s"),
    events.FeeRefunded: _("%(amount_vnd)s đồng were given back: %(why)s"),
    events.ReceiptBookOpened: _("Book of receipts %(book)s, symbol %(symbol)s, was opened."),
    events.ReceiptBookClosed: _("The book of receipts was closed: %(why)s"),
    events.PayeeNamed: _("Fees go to account %(account)s at %(bank_name)s."),
    events.DrawerOpened: _("The drawer was opened with %(opening_vnd)s đ."),
    events.DrawerHandedOver: _(
        "The drawer was handed over to %(receiver)s: %(counted_vnd)s đ counted, "
        "%(expected_vnd)s đ by the book."
    ),
}
WAYS: dict[str, object] = {"cash": _("in cash"), "transfer": _("by transfer")}
MEDIA: dict[str, object] = {"paper": _("on paper"), "electronic": _("electronic")}
CASH_WORDS: dict[str, object] = {
    "receipt": _("Receipt in cash"),
    "voided": _("Voided receipt"),
    "refund": _("Refund"),
    "erased": _("Erased when its time of keeping ended"),
}
