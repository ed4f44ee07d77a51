"""Sentences for the reasons and facts of the one-stop shop: what, why, what to do next."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from guol.kernel.room import Fact
from guol.kernel.text import plain
from guol.onestop.events import (
    DossierAccepted,
    DossierDecided,
    DossierLodged,
    DossierRefused,
    DossierWithdrawn,
    Explained,
    FeeSettled,
    OutsideNumberAwaited,
    OutsideNumberReceived,
    ReceiptPrintedAgain,
    ResultReturned,
    StepsTaken,
    SupplementAccepted,
    SupplementGiven,
    SupplementRequested,
    books,
)
from guol.onestop.events.bags import BagReceived, BagSent, MissingPaperFound, PaperArrived
from guol.onestop.events.bundle import BundleFinished
from guol.onestop.events.correcting import (
    Correction,
    DossierReopened,
    DuplicateLinked,
    EntryCorrected,
    StepReturned,
)
from guol.onestop.events.handing import (
    DossierReassigned,
    DossierTakenOver,
    OpinionAsked,
    OpinionGiven,
)
from guol.onestop.events.pads import PadNumberSpoilt, ReceiptPadPrinted
from guol.onestop.events.returning import (
    CollectionReminded,
    LetterArrived,
    LetterCameBack,
    ResultArchived,
)
from guol.onestop.events.timing import (
    ApologyGiven,
    DossierMovedToVersion,
    DossierStopped,
    DueMoved,
    ExcludedPeriodBegun,
    ExcludedPeriodEnded,
    ExtensionAgreed,
    VerificationAsked,
)
from guol.onestop.rules.books import (
    BookKeepersOnly,
    CertificationNotWhole,
    EnteredBefore,
    FileMissing,
    InterpreterMissing,
    LanguageMissing,
    NoBookForIt,
    NoteMissing,
    NothingToEnter,
    NotWhatWasAsked,
    NumberVoidedBefore,
    RegisterNotClosed,
    RegisterNotOpen,
    RegisterStillOpen,
    SignerMissing,
    UnknownRegister,
)
from guol.onestop.rules.checks import (
    FileChanged,
    FileIsTrue,
    FileNeeded,
    FileUnsigned,
    KeyOfAnother,
    MachineUnknown,
    NumberIsVoid,
    NumberKnown,
    NumberReplaced,
    NumberUnknown,
    PaperChanged,
    PaperIsTrue,
    PaperNotInLog,
    PaperSignedOnly,
    PaperUnreadable,
)
from guol.onestop.rules.clock import RULES
from guol.onestop.rules.queue import ASSUMED, INFORMATION, LODGE, RESULT, Wait
from guol.onestop.rules.reasons import (
    AgencyDiffers,
    AlreadyAnswered,
    AlreadyApologised,
    AlreadyGiven,
    ArrivedLater,
    ArrivedLongAgo,
    AskYourself,
    AuthorisationMissing,
    BagEmpty,
    BagNotYours,
    CardNotRead,
    ClockRuns,
    ClockStands,
    DayNotLater,
    DayNotYet,
    EarlierLegOpen,
    FeeOpen,
    GroundUnproven,
    IntakeEnded,
    LeadersReassign,
    LegsOpen,
    NobodyAtWindow,
    NobodyBefore,
    NobodyReceives,
    NoExtension,
    NoLetterUnderWay,
    NoLimitKnown,
    NoNewerVersion,
    NoSuchEntry,
    NotAtThisStage,
    NotByLetter,
    NotByPost,
    NotFoundSoFar,
    NothingChanged,
    NothingLeftOut,
    NothingToMove,
    NotInForce,
    NotReadyToLodge,
    NotReopenedHere,
    NotYourStep,
    NoVerification,
    NumberMissing,
    NumberNotWhole,
    NumberTaken,
    OfficerMissing,
    OriginalIsDuplicate,
    OriginalUnknown,
    PadOfAnother,
    PadSpoilt,
    PadUnknown,
    PadUsed,
    PaidAlready,
    PaperNotHeld,
    PaperNotHere,
    PaperNotMade,
    PersonDemanded,
    PromisePast,
    QueueClosed,
    QueueFull,
    StandInNotNamed,
    TicketsTooFast,
    TooEarlyToArchive,
    TooLateToWithdraw,
    TriedTooOften,
    WaitsForSupplement,
    WayDiffers,
    WindowMoved,
    WindowShut,
    WindowTaken,
    WrittenBeforePad,
    WrittenLater,
)
from guol.onestop.rules.returning import ending_of
from guol.onestop.rules.slip import SlipRow
from guol.people.api import role_name

CASES: dict[str, object] = {
    "copy": _("Copies from the original"),
    "electronic_copy": _("Electronic copy from the original"),
    "signature": _("Signature"),
    "thumbprint": _("Thumb-print of somebody who cannot write"),
    "cannot_sign": _("Somebody who can neither sign nor give a thumb-print"),
    "interpreter": _("Signature with an interpreter"),
}
BOOK_STATES: dict[str, object] = {
    "open": _("register is open"),
    "closed": _("register is closed"),
    "locked": _("register is locked"),
}
SENTENCES: dict[Fact, object] = {
    PaperNotMade: _(
        "The paper could not be made just now. The dossier itself is as it was. The house "
        "tries again by itself; open the paper again in some minutes, and tell the technician "
        "if it stays so."
    ),
    PaperIsTrue: _(
        "Genuine: this paper for %(number)s was signed by our machine, and the log says what "
        "it says. Compare what is below with the print."
    ),
    PaperSignedOnly: _(
        "Signed by our machine for %(number)s. Its contents cannot be held against the log "
        "here, so compare what is below with the print."
    ),
    FileIsTrue: _(
        "Genuine: this file for %(number)s was signed by our machine, and not one byte of it "
        "was changed since. Who certified what stands on its last page."
    ),
    FileChanged: _(
        "Changed: this file bears our signature for %(number)s, but it is not what was signed. "
        "Do not trust it; ask the agency that is named in it."
    ),
    FileNeeded: _(
        "This code is out of the file for %(number)s. It proves something only together with "
        "the file: choose the file below."
    ),
    FileUnsigned: _(
        "This file bears no signature of ours, or what was in it was changed. A file that was "
        "printed and scanned again proves nothing. Ask for the file as it was given."
    ),
    NumberIsVoid: _(
        "The signature for %(number)s is ours, but the agency voided this number since: it "
        "certifies nothing any more. Ask the agency that is named on it."
    ),
    PaperUnreadable: _(
        "That is neither the code of a paper nor the number of a dossier. Scan the code again, "
        "flat and in good light, or type the number as it is printed."
    ),
    MachineUnknown: _(
        "The paper says that machine %(node)s printed it; this house does not know that "
        "machine, so it cannot tell. Ask the agency that is named on the paper."
    ),
    KeyOfAnother: _(
        "Not genuine: the paper says that machine %(node)s printed it, but it was signed with "
        "another key. Do not trust it; ask the agency that is named on the paper."
    ),
    PaperChanged: _(
        "Not genuine: what the code says was changed after it was signed. Do not trust the "
        "paper; ask the agency that is named on it."
    ),
    NumberReplaced: _(
        "The code was signed for %(signed)s, but the paper shows %(printed)s: the code is from "
        "another paper, or the number was changed. Do not trust it; ask the agency."
    ),
    PaperNotInLog: _(
        "The code is signed for %(number)s, but the log knows no paper with these contents: it "
        "may have been made from another copy of the log. Ask the agency that is named on it."
    ),
    NumberKnown: _(
        "There is a dossier %(number)s. That alone does not prove the paper in your hand: scan "
        "its code to check that too."
    ),
    NumberUnknown: _(
        "No dossier %(number)s is known here. Compare each sign with the paper; a dossier "
        "taken in at a place without a line may arrive some days later."
    ),
    NoBookForIt: _(
        "“%(name)s” of %(year)s is not open at this desk, so no number was given. Open it "
        "under “Registers”, then write it again."
    ),
    RegisterStillOpen: _("%(book)s is still open. Close it before you open another."),
    RegisterNotOpen: _("%(book)s was closed before; nothing was changed."),
    RegisterNotClosed: _(
        "%(book)s is not closed, or is locked already. A register is closed first, then locked "
        "once."
    ),
    BookKeepersOnly: _(
        "Registers are written by the counter and by the justice officer of the desk. Ask one "
        "of them."
    ),
    UnknownRegister: _("No such register is kept today. Choose one from the list."),
    SignerMissing: _("Choose the leader who signs; without a name nothing is numbered."),
    CertificationNotWhole: _(
        "Say who asks, what paper it is, its pages and the copies; then it gets its number."
    ),
    LanguageMissing: _("Name the language; it stands in the wording."),
    InterpreterMissing: _("Name the interpreter and the language; both stand in the wording."),
    FileMissing: _("An electronic copy is a file: choose the picture or PDF of the original."),
    NumberVoidedBefore: _("This number was voided before; nothing more was changed."),
    EnteredBefore: _("It stands in the register already, as %(number)s."),
    NothingToEnter: _(
        "Dossier %(number)s is not to be entered into a register, or not yet: its number from "
        "the other system comes first."
    ),
    NotWhatWasAsked: _(
        "Dossier %(number)s asks for something else, is not accepted yet, or has ended. Choose "
        "“What is certified” as the dossier says."
    ),
    NoteMissing: _("Say what it is and why, with the paper that orders it."),
    books.RegisterBookOpened: _("Register %(name)s was opened."),
    books.RegisterBookClosed: _("The register was closed with %(entries)s entries."),
    books.RegisterBookLocked: _("The register was locked; %(signer_name)s signed its count."),
    books.CopyCertified: _("Certified under number %(number)s of %(book_name)s."),
    books.CertificationVoided: _("The number was voided: %(why)s"),
    books.CivilEntryMade: _("Entered into %(book_name)s."),
    books.CivilEntryNoted: _("Noted beside the entry: %(what)s"),
    NotYourStep: _(
        "Step %(step)s of this dossier is for another post, or the dossier lies at another "
        "desk. Only who holds it writes to it; ask them, or wait until it is handed to you."
    ),
    NotAtThisStage: _(
        "Dossier %(number)s is not at the stage where this is done. Open it again to see "
        "where it stands now."
    ),
    NotInForce: _(
        "Procedure %(code)s is not in force today. Look for the one that replaces it among "
        "the procedures."
    ),
    NotReadyToLodge: _(
        "“%(name)s” cannot be taken in with this program yet: its form or its steps are not "
        "entered. Please use the paper form at the counter."
    ),
    NobodyReceives: _(
        "No counter takes dossiers for %(agency)s today. Choose the agency of the place where "
        "you live, or ask at any counter."
    ),
    WaitsForSupplement: _(
        "Dossier %(number)s waits for the applicant. Take the supplement in first; the clock "
        "stands still meanwhile."
    ),
    NumberNotWhole: _(
        "The personal number has 12 digits; “%(number)s” has not. Compare it with the screen "
        "of the national system."
    ),
    NumberTaken: _(
        "The number %(number)s stands on dossier %(other)s already. Compare both with the "
        "screen of the national system before you type it again."
    ),
    NumberMissing: _(
        "This step waits for the number that %(system)s gives. Enter the dossier there with "
        "the copy sheet, then type the number here."
    ),
    OfficerMissing: _("Name the officer who appraises the dossier, so that one person has it."),
    PersonDemanded: _(
        "This result is handed to %(applicant)s in person only. Please ask them to come, with "
        "an identity paper."
    ),
    StandInNotNamed: _(
        "%(receiver)s is not the applicant. Note who they are to the applicant, and the number "
        "of their identity paper that you have seen."
    ),
    AuthorisationMissing: _(
        "%(receiver)s is not the applicant and nothing authorises them yet. Note number and "
        "day of the authorisation, or add its scan; without one, ask the applicant to come."
    ),
    TooEarlyToArchive: _(
        "The result of %(number)s stays at the counter until %(until)s, as the office has set "
        "it. Remind the applicant meanwhile."
    ),
    DayNotYet: _("%(day)s has not come yet. Write the day on which it happened."),
    NotByPost: _("This result is handed to %(applicant)s in person only, so it is not sent."),
    NoLetterUnderWay: _(
        "No letter with the result of %(number)s is on its way. Open the dossier again to see "
        "where it is."
    ),
    PadUnknown: _(
        "No pad of this house has a receipt %(number)s. Compare each sign with the paper."
    ),
    PadOfAnother: _(
        "Receipt %(number)s is from a pad of another counter. It is typed in there, so that "
        "the dossier counts where the person was."
    ),
    PadUsed: _(
        "Receipt %(number)s was typed in before: it is dossier %(other)s. Open that one before "
        "you enter it twice."
    ),
    PadSpoilt: _("Receipt %(number)s was given up before: %(why)s"),
    WrittenLater: _(
        "The hour on the paper, %(at)s, has not come yet. Compare hour and day with the paper."
    ),
    WrittenBeforePad: _(
        "The hour on the paper, %(at)s, lies before the pad was printed, %(printed_at)s. "
        "Compare hour and day with the paper."
    ),
    PaperNotHeld: _(
        "“%(paper)s” is not held any more, or not for this person, so it was not taken over. "
        "Look again what is held, or bring the paper."
    ),
    ArrivedLater: _(
        "The post cannot have come at %(at)s, which is still ahead. Compare hour and day with "
        "the letter."
    ),
    ArrivedLongAgo: _(
        "The post would have come at %(at)s, more than %(days)s days ago. Compare hour and day "
        "with the letter; if they are right, leave the box empty and tell your leader: the "
        "limit is long over."
    ),
    NotByLetter: _(
        "An hour of the post is written, but the dossier did not come by post. Choose “By "
        "public post”, or empty the box."
    ),
    FeeOpen: _(
        "A fee of %(amount_vnd)s đ is still open. Take it, or name the ground on which it is "
        "forgone; then hand the result over."
    ),
    GroundUnproven: _(
        "Name the paper that you have seen for it, with its number; without one the fee is due."
    ),
    AlreadyAnswered: _(
        "There is no open question about %(number)s any more: what was asked for has come, or "
        "the dossier went on. You need not do anything."
    ),
    TooLateToWithdraw: _(
        "Dossier %(number)s is decided already and cannot be taken back. Come to collect its "
        "result."
    ),
    NotFoundSoFar: _(
        "No dossier has this number together with this secret code. Compare both with your "
        "receipt or message; letters may be large or small."
    ),
    TriedTooOften: _(
        "There were many tries from here that did not fit. For the safety of all dossiers "
        "please wait until %(until)s, or call the counter."
    ),
    LegsOpen: _(
        "Parts of the linked request %(number)s are still open at their agencies. Each part is "
        "ended where it lies; when all are, the whole is ended here."
    ),
    EarlierLegOpen: _(
        "Dossier %(number)s waits for an earlier part of the linked request. It goes on by "
        "itself as soon as that part is decided."
    ),
    NobodyBefore: _(
        "Nobody passed dossier %(number)s on to you, so it cannot be given back. Ask for a "
        "supplement, or refuse it."
    ),
    NothingChanged: _("“%(label)s” says so already. Type what it should say."),
    NoSuchEntry: _(
        "Dossier %(number)s has no such entry. Open it again and choose one from the list."
    ),
    PaidAlready: _(
        "The fee of dossier %(number)s is paid. Money that was taken is refunded by an act of "
        "its own, not corrected here."
    ),
    NotReopenedHere: _(
        "Dossier %(number)s is reopened by a leader, a head of section or the counter of the "
        "desk that holds it. Ask one of them."
    ),
    OriginalUnknown: _(
        "No other dossier is called “%(name)s”. Type its number as it stands on the receipt."
    ),
    OriginalIsDuplicate: _("%(name)s is itself a duplicate. Name the dossier that goes on."),
    AlreadyGiven: _("The opinion on dossier %(number)s was given already."),
    AskYourself: _(
        "An opinion on dossier %(number)s is asked of another agency. Choose one that is not "
        "yours."
    ),
    LeadersReassign: _(
        "Dossier %(number)s is given to another officer by a leader of the desk that holds it."
    ),
    BagEmpty: _("The bag is empty. Tick at least one dossier whose paper goes with it."),
    BagNotYours: _(
        "This bag (carried by %(carrier)s) goes to another desk, or was ticked off already. "
        "Open the list of bags again."
    ),
    PaperNotHere: _(
        "Step %(step)s of dossier %(number)s needs the original, which has not arrived. Tick "
        "it off in its bag first, or ask who sent it."
    ),
    ReceiptPadPrinted: _("A pad of blank receipts was printed."),
    PadNumberSpoilt: _("Receipt %(number)s was given up: %(reason)s"),
    CollectionReminded: _("The applicant was told that the result lies here."),
    ResultArchived: _(
        "Nobody fetched the result in %(waited_days)s days; it went to the archive: %(reason)s"
    ),
    LetterArrived: _("The letter was handed over on %(on)s."),
    LetterCameBack: _("The letter came back on %(on)s: %(reason)s"),
    OpinionAsked: _("An opinion was asked: %(question)s"),
    OpinionGiven: _("The opinion was given: %(answer)s"),
    DossierReassigned: _("Given to another officer: %(reason)s"),
    DossierTakenOver: _("Taken over by the superior: %(reason)s"),
    BagSent: _("A bag of paper left, carried by %(carrier)s."),
    BagReceived: _("A bag of paper was ticked off."),
    MissingPaperFound: _("Paper that was missing turned up."),
    PaperArrived: _("The paper arrived, %(sheets)s sheets."),
    EntryCorrected: _("An entry was corrected: %(reason)s"),
    StepReturned: _("Given back to the step before: %(reason)s"),
    DossierReopened: _("The dossier was reopened: %(reason)s"),
    DuplicateLinked: _("Ended as a duplicate of %(original_name)s: %(reason)s"),
    BundleFinished: _("Every part of the linked request is ended."),
    CardNotRead: _(
        "“%(typed)s” is not what the code of an identity card holds. Scan the square code on "
        "the card again with the keyboard set to English, or type name and number."
    ),
    IntakeEnded: _(
        "The intake of %(name)s was ended meanwhile: a dossier came of it, or a colleague "
        "dropped it. Look for it at the counter before you enter it again."
    ),
    NoLimitKnown: _(
        "The catalogue does not say how long “%(name)s” may take, so no day can be promised."
        " Tell the administrator of the catalogue."
    ),
    NoVerification: _(
        "“%(name)s” names no longer limit for asking another agency, or it was asked already. "
        "The promise stays as it is."
    ),
    PromisePast: _(
        "The promised moment, %(due)s, has passed. A new day is told before it; now finish the "
        "dossier and tell the applicant why it is late."
    ),
    DayNotLater: _("The new day is not after %(due)s, which was promised. Choose a later one."),
    AlreadyApologised: _(
        "The applicant was told a new day already, %(due)s, and there is one only. Finish the "
        "dossier by then, or speak with your superior."
    ),
    NoExtension: _(
        "“%(name)s” knows no extension by agreement. If the day cannot be kept, apologise with "
        "a new one."
    ),
    NothingLeftOut: _(
        "“%(name)s” leaves no time of this kind out of its limit. The clock goes on."
    ),
    ClockStands: _(
        "The clock of %(number)s stands still already. Note first that this time is over."
    ),
    ClockRuns: _("The clock of %(number)s runs; there is no time to end."),
    NoNewerVersion: _(
        "No later version of “%(name)s” is in force today, so there is nothing to move to. The"
        " dossier stays under its own."
    ),
    WayDiffers: _(
        "Under %(version)s step %(step)s is done by another post or agency, so the dossier"
        " cannot go on from where it stands. Finish this step first, then try again."
    ),
    AgencyDiffers: _(
        "Under %(version)s other agencies are competent. The dossier stays under its own"
        " version; what is to go to another agency is handed over by the superior."
    ),
    NothingToMove: _(
        "The calendar of today gives the day that was promised, %(due)s. You need not do "
        "anything."
    ),
    QueueClosed: _(
        "No numbers are given now: the counter is closed, or its queue ended for today. Come "
        "back in office hours, or ask a clerk."
    ),
    QueueFull: _(
        "More people wait than the counter can serve: %(most)s. Please ask a clerk when to "
        "come back."
    ),
    TicketsTooFast: _(
        "Numbers are being taken faster than people come. Wait a few seconds, then take one "
        "number for yourself."
    ),
    WindowMoved: _(
        "Something was done at this window since the page was made, or nobody sits at it any "
        "more. Read the page again before you press."
    ),
    WindowTaken: _(
        "A colleague calls from window %(number)s. Choose another, or ask them to pause it."
    ),
    WindowShut: _(
        "Window %(number)s does not call just now. Choose one that is open, or keep the person "
        "here."
    ),
    NobodyAtWindow: _("Nobody stands at your window. Call a number first."),
    DossierLodged: _("The dossier was lodged as %(reference)s."),
    DossierAccepted: _("The dossier was accepted as %(number)s; its result is due %(due)s."),
    StepsTaken: _("A step was done and the dossier passed on."),
    OutsideNumberAwaited: _("Entered in %(system)s; its number is waited for."),
    OutsideNumberReceived: _("%(system)s gave the number %(number)s."),
    SupplementRequested: _("The applicant was asked for what is missing."),
    SupplementGiven: _("The applicant brought what was missing."),
    SupplementAccepted: _("What was missing is there; the clock runs again."),
    DossierRefused: _("The dossier was refused: %(reason)s"),
    FeeSettled: _("The fee is settled (%(amount_vnd)s đ)."),
    DossierDecided: _("The result was signed."),
    ResultReturned: _("The result was handed to %(receiver)s."),
    ReceiptPrintedAgain: _("The receipt was printed again, for the %(times)s. time."),
    DossierWithdrawn: _("The applicant took the dossier back: %(reason)s"),
    VerificationAsked: _(
        "%(agency)s was asked, so the longer limit holds: the result is due %(due)s."
    ),
    ExcludedPeriodBegun: _("Time began that the limit leaves out."),
    ExcludedPeriodEnded: _("The time left out is over; the result is due %(due)s."),
    ApologyGiven: _(
        "The applicant was told, with an apology, that it takes until %(due)s: %(reason)s"
    ),
    ExtensionAgreed: _("The applicant agreed to %(due)s: %(reason)s"),
    DossierStopped: _("The handling was stopped: %(reason)s"),
    DossierMovedToVersion: _(
        "It goes on under %(version)s instead of %(replaces)s (%(source)s); the promise is now"
        " %(due)s"
    ),
    DueMoved: _("The promise moved from %(before)s to %(due)s: %(cause)s"),
}

BUSINESS: dict[str, object] = {
    "lodged": _("Lodged, not yet accepted"),
    "queued": _("Waits for an earlier part"),
    "waiting_entry": _("Waiting for the applicant"),
    "accepted": _("Accepted"),
    "processing": _("In work"),
    "waiting": _("Waiting for the applicant"),
    "decided": _("Result ready"),
    "returned": _("Result returned"),
    "refused": _("Not accepted"),
    "stopped": _("Stopped"),
    "withdrawn": _("Taken back"),
}
KINDS: dict[str, str] = {  # how states look; the word says it all
    "lodged": "info",
    "queued": "plain",
    "waiting_entry": "warn",
    "accepted": "info",
    "processing": "info",
    "waiting": "warn",
    "decided": "good",
    "returned": "good",
    "refused": "bad",
    "stopped": "bad",
    "withdrawn": "plain",
}
FINANCIAL: dict[str, object] = {
    "none": _("No fee"),
    "due": _("To be paid"),
    "paid": _("Paid"),
    "waived": _("Free of charge"),
}
CHANNELS: dict[int, object] = {
    1: _("At the counter"),
    2: _("Online"),
    3: _("By public post"),
}
COPY_KINDS: dict[int, object] = {
    0: _("Original"),
    1: _("Copy"),
    2: _("Electronic copy"),
}
GROUNDS: dict[str, object] = {
    "on_time": _("Within the citizen's own time limit"),
    "child": _("Child"),
    "poor": _("Poor household"),
    "elderly": _("Elderly person"),
    "disabled": _("Person with a disability"),
    "merit": _("Person with merit"),
}
HOW: dict[str, object] = {
    "counter": _("at the counter"),
    "post": _("by public post"),
    "electronic": _("as an electronic copy"),
}
REMINDED: dict[str, object] = {
    "phone": _("by telephone"),
    "message": _("by a message"),
    "village": _("through the village"),
    "other": _("in another way"),
}
LISTS: dict[str, object] = {
    "to_accept": _("To accept"),
    "answered": _("Supplement has come"),
    "in_hand": _("In our hands"),
    "waiting": _("Waiting for applicants"),
    "to_return": _("Ready to return"),
    "overdue": _("Overdue"),
}
OVERVIEW_LISTS: dict[str, object] = {
    "urgent": _("Late, or about to be"),
    "open": _("All that is open"),
    "late": _("Late now"),
    "soon": _("Due within a day"),
    "waiting": _("Waiting for applicants"),
    "to_accept": _("Not accepted yet"),
    "ready": _("Ready to return"),
}
WHY: dict[str, object] = {  # why a dossier is late or about to be
    "unanswered": _("lodged online, not answered yet"),
    "awaiting_number": _("another system has not given its number"),
    "reopened": _("was reopened"),
    "returned": _("was given back"),
    "asked": _("a supplement was asked for"),
    "step_late": _("this step took longer than it may"),
    "in_work": _("in work"),
}
MENDED_WORDS: dict[str, object] = {
    "EntryCorrected": _("Correction"),
    "StepReturned": _("Given back"),
    "DossierReopened": _("Reopened"),
    "DuplicateLinked": _("Duplicate"),
}
ENTRIES: dict[str, object] = {
    "applicant": _("Applicant"),
    "paper": _("Identity paper"),
    "address": _("Address"),
    "phone": _("Telephone"),
    "email": _("E-mail"),
    "fee": _("Fee, in đồng"),
}
PERIODS: dict[str, object] = {
    "post": _("Post of a letter of verification"),
    "publication": _("Public posting"),
    "tax": _("Payment of taxes and charges"),
    "expertise": _("Expert examination"),
}
EXPLANATIONS: dict[str, object] = {
    "received": _("The dossier was received at %(v0)s."),
    "completed": _("The file was whole online at %(v0)s; the time counts from then."),
    "arrived": _("The post brought the dossier at %(v0)s."),
    "posted": _("The postmark says %(v0)s; the time counts from then."),
    "written": _("The paper receipt says %(v0)s; the time counts from then."),
    "closed_then": _("The office was closed then: the time runs from %(v0)s."),
    "closed_day": _("%(v0)s was no working day: the time runs from %(v1)s."),
    "after_cut_off": _("It came at 15:00 or later, so the time runs from %(v0)s."),
    "limit_same_day": _("The result is due on the same working day."),
    "limit_wd": _("The procedure may take %(v0)s working days; the first day does not count."),
    "limit_wh": _("The procedure may take %(v0)s working hours."),
    "limit_d": _("The procedure may take %(v0)s calendar days."),
    "limit_months": _("The procedure may take %(v0)s months."),
    "stage_same_day": _("%(v1)s does its part on the same working day."),
    "stage_wd": _("Of this, %(v1)s has %(v0)s working days."),
    "stage_wh": _("Of this, %(v1)s has %(v0)s working hours."),
    "stage_d": _("Of this, %(v1)s has %(v0)s calendar days."),
    "stage_months": _("Of this, %(v1)s has %(v0)s months."),
    "verified": _("Another agency had to be asked (%(v0)s), so the longer limit holds."),
    "shortened": _("The province made the limit shorter: %(v0)s."),
    "more_same_day": _("Nothing is added for: %(v1)s."),
    "more_wd": _("%(v0)s working days are added: %(v1)s."),
    "more_wh": _("%(v0)s working hours are added: %(v1)s."),
    "more_d": _("%(v0)s calendar days are added: %(v1)s."),
    "more_months": _("%(v0)s months are added: %(v1)s."),
    "days_off": _("Days off on the way: %(all)s."),
    "days_worked": _("Worked to make up for a day off: %(all)s."),
    "day_off": _("%(v0)s is no working day, so the next one counts, %(v1)s."),
    "waited": _("From %(v0)s to %(v1)s it waited for the applicant; that is not counted."),
    "waits": _("Since %(v0)s it waits for the applicant; the clock stands still."),
    "went_on": _("Something was asked for at %(v0)s; the time went on meanwhile."),
    "restarted": _("With the supplement the time began anew, from %(v0)s."),
    "asked_twice": _("The applicant was asked %(v0)s times; more than once counts as late."),
    "excluded_post": _("The post, from %(v1)s to %(v2)s, is not counted."),
    "excluded": _("%(v0)s, from %(v1)s to %(v2)s, is not counted."),
    "excluded_still": _("%(v0)s goes on since %(v1)s; the clock stands still."),
    "agreed": _("The applicant agreed in writing to %(v0)s."),
    "apologised": _("A new day was told with an apology: %(v0)s."),
    "due": _("So the result is due at %(v0)s."),
}
BEGINNINGS = frozenset({"received", "completed", "arrived", "posted", "written"})
PAUSED = _("It waited for the applicant from %(0)s to %(1)s; the promise moves to %(2)s.")

TOPICS: dict[str, object] = {
    LODGE: _("Lodge a dossier"),
    RESULT: _("Collect a result"),
    INFORMATION: _("Ask for information"),
}
GROUPS: dict[str, object] = {
    "elder": _("60 years or older"),
    "disabled": _("With a disability"),
    "pregnant": _("Pregnant"),
    "": _("None of these"),
}
"""Who comes first in the queue, as the house asks for it; of the answer it keeps yes or no."""


def topic_of(topic: str, field: str) -> str:
    """Return what somebody in the hall comes for, in words."""
    return field or str(TOPICS.get(topic, TOPICS[INFORMATION]))


def say_before(before: int) -> str:
    """Return how many are called before somebody."""
    if not before:
        return str(_("You are next."))
    return ngettext(
        "%(n)d person is called before you.", "%(n)d people are called before you.", before
    ) % {"n": before}


def say_wait(wait: Wait | None) -> str:
    """Return how long somebody waits, in words; how sure that is, ``say_doubt`` tells."""
    if wait is None:
        return str(_("No window is open yet"))
    told = {"least": wait.least, "most": wait.most}
    if wait.least < 1:
        return str(_("Within %(most)d minutes")) % told
    return str(_("%(least)d to %(most)d minutes")) % told


def say_doubt(wait: Wait | None) -> str:
    """Return what the wait was told from, and why it may be wrong."""
    if wait is None:
        return str(_("So a wait cannot be told. Please stay near the screen."))
    windows = ngettext("%(n)d open window", "%(n)d open windows", wait.windows) % {
        "n": wait.windows
    }
    if not wait.measured:
        quick, slow = (each.total_seconds() // 60 for each in ASSUMED)
        told = {"quick": quick, "slow": slow, "windows": windows}
        return (
            str(
                _(
                    "A guess, with %(windows)s and %(quick)d to %(slow)d minutes for each "
                    "person: too few were served today to measure it."
                )
            )
            % told
        )
    return str(
        _(
            "Reckoned from %(measured)d services of today and %(windows)s. It is no promise: a "
            "difficult dossier, or people who come first by priority, make it longer."
        )
    ) % {"measured": wait.measured, "windows": windows}


def entry_of(name: str, label: str) -> str:
    """Return what an entry of a dossier is called."""
    return str(ENTRIES.get(name, label or name))


def said_corrections(corrections: Iterable[Correction]) -> str:
    """Return what was corrected: what stood there, and what stands there now."""
    return "; ".join(
        str(_("%(entry)s: “%(was)s” is now “%(now)s”"))
        % {"entry": entry_of(each.name, each.label), "was": each.was, "now": each.now}
        for each in corrections
    )


def said_receiver(event: ResultReturned) -> str:
    """Return who or what took a result away, as officials read it; empty for the applicant.

    Of the identity paper so much is told as is needed to compare it.
    """
    if event.carrier:
        return str(_("By %(carrier)s on %(day)s, tracking number %(tracking)s")) % {
            "carrier": event.carrier,
            "day": plain(event.sent_on) if event.sent_on else "",
            "tracking": event.tracking,
        }
    if not event.relation:
        return ""
    said = str(_("%(name)s (%(relation)s), identity paper ending in %(paper)s"))
    shown = {
        "name": event.receiver,
        "relation": event.relation,
        "paper": ending_of(event.paper),
    }
    if not event.authorisation:
        return said % shown
    proof = str(_("authorised by %(paper)s")) % {"paper": event.authorisation}
    return f"{said % shown}, {proof}"


def said_note(row: SlipRow) -> str:
    """Return what stands beside a row of the control slip."""
    taker = said_receiver(row.returned) if row.returned else ""
    return ". ".join(filter(None, (said_corrections(row.corrections), taker, row.note)))


def say_paused(line: Explained) -> str:
    """Return the sentence for a promise that was moved by a pause."""
    return str(PAUSED) % {str(place): plain(value) for place, value in enumerate(line.values)}


def say_line(line: Explained) -> str:
    """Return one line of an explanation, with the number of the rule that it applies."""
    if line.code not in EXPLANATIONS:
        return say_paused(line)
    values = {f"v{place}": value for place, value in enumerate(line.values)}
    if line.code.startswith("excluded"):
        values["v0"] = str(PERIODS.get(values["v0"], values["v0"]))
    said = str(EXPLANATIONS[line.code]) % (values | {"all": "; ".join(line.values)})
    rule = RULES[line.code]
    return f"{said} ({rule})" if rule else said


def state_of(business: str) -> str:
    """Return the word for a state."""
    return str(BUSINESS[business])


def role_of(role: str) -> str:
    """Return the word for a role; a role that data made up speaks for itself."""
    return role_name(role)


PAPERS = {
    "receipt": _("Receipt with the promised hour"),
    "supplement": _("Request to complete the dossier"),
    "refusal": _("Notice of refusal"),
    "apology": _("Apology with a new date"),
    "stop": _("Notice that the dossier is worked on no further"),
    "control_slip": _("Control slip of a dossier"),
    "ledger": _("Register of dossiers"),
    "reminder": _("Reminder slip"),
    "visit_receipt": _("Receipt for several dossiers of one visit"),
    "visit_reminder": _("Reminder slip for several dossiers of one visit"),
    "certification": _("Page with the wording of a certification"),
    "certified_file": _("Certified electronic copy"),
}
"""What a paper is called, by the kind that its seal names."""
