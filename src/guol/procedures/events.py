"""Facts of the catalogue and of the working calendar."""

from dataclasses import dataclass
from datetime import date

from guol.kernel.event import Event
from guol.procedures.rules import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureVersionPublished(Event):
    """A version of a procedure was published, whole, and takes the place of ``replaces``."""

    version: Version
    replaces: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDayConfirmed(Event):
    """An officer confirmed a day off or a make-up day, with the source that orders it."""

    day: date
    kind: str
    name: str
    source: str
    certainty: str
