"""What the one-stop shop says no to: codes and values; the sentences stand in ``words``."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from guol.kernel.errors import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYourStep(Reason):
    """The step belongs to another role or another desk."""

    about_rights: ClassVar[bool] = True

    step: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAtThisStage(Reason):
    """The dossier stands where this cannot be done."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundUnproven(Reason):
    """A fee is forgone on a ground, but no paper was named that proves it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotInForce(Reason):
    """No version of the procedure is in force on the day."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotReadyToLodge(Reason):
    """The procedure's version lacks what is needed to take a dossier in: fields or steps."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyReceives(Reason):
    """No desk receives for this agency on the day."""

    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitsForSupplement(Reason):
    """The dossier waits for the applicant; nothing is done with it meanwhile."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberNotWhole(Reason):
    """A personal number has 12 digits."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberTaken(Reason):
    """The number stands on another dossier already."""

    number: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMissing(Reason):
    """The step waits for the number of another system."""

    system: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerMissing(Reason):
    """Whoever assigns a dossier names the officer."""

    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDemanded(Reason):
    """The procedure wants the applicant to come in person."""

    applicant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandInNotNamed(Reason):
    """Somebody else came for the result: their relation and paper are to be noted."""

    receiver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorisationMissing(Reason):
    """Somebody else came for the result without a paper that authorises them."""

    receiver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TooEarlyToArchive(Reason):
    """The result has not lain as long as the office keeps it at the counter."""

    number: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DayNotYet(Reason):
    """A day of something that happened lies in the future."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NotByPost(Reason):
    """The result is handed over in person only, so it is not sent."""

    applicant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoLetterUnderWay(Reason):
    """No letter with the result is on its way."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PadUnknown(Reason):
    """No pad of this house has a receipt with this number."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PadOfAnother(Reason):
    """The pad with this number belongs to another counter."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PadUsed(Reason):
    """The number of the pad was typed in before."""

    number: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PadSpoilt(Reason):
    """The number of the pad was given up before."""

    number: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLater(Reason):
    """The hour on the paper has not come yet."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenBeforePad(Reason):
    """The hour on the paper lies before the pad was printed."""

    at: datetime
    printed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNotHeld(Reason):
    """A paper was to be taken over that is not held, or is not held for this person."""

    paper: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivedLater(Reason):
    """The hour at which the post came has not come yet."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivedLongAgo(Reason):
    """The hour at which the post came lies further back than a letter lies unopened."""

    at: datetime
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NotByLetter(Reason):
    """An hour of the post was written for what somebody brought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeOpen(Reason):
    """The result is handed over once the fee is paid or forgone."""

    amount_vnd: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyAnswered(Reason):
    """The request for a supplement was answered already, or is no longer open."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLateToWithdraw(Reason):
    """The dossier was decided already."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundSoFar(Reason):
    """No dossier with this number and this secret; which of them is wrong is not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedTooOften(Reason):
    """Too many wrong pairs came from one place; one waits."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNotMade(Reason):
    """The press could not set a form just now; nothing else is touched by that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegsOpen(Reason):
    """Parts of the linked request are still open at their agencies."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierLegOpen(Reason):
    """A part waits for an earlier one whose result is not there yet."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyBefore(Reason):
    """Nobody passed the dossier on to here, so there is nobody to give it back to."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingChanged(Reason):
    """The entry reads so already."""

    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSuchEntry(Reason):
    """The dossier has no such entry."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidAlready(Reason):
    """A fee that was paid is refunded, not corrected."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotReopenedHere(Reason):
    """A dossier is reopened by a leader or the counter of the desk that holds it."""

    about_rights: ClassVar[bool] = True

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalUnknown(Reason):
    """No other dossier is called so."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalIsDuplicate(Reason):
    """The dossier named as the original is itself a duplicate."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyGiven(Reason):
    """The opinion was given already."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskYourself(Reason):
    """An opinion is asked of another desk, not of one's own."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadersReassign(Reason):
    """Work is given to another officer by a leader of the desk that holds it."""

    about_rights: ClassVar[bool] = True

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BagEmpty(Reason):
    """A bag without paper is not sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BagNotYours(Reason):
    """The bag goes to another desk, or was ticked off already."""

    about_rights: ClassVar[bool] = True

    carrier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperNotHere(Reason):
    """The step needs the original, which has not arrived."""

    number: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardNotRead(Reason):
    """What was scanned is not the line of an identity card."""

    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeEnded(Reason):
    """The intake that was put aside was ended meanwhile."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoLimitKnown(Reason):
    """The catalogue does not say how long the procedure may take."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoVerification(Reason):
    """The procedure names no limit for asking another agency, or it was asked already."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisePast(Reason):
    """The promised moment has passed: nothing can be told in time any more."""

    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DayNotLater(Reason):
    """The new day is not after the one that was promised."""

    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyApologised(Reason):
    """The applicant was told a new day already; there is one only."""

    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoExtension(Reason):
    """The procedure knows no extension by agreement."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingLeftOut(Reason):
    """The procedure leaves no time of this kind out."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStands(Reason):
    """The clock of the dossier stands still already."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRuns(Reason):
    """No time is left out at the moment, so none can end."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoNewerVersion(Reason):
    """No later version of the procedure is in force."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WayDiffers(Reason):
    """Under the later version nobody would do the step at which the dossier stands."""

    step: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyDiffers(Reason):
    """Under the later version other agencies are competent."""

    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToMove(Reason):
    """The promise is what the calendar of today gives; there is nothing to move."""

    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueClosed(Reason):
    """No tickets are given at this hour, or any more today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFull(Reason):
    """More wait than can be served."""

    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketsTooFast(Reason):
    """Tickets were taken faster than people come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowMoved(Reason):
    """Something was done at the window since the page was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowTaken(Reason):
    """A colleague sits at this window."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowShut(Reason):
    """Nobody can be sent on to a window that does not call."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyAtWindow(Reason):
    """Nobody stands at the window with whom this could be done."""
