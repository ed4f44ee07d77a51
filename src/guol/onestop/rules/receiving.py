"""From which hour a dossier counts as received, when it is not the hour of the press.

An intake that was put aside counts from the hour at which the person came; a receipt written
by hand in a power cut from the hour that stands on it (our rules: the delay is the office's).
What came by post counts from its arrival or its postmark (rule D13 of ADR-0009).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from guol.kernel.errors import Reason
from guol.onestop.rules.clock.facts import POST
from guol.onestop.rules.reasons import ArrivedLater, ArrivedLongAgo, NotByLetter

AT_ONCE, PARKED, PAD = "", "parked", "pad"
LONGEST_SITTING = timedelta(hours=12)  # a form that was open longer was left open
LONGEST_LYING = timedelta(days=60)  # our choice: an older letter is a slip of the pen


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """When somebody came, and how that is known: ``parked`` or ``pad``, with its number."""

    at: datetime
    how: str
    pad: str = ""


def hour_of(coming: Coming | None, pressed_at: datetime) -> datetime:
    """Return the hour of reception; nobody came after the press."""
    return min(coming.at, pressed_at) if coming else pressed_at


def why_not_arrived(at: datetime | None, *, channel: int, now: datetime) -> Reason | None:
    """Return why an hour of the post is not taken, None where it is right or not told."""
    if at is None:
        return None
    if channel != POST:
        return NotByLetter()
    if at > now:
        return ArrivedLater(at=at)
    if at < now - LONGEST_LYING:
        return ArrivedLongAgo(at=at, days=LONGEST_LYING.days)
    return None


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
