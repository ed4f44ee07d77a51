"""Putting a half-entered intake aside, taking it up, ending it. Plain rows: no dossier yet."""

from datetime import datetime

from django.db import transaction

from guol.kernel.errors import Refused
from guol.onestop.models.counter import ParkedIntake
from guol.onestop.queries.parking import Pairs
from guol.onestop.rules.reasons import IntakeEnded


def park_intake(
    key: str,
    typed: Pairs,
    *,
    desk: str,
    procedure: str,
    name: str,
    came_at: datetime,
    by: str,
    at: datetime,
    note: str = "",
) -> None:
    """Put an intake aside; parked again it keeps its hour of coming and takes the new text.

    Raises ``Refused`` when it was ended meanwhile: its dossier is there, or it was dropped.
    """
    with transaction.atomic():
        row = ParkedIntake.objects.select_for_update().filter(key=key).first()
        if row is None:
            ParkedIntake.objects.create(
                key=key,
                desk=desk,
                procedure=procedure,
                name=name,
                note=note,
                body=[list(each) for each in typed],
                came_at=came_at,
                parked_at=at,
                parked_by=by,
            )
            return
        if row.ended_at or row.desk != desk:
            raise Refused(IntakeEnded(name=row.name))
        ParkedIntake.objects.filter(key=key).update(
            name=name,
            note=note,
            body=[list(each) for each in typed],
            parked_at=at,
            parked_by=by,
            taken_at=None,
            taken_by="",
        )


def take_up_intake(key: str, *, by: str, at: datetime) -> None:
    """Note who goes on with it, so that a colleague sees it."""
    with transaction.atomic():
        rows = ParkedIntake.objects.filter(key=key, ended_at=None)
        rows.update(taken_by=by, taken_at=at)


def end_intake(key: str, *, stream: str, by: str, at: datetime) -> None:
    """Note the dossier that came of it; a second time changes nothing."""
    with transaction.atomic():
        rows = ParkedIntake.objects.filter(key=key, ended_at=None)
        rows.update(ended_at=at, ended_by=by, became=stream, body=[])


def forget_intakes(stream: str) -> tuple[str, ...]:
    """Drop the intakes that became a dossier which is erased; they name no file."""
    ParkedIntake.objects.filter(became=stream).delete()
    return ()


def drop_intake(key: str, *, why: str, by: str, at: datetime) -> None:
    """Let go of it by hand; what was typed goes, that it was there stays."""
    with transaction.atomic():
        rows = ParkedIntake.objects.filter(key=key, ended_at=None)
        rows.update(ended_at=at, ended_by=by, dropped=why, body=[])
