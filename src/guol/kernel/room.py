"""What a package hands to the house."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeAlias

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
    """Something that waits for a person, as the first page and a room's own lists show it.

    ``count`` is how much of it, 0 where it is one thing; ``kind`` how urgent: ``plain``,
    ``info``, ``good``, ``warn`` or ``bad``; ``note`` what helps to choose.
    """

    title: str
    url: str
    count: int = 0
    kind: str = "plain"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something that a search found: what it is called, where it is, what tells it apart."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSource:
    """What a room lets people look for.

    ``find`` answers for the person at the screen, with no more than ``most``; ``more`` is
    where the rest is found, the words to be appended, empty where there is no such page.
    """

    label: object
    find: Callable[["Rights", str, datetime], tuple[Found, ...]]
    most: int = 10
    more: str = ""
    order: int = 50


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
    - ``keeps``: called with a stream that is to be erased, says why that must wait.
    - ``along``: called with a stream that is erased, names the others here that tell of the
      same and go with it, whoever holds them.
    - ``forget``: called with a stream that is erased, drops the Plain rows that tell of it and
      returns the digests of the files that these named.
    - ``needs``: called with a digest, whether Plain rows still name that file: a form that is
      not sent yet. What an erased matter named stays while one says so.
    - ``calendar``: what a day that was confirmed late means for what is under way.
    - ``chores``: called about once an hour by whoever does later work; each does a little.
    - ``menu``, ``checks``: ways into the room, and whether it is whole.
    - ``work``: what waits for the person at the screen at this moment, in few reads.
    - ``search``: what of the room the one search finds.
    """

    events: tuple[type[Event], ...] = ()
    projections: Mapping[type[Event], Projection] = field(default_factory=dict)
    reactions: tuple[Reaction, ...] = ()
    words: Mapping[Fact, object] = field(default_factory=dict)
    by_authority: frozenset[type[Event]] = frozenset()
    keeps: tuple[Callable[[str], Reason | None], ...] = ()
    along: tuple[Callable[[str], Iterable[str]], ...] = ()
    forget: tuple[Callable[[str], Iterable[str]], ...] = ()
    needs: tuple[Callable[[str], bool], ...] = ()
    calendar: tuple[Callable[[datetime], tuple[WorkItem, ...]], ...] = ()
    chores: tuple[Callable[[], object], ...] = ()
    menu: tuple[MenuItem, ...] = ()
    work: tuple[Callable[["Rights", datetime], tuple[WorkItem, ...]], ...] = ()
    search: tuple[SearchSource, ...] = ()
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
