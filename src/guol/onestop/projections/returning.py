"""How results that wait, travel or are kept become rows."""

from guol.kernel.tables import Rows
from guol.onestop.events.returning import (
    CollectionReminded,
    LetterArrived,
    LetterCameBack,
    ResultArchived,
)
from guol.onestop.models import Dossier


def collection_reminded(event: CollectionReminded, rows: Rows) -> None:
    """Note when the applicant was told last."""
    rows.change(Dossier, event.stream, reminders=event.times, reminded_at=event.act.at)


def result_archived(event: ResultArchived, rows: Rows) -> None:
    """Note that the archive has it; it is not closed, for it can still be asked for."""
    rows.change(Dossier, event.stream, delivery="archived", archived_at=event.act.at)


def letter_arrived(event: LetterArrived, rows: Rows) -> None:
    """Note that the letter was handed over."""
    rows.change(Dossier, event.stream, delivery="returned")


def letter_came_back(event: LetterCameBack, rows: Rows) -> None:
    """Let the result lie at the counter again."""
    place = event.place
    rows.change(
        Dossier,
        event.stream,
        business="decided",
        delivery="ready",
        returned_at=None,
        receiver="",
        carrier="",
        tracking="",
        sent_on=None,
        step=place.step,
        role=place.role,
        desk=place.desk,
        what=place.what,
        step_due=place.due,
        step_since=event.act.at,
    )
