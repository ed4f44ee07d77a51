"""Django registration."""

from django.apps import AppConfig
from django.utils.functional import cached_property

from guol.kernel.room import Room


class PaymentsConfig(AppConfig):
    """Payments."""

    name = "guol.payments"

    @cached_property
    def room(self) -> Room:
        """What payments hand to the house."""
        from guol.payments import events, projections, words

        return Room(
            events=(events.FeeReceiptVoided, events.FeeTaken),
            projections={
                events.FeeReceiptVoided: projections.fee_receipt_voided,
                events.FeeTaken: projections.fee_taken,
            },
            words=words.SENTENCES,
        )
