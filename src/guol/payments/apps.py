"""Django registration."""

from django.apps import AppConfig
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from guol.kernel.event import Event
from guol.kernel.room import MenuItem, Projection, Reaction, Room


class PaymentsConfig(AppConfig):
    """Payments."""

    name = "guol.payments"

    @cached_property
    def room(self) -> Room:
        """What payments hand to the house."""
        from guol.payments import actions, events, jobs, permits, projections, queries, words

        told: dict[type[Event], Projection] = {
            events.DrawerHandedOver: projections.drawer_handed_over,
            events.DrawerOpened: projections.drawer_opened,
            events.FeeReceiptVoided: projections.fee_receipt_voided,
            events.FeeRefunded: projections.fee_refunded,
            events.FeeTaken: projections.fee_taken,
            events.PayeeNamed: projections.payee_named,
            events.ReceiptBookClosed: projections.receipt_book_closed,
            events.ReceiptBookOpened: projections.receipt_book_opened,
        }
        printed = (events.FeeTaken, events.FeeReceiptVoided, events.FeeRefunded)
        return Room(
            events=tuple(told),
            projections=told,
            reactions=tuple(Reaction(to=each, job=jobs.print_receipt) for each in printed),
            words=words.SENTENCES,
            keeps=(queries.why_kept,),
            along=(queries.streams_of,),
            forget=(actions.forget_printouts,),
            menu=(
                MenuItem(
                    label=_("Fees"),
                    url="/mot-cua/thu-phi/",
                    may=lambda rights: permits.may_see_fees(rights.roles),
                    order=35,
                ),
            ),
        )
