"""Facts that put right what was wrong: nothing is deleted, both stay to be read."""

from dataclasses import dataclass
from datetime import date, datetime

from guol.kernel.event import Event
from guol.onestop.events import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One entry put right: its name, its label then, what stood there and what stands now."""

    name: str
    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCorrected(Event):
    """A wrong entry was put right, with the reason; both are shown (đính chính).

    ``fee_vnd`` is the fee as it is now, None where it was not the fee; ``happened_on`` and
    ``about`` follow from the form and are what they are now.
    """

    corrections: tuple[Correction, ...]
    reason: str
    about: str = ""
    happened_on: date | None = None
    fee_vnd: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepReturned(Event):
    """The holder gave a dossier back to who had it before, and said why (trả lại).

    ``place`` is where it stands now, ``was`` where it stood.
    """

    reason: str
    place: Place
    was: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierReopened(Event):
    """A dossier that was ended goes on, with the reason (mở lại hồ sơ).

    ``was`` is how it had ended, ``business`` its state now; ``closed_at`` and ``due`` tell by
    how much the promise moved.
    """

    reason: str
    was: str
    business: str
    place: Place
    closed_at: datetime
    due: datetime | None = None
    answer_due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateLinked(Event):
    """A dossier turned out to be lodged twice; it ends, and names the one that goes on."""

    original: str
    original_name: str
    reason: str
