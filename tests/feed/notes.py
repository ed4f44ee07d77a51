"""A matter of its own for tests of the log: notes, whose lines are kept in no table."""

from dataclasses import dataclass

from guol.feed import rooms as dispatcher
from guol.kernel.event import Event
from guol.kernel.room import Room
from guol.kernel.series import Drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteBegun(Event):
    """Somebody began a note; ``receipt`` is its number in a series without gaps."""

    text: str = ""
    receipt: Drawn | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAdded(Event):
    """Somebody added a line."""

    text: str = ""


NOTES = Room(events=(NoteBegun, NoteAdded))
_CACHES = (
    dispatcher.rooms,
    dispatcher.kinds,
    dispatcher.projections,
    dispatcher.reactions,
    dispatcher.kinds_by_authority,
)


def bring_notes(monkeypatch, *more):
    """Let the house know the notes (and ``more`` rooms) for one test."""
    rooms = (*dispatcher.rooms(), NOTES, *more)
    _forget()
    monkeypatch.setattr(dispatcher, "rooms", lambda: rooms)
    for cache in _CACHES[1:]:
        cache.cache_clear()


def _forget():
    for cache in _CACHES:
        cache.cache_clear()


def take_notes_away():
    for cache in _CACHES[1:]:
        cache.cache_clear()
