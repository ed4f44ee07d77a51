"""Django registration."""

from django.apps import AppConfig
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from guol.kernel.event import Event
from guol.kernel.room import MenuItem, Projection, Reaction, Room


class OnestopConfig(AppConfig):
    """The one-stop shop."""

    name = "guol.onestop"

    @cached_property
    def room(self) -> Room:
        """What the one-stop shop hands to the house; Django allows models only after apps."""
        from guol.feed.events import CustodyGiven, CustodyTaken
        from guol.onestop import actions, events, jobs, permits, projections, words
        from guol.web.menu import everybody

        told: dict[type[Event], Projection] = {
            events.DossierLodged: projections.dossier_lodged,
            events.DossierAccepted: projections.dossier_accepted,
            events.StepsTaken: projections.steps_taken,
            events.OutsideNumberAwaited: projections.outside_number_awaited,
            events.OutsideNumberReceived: projections.outside_number_received,
            events.SupplementRequested: projections.supplement_requested,
            events.SupplementGiven: projections.supplement_given,
            events.SupplementAccepted: projections.supplement_accepted,
            events.DossierRefused: projections.dossier_refused,
            events.FeeSettled: projections.fee_settled,
            events.DossierDecided: projections.dossier_decided,
            events.ResultReturned: projections.result_returned,
            events.ReceiptPrintedAgain: projections.receipt_printed_again,
            events.DossierWithdrawn: projections.dossier_withdrawn,
        }
        followed_up = (
            events.DossierLodged,
            events.DossierAccepted,
            events.SupplementRequested,
            events.SupplementAccepted,
            events.DossierRefused,
            events.DossierDecided,
            events.OutsideNumberReceived,
            events.ReceiptPrintedAgain,
        )
        return Room(
            events=tuple(told),
            projections=told
            | {
                CustodyGiven: projections.custody_given,
                CustodyTaken: projections.custody_taken,
            },
            reactions=tuple(Reaction(to=each, job=jobs.follow_up) for each in followed_up),
            words=words.SENTENCES,
            forget=(actions.forget_documents,),
            menu=(
                MenuItem(label=_("Follow"), url="/tra-cuu/", may=everybody, order=20),
                MenuItem(
                    label=_("Counter"),
                    url="/mot-cua/",
                    may=lambda rights: permits.may_work_at_counter(rights.roles),
                    order=30,
                ),
            ),
        )
