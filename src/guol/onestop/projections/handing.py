"""How changes of hands become rows."""

from guol.kernel.tables import Rows
from guol.onestop.events.handing import (
    DossierReassigned,
    DossierTakenOver,
    OpinionAsked,
    OpinionGiven,
)
from guol.onestop.models import Dossier, Opinion


def opinion_asked(event: OpinionAsked, rows: Rows) -> None:
    """Make the row of the question."""
    rows.add(
        Opinion,
        event.stream,
        dossier=event.dossier,
        name=event.dossier_name,
        question=event.question,
        asked_by=event.act.desk,
        asked_at=event.act.at,
        to=event.to,
        due=event.due,
    )


def opinion_given(event: OpinionGiven, rows: Rows) -> None:
    """Note the answer."""
    rows.change(Opinion, event.stream, answer=event.answer, answered_at=event.act.at)


def dossier_reassigned(event: DossierReassigned, rows: Rows) -> None:
    """Note who works on it now."""
    rows.change(Dossier, event.stream, assigned=event.assigned)


def dossier_taken_over(event: DossierTakenOver, rows: Rows) -> None:
    """Note the desk that works on it now; custody is noted by the log's own fact."""
    rows.change(Dossier, event.stream, desk=event.to)
