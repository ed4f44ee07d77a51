"""Django registration."""

from django.apps import AppConfig
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from guol.kernel.room import MenuItem, Room


class PaymentsConfig(AppConfig):
    """Payments."""

    name = "guol.payments"

    @cached_property
    def room(self) -> Room:
        """What payments hand to the house."""
        from guol.payments import events, permits, projections, words

        return Room(
            events=(events.FeeReceiptVoided, events.FeeTaken),
            projections={
                events.FeeReceiptVoided: projections.fee_receipt_voided,
                events.FeeTaken: projections.fee_taken,
            },
            words=words.SENTENCES,
            menu=(
                MenuItem(
                    label=_("Fees"),
                    url="/mot-cua/thu-phi/",
                    may=lambda rights: permits.may_see_fees(rights.roles),
                    order=35,
                ),
            ),
        )
