"""The marks of our tables, and the door through which projections write."""

from typing import Any, Protocol


class Log:
    """The log itself: only the feed writes it, only by appending."""


class Projected:
    """Rows made from events by projections alone; emptied and replayed at any time.

    The primary key is a key of the log, and ``stream`` names the stream it comes from.
    """


class Plain:
    """Rows that actions write without an event; never emptied, no foreign key to Projected."""


class Rows(Protocol):
    """The rows of one stream, as a projection sees them.

    Live, each call is one statement; in a rebuild the rows stay in memory until the stream
    is told to its end, then go out in batches. ``table`` is a model class marked Projected.
    """

    def add(self, table: type[Any], key: str, **values: Any) -> None:
        """Make the row with this primary key; ``stream`` is filled in."""

    def add_all(self, table: type[Any], rows: dict[str, dict[str, Any]]) -> None:
        """Make several rows of one table at once, by primary key."""

    def change(self, table: type[Any], key: str, **values: Any) -> None:
        """Set these columns of the row with this primary key."""

    def drop(self, table: type[Any], key: str) -> None:
        """Take the row away."""

    def get(self, table: type[Any], key: str) -> dict[str, Any] | None:
        """Return the row's columns, None if there is none. Costs a read when live."""
