"""The dispatcher: which projections and reactions an event has. One for all who need it."""

from collections.abc import Mapping
from functools import cache

from django.apps import apps

from guol.kernel.errors import Reason
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


def why_kept(stream: str) -> Reason | None:
    """Return why a matter must not be erased yet, as the first room says that knows."""
    told = (keeps(stream) for room in rooms() for keeps in room.keeps)
    return next((reason for reason in told if reason is not None), None)


def gone_along(stream: str) -> tuple[str, ...]:
    """Return the streams here that go with a matter that is erased."""
    return tuple(sorted({x for room in rooms() for each in room.along for x in each(stream)}))


def forget_plain(stream: str) -> list[str]:
    """Drop the Plain rows that tell of an erased matter; return what files they named."""
    return [digest for room in rooms() for each in room.forget for digest in each(stream)]


def is_waited_for(digest: str) -> bool:
    """Whether a room still needs the file, though no matter names it."""
    return any(needs(digest) for room in rooms() for needs in room.needs)


def project(event: Event, rows: Rows) -> None:
    """Turn ``event`` into rows."""
    for projection in projections()[type(event)]:
        projection(event, rows)
