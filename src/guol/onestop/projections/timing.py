"""How the facts of the clock become rows."""

from typing import Any

from guol.kernel.tables import Rows
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
from guol.onestop.models import Dossier


def verification_asked(event: VerificationAsked, rows: Rows) -> None:
    """Note the promise that the longer limit gives."""
    _move(rows, event)


def apology_given(event: ApologyGiven, rows: Rows) -> None:
    """Note the new day that was told."""
    _move(rows, event)


def extension_agreed(event: ExtensionAgreed, rows: Rows) -> None:
    """Note the later day that was agreed."""
    _move(rows, event)


def due_moved(event: DueMoved, rows: Rows) -> None:
    """Note the promise that the completed calendar gives."""
    _move(rows, event)


def dossier_moved_to_version(event: DossierMovedToVersion, rows: Rows) -> None:
    """Note the version it goes on under, and the promise that this one gives."""
    _move(rows, event)
    skipped = " ".join(event.skipped)
    rows.change(Dossier, event.stream, version=event.version, skipped=skipped)


def excluded_period_begun(event: ExcludedPeriodBegun, rows: Rows) -> None:
    """Note since when the clock stands still."""
    _stand(rows, event, since=event.waits_since)


def excluded_period_ended(event: ExcludedPeriodEnded, rows: Rows) -> None:
    """Let the clock run again, under its new promise."""
    _stand(rows, event, since=None)


def dossier_stopped(event: DossierStopped, rows: Rows) -> None:
    """End it: its handling was stopped."""
    nowhere = {"step": "", "role": "", "desk": "", "what": "", "step_due": None, "request": ""}
    rows.change(
        Dossier,
        event.stream,
        business="stopped",
        ended_at=event.act.at,
        paused_at=None,
        answer_due=None,
        **nowhere,
    )


def _move(rows: Rows, event: Any) -> None:
    rows.change(Dossier, event.stream, due=event.due, step_due=event.step_due)


def _stand(rows: Rows, event: Any, *, since: Any) -> None:
    rows.change(Dossier, event.stream, due=event.due, step_due=event.step_due, paused_at=since)
