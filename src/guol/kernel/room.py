"""What a package hands to the house."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeAlias

from guol.kernel.act import Act
from guol.kernel.errors import Reason
from guol.kernel.event import Event
from guol.kernel.tables import Rows

Fact: TypeAlias = type[Event] | type[Reason]
Projection: TypeAlias = Callable[[Any, Rows], None]


class Job(Protocol):
    """Something that can be put off until after the transaction."""

    def enqueue(self, feed: str, number: int) -> object:
        """Ask for it, for the event with this origin."""


def author(event: Event) -> str:
    """Return the node where the act was done."""
    return event.act.node


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """Work that an event leads to: once, when it is first accepted, on one node."""

    to: type[Event]
    job: Job
    node: Callable[[Any], str] = author


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem:
    """A way into a room. ``may`` sees the rights of the person at the screen."""

    label: object
    url: str
    may: Callable[["Rights"], bool]
    order: int = 50


class Rights(Protocol):
    """What a room may know of whoever looks at a page, without knowing who it is."""

    @property
    def is_official(self) -> bool:
        """Whether the person holds a post today."""

    @property
    def roles(self) -> frozenset[str]:
        """The keys of the roles that the person's posts bring."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """Something that waits for a person, for /viec/ and the counter's lists."""

    title: str
    url: str
    due: object = None
    since: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a doctor's check found: whole, or a sentence that says what to do."""

    ok: bool
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One package's part of the house.

    - ``events``, ``projections``, ``reactions``, ``words``: the log's side.
    - ``by_authority``: events that only a desk of the authority may write.
    - ``forget``: called with a stream that is erased, drops the Plain rows that tell of it.
    - ``needs``: called with a digest, whether Plain rows still name that file: a form that is
      not sent yet. What an erased matter named stays while one says so.
    - ``calendar``: what a day that was confirmed late means for what is under way.
    - ``chores``: called about once an hour by whoever does later work; each does a little.
    - ``menu``, ``work``, ``search``, ``checks``: what the shell shows of the room.
    """

    events: tuple[type[Event], ...] = ()
    projections: Mapping[type[Event], Projection] = field(default_factory=dict)
    reactions: tuple[Reaction, ...] = ()
    words: Mapping[Fact, object] = field(default_factory=dict)
    by_authority: frozenset[type[Event]] = frozenset()
    forget: tuple[Callable[[str], None], ...] = ()
    needs: tuple[Callable[[str], bool], ...] = ()
    calendar: tuple[Callable[[datetime], tuple[WorkItem, ...]], ...] = ()
    chores: tuple[Callable[[], object], ...] = ()
    menu: tuple[MenuItem, ...] = ()
    work: tuple[Callable[[Act], tuple[WorkItem, ...]], ...] = ()
    search: tuple[Callable[[Act, str], tuple[WorkItem, ...]], ...] = ()
    checks: tuple[Callable[[], Finding], ...] = ()


def rooms_of(configs: Iterable[object]) -> tuple[Room, ...]:
    """Return the rooms that these app configurations hold, in their order."""
    rooms = (getattr(config, "room", None) for config in configs)
    return tuple(room for room in rooms if isinstance(room, Room))


def kinds_of(rooms: Iterable[Room]) -> dict[str, type[Event]]:
    """Return every event class by its kind; two with one name are refused."""
    kinds: dict[str, type[Event]] = {}
    for event in (event for room in rooms for event in room.events):
        if "mark" in event.__dataclass_fields__:
            raise ValueError(f"{event.__name__}: the feed alone writes a field named mark")
        known = kinds.setdefault(event.__name__, event)
        if known is not event:
            raise ValueError(f"{known.__module__} and {event.__module__}: {event.__name__}")
    return kinds
