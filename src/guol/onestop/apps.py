"""Django registration."""

from django.apps import AppConfig
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from guol.kernel.event import Event
from guol.kernel.room import MenuItem, Projection, Reaction, Room, SearchSource


class OnestopConfig(AppConfig):
    """The one-stop shop."""

    name = "guol.onestop"

    @cached_property
    def room(self) -> Room:
        """What the one-stop shop hands to the house; Django allows models only after apps."""
        from guol.feed.events import CustodyGiven, CustodyTaken
        from guol.onestop import actions, events, jobs, permits, projections, queries, words
        from guol.onestop.actions.parking import forget_intakes
        from guol.onestop.events import bags, correcting, handing, pads, returning, timing
        from guol.onestop.events import books as books_told
        from guol.onestop.events import bundle as linked
        from guol.onestop.projections import bags as of_bags
        from guol.onestop.projections import books
        from guol.onestop.projections import bundle as of_linked
        from guol.onestop.projections import correcting as of_correcting
        from guol.onestop.projections import handing as of_handing
        from guol.onestop.projections import pads as of_pads
        from guol.onestop.projections import returning as of_returning
        from guol.onestop.projections import timing as clock
        from guol.onestop.views import offering
        from guol.onestop.views.promises import told_of_calendar
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
            linked.BundleFinished: of_linked.bundle_finished,
            correcting.EntryCorrected: of_correcting.entry_corrected,
            correcting.StepReturned: of_correcting.step_returned,
            correcting.DossierReopened: of_correcting.dossier_reopened,
            correcting.DuplicateLinked: of_correcting.duplicate_linked,
            handing.OpinionAsked: of_handing.opinion_asked,
            handing.OpinionGiven: of_handing.opinion_given,
            handing.DossierReassigned: of_handing.dossier_reassigned,
            handing.DossierTakenOver: of_handing.dossier_taken_over,
            returning.CollectionReminded: of_returning.collection_reminded,
            returning.ResultArchived: of_returning.result_archived,
            returning.LetterArrived: of_returning.letter_arrived,
            returning.LetterCameBack: of_returning.letter_came_back,
            pads.ReceiptPadPrinted: of_pads.receipt_pad_printed,
            pads.PadNumberSpoilt: of_pads.pad_number_spoilt,
            bags.BagSent: of_bags.bag_sent,
            bags.BagReceived: of_bags.bag_received,
            bags.MissingPaperFound: of_bags.missing_paper_found,
            bags.PaperArrived: of_bags.paper_arrived,
            timing.VerificationAsked: clock.verification_asked,
            timing.ExcludedPeriodBegun: clock.excluded_period_begun,
            timing.ExcludedPeriodEnded: clock.excluded_period_ended,
            timing.ApologyGiven: clock.apology_given,
            timing.ExtensionAgreed: clock.extension_agreed,
            timing.DossierStopped: clock.dossier_stopped,
            timing.DossierMovedToVersion: clock.dossier_moved_to_version,
            timing.DueMoved: clock.due_moved,
            books_told.RegisterBookOpened: books.register_book_opened,
            books_told.RegisterBookClosed: books.register_book_closed,
            books_told.RegisterBookLocked: books.register_book_locked,
            books_told.CopyCertified: books.copy_certified,
            books_told.CertificationVoided: books.certification_voided,
            books_told.CivilEntryMade: books.civil_entry_made,
            books_told.CivilEntryNoted: books.civil_entry_noted,
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
            events.ResultReturned,
            correcting.EntryCorrected,
            timing.ApologyGiven,
            timing.DossierMovedToVersion,
            timing.DossierStopped,
            timing.DueMoved,
        )
        return Room(
            events=tuple(told),
            projections=told
            | {
                CustodyGiven: projections.custody_given,
                CustodyTaken: projections.custody_taken,
            },
            reactions=(
                *(Reaction(to=each, job=jobs.follow_up) for each in followed_up),
                Reaction(to=books_told.CopyCertified, job=jobs.print_certification),
            ),
            words=words.SENTENCES,
            chores=(jobs.remind_uncollected,),
            along=(queries.streams_along, queries.reprint_streams),
            forget=(actions.forget_documents, forget_intakes),
            calendar=(told_of_calendar,),
            work=(offering.work_of,),
            search=(
                SearchSource(
                    label=_("Dossiers"),
                    find=offering.dossiers_matching,
                    most=offering.MOST_FOUND,
                    more="/mot-cua/?tim=",
                    order=10,
                ),
            ),
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
