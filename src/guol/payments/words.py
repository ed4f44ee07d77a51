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
    rules.ReasonMissing: _("Say why the receipt is voided; without a reason it stays."),
    rules.ReasonTooLong: _(
        "The reason is too long: the book has room for %(most)s characters. Please shorten it."
    ),
    events.FeeTaken: _("%(amount_vnd)s đồng were taken in cash from %(payer)s."),
    events.FeeReceiptVoided: _("The receipt was voided: %(why)s"),
}
