"""Sentences for the reasons and facts of the one-stop shop: what, why, what to do next."""

from django.utils.translation import gettext_lazy as _

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
)
from guol.onestop.rules.reasons import (
    AlreadyAnswered,
    FeeOpen,
    NobodyReceives,
    NotAtThisStage,
    NotFoundSoFar,
    NotInForce,
    NotReadyToLodge,
    NotYourStep,
    NumberMissing,
    NumberNotWhole,
    NumberTaken,
    OfficerMissing,
    PersonDemanded,
    StandInNotNamed,
    TooLateToWithdraw,
    TriedTooOften,
    WaitsForSupplement,
)

SENTENCES: dict[Fact, object] = {
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
        "%(receiver)s is not the applicant. Note their relation or authorisation, and the "
        "number of the paper that you have seen."
    ),
    FeeOpen: _(
        "A fee of %(amount_vnd)s đ is still open. Take it, or name the ground on which it is "
        "forgone; then hand the result over."
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
}

BUSINESS: dict[str, object] = {
    "lodged": _("Lodged, not yet accepted"),
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
LISTS: dict[str, object] = {
    "to_accept": _("To accept"),
    "answered": _("Supplement has come"),
    "in_hand": _("In our hands"),
    "waiting": _("Waiting for applicants"),
    "to_return": _("Ready to return"),
    "overdue": _("Overdue"),
}
ROLES: dict[str, object] = {
    "applicant": _("Applicant"),
    "one_stop": _("One-stop counter"),
    "section_head": _("Head of section"),
    "justice_officer": _("Justice and civil status officer"),
    "social_officer": _("Culture and social affairs officer"),
    "officer": _("Officer in charge"),
    "chair": _("Chair"),
    "leader": _("Chair or vice chair"),
    "clerk": _("Registry clerk"),
    "clerk_and_one_stop": _("Registry clerk and one-stop counter"),
    "disability_council": _("Disability council"),
    "steering_committee": _("Steering committee"),
    "peoples_committee": _("People's committee"),
}
PAUSED = _("It waited for the applicant from %(0)s to %(1)s; the promise moves to %(2)s.")


def say_paused(line: Explained) -> str:
    """Return the sentence for a promise that was moved by a pause."""
    return str(PAUSED) % {str(place): plain(value) for place, value in enumerate(line.values)}


def state_of(business: str) -> str:
    """Return the word for a state."""
    return str(BUSINESS[business])


def role_of(role: str) -> str:
    """Return the word for a role; a role that data made up speaks for itself."""
    return str(ROLES.get(role, role))
