"""The dispatcher: which projections and reactions an event has. One for all who need it."""

from collections.abc import Callable, Mapping
from functools import cache

from django.apps import apps

from guol.kernel.event import Event
from guol.kernel.room import Projection, Reaction, Room, kinds_of, rooms_of
from guol.kernel.tables import Rows


@cache
def rooms() -> tuple[Room, ...]:
    """Return every room of the house, in the order of INSTALLED_APPS."""
    return rooms_of(apps.get_app_configs())


@cache
def kinds() -> Mapping[str, type[Event]]:
    """Return every event class by its kind."""
    return kinds_of(rooms())


@cache
def projections() -> Mapping[type[Event], tuple[Projection, ...]]:
    """Return the projections registered for each class of event, in the order of the rooms."""
    return {
        kind: tuple(room.projections[kind] for room in rooms() if kind in room.projections)
        for kind in kinds().values()
    }


@cache
def reactions() -> Mapping[type[Event], tuple[Reaction, ...]]:
    """Return the reactions registered for each class of event."""
    return {
        kind: tuple(each for room in rooms() for each in room.reactions if each.to is kind)
        for kind in kinds().values()
    }


@cache
def kinds_by_authority() -> frozenset[str]:
    """Return the kinds that only a desk of the authority may write."""
    return frozenset(kind.__name__ for room in rooms() for kind in room.by_authority)


def forgetters() -> tuple[Callable[[str], None], ...]:
    """Return what drops the Plain rows that tell of an erased matter."""
    return tuple(each for room in rooms() for each in room.forget)


def is_waited_for(digest: str) -> bool:
    """Whether a room still needs the file, though no matter names it."""
    return any(needs(digest) for room in rooms() for needs in room.needs)


def project(event: Event, rows: Rows) -> None:
    """Turn ``event`` into rows."""
    for projection in projections()[type(event)]:
        projection(event, rows)
