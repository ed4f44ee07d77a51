"""Later work of the one-stop shop. A job may run twice: its origin makes that harmless."""

from django_tasks import task

from guol.feed.api import event_at
from guol.kernel.clock import utc_now
from guol.kernel.event import Origin
from guol.onestop.actions import make_certified, make_document, remind_by_mail, tell_applicant

PRINTED = {
    "DossierAccepted": "receipt",
    "ReceiptPrintedAgain": "receipt",
    "SupplementRequested": "supplement",
    "DossierRefused": "refusal",
    "ApologyGiven": "apology",
    "DossierStopped": "stop",
    "OutsideNumberReceived": "certificate",
    "EntryCorrected": "receipt",
}


@task
def follow_up(feed: str, number: int) -> None:
    """Make the form that belongs to the event, and tell the applicant of it."""
    origin = Origin(feed=feed, number=number)
    event = event_at(origin)
    if getattr(event, "parent", ""):
        return  # a part of a linked request: the whole has the one receipt and tells of it
    kind = PRINTED.get(type(event).__name__)
    try:
        if kind:
            make_document(getattr(event, "dossier", "") or event.stream, kind, at=utc_now())
    finally:  # a press that fails holds no message back; the job is tried again for the form
        tell_applicant(event, origin)


def remind_uncollected() -> int:
    """Send the messages that are due to those who have not fetched their results."""
    return remind_by_mail(utc_now())


@task
def print_certification(feed: str, number: int) -> None:
    """Make the paper, or the file, of what was certified."""
    event = event_at(Origin(feed=feed, number=number))
    make_certified(event.stream, at=utc_now())
