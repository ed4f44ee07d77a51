"""What every event is, and where it came from."""

from dataclasses import dataclass, field
from typing import Self

from guol.kernel.act import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base of every fact in the log. Past tense, never edited, never deleted."""

    act: Act
    stream: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """Whose hand wrote: one desk on one node in one incarnation (số gốc)."""

    node: str
    desk: str
    incarnation: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what ``str`` wrote. Raises ``ValueError`` for anything else.

        >>> Feed.parse("5f0c/la-ee/2")
        Feed(node='5f0c', desk='la-ee', incarnation=2)
        """
        node, desk, incarnation = text.split("/")
        if not node or not desk:
            raise ValueError(f"not a feed: {text!r}")
        return cls(node=node, desk=desk, incarnation=int(incarnation))

    def __str__(self) -> str:
        return f"{self.node}/{self.desk}/{self.incarnation}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The identity of an event: the feed it was written to and its number there, from 1."""

    feed: str
    number: int
    order: tuple[str, str, int, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        feed = Feed.parse(self.feed)
        order = (feed.node, feed.desk, feed.incarnation, self.number)
        object.__setattr__(self, "order", order)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what ``str`` wrote. Raises ``ValueError`` for anything else.

        >>> str(Origin.parse("5f0c/la-ee/1/7"))
        '5f0c/la-ee/1/7'
        """
        feed, _, number = text.rpartition("/")
        return cls(feed=feed, number=int(number))

    def __str__(self) -> str:
        return f"{self.feed}/{self.number}"

    def __lt__(self, other: "Origin") -> bool:
        return self.order < other.order
