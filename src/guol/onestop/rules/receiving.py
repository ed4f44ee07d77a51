"""From which hour a dossier counts as received, when it is not the hour of the press.

An intake that was put aside counts from the hour at which the person came; a receipt written
by hand in a power cut from the hour that stands on it (our rules: the delay is the office's).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

AT_ONCE, PARKED, PAD = "", "parked", "pad"
LONGEST_SITTING = timedelta(hours=12)  # a form that was open longer was left open


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """When somebody came, and how that is known: ``parked`` or ``pad``, with its number."""

    at: datetime
    how: str
    pad: str = ""


def hour_of(coming: Coming | None, pressed_at: datetime) -> datetime:
    """Return the hour of reception; nobody came after the press."""
    return min(coming.at, pressed_at) if coming else pressed_at


def came_at(opened_at: datetime | None, parked_at: datetime) -> datetime:
    """Return when somebody came whose form was opened and then put aside.

    An hour that cannot be, because it is later or of another day, is not believed.

    >>> from datetime import UTC
    >>> at = datetime(2026, 4, 20, 8, 2, tzinfo=UTC)
    >>> came_at(at - timedelta(minutes=7), at) == at - timedelta(minutes=7)
    True
    >>> came_at(at - timedelta(days=1), at) == at
    True
    """
    if opened_at is None or not parked_at - LONGEST_SITTING <= opened_at <= parked_at:
        return parked_at
    return opened_at
