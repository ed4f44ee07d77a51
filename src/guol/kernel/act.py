"""Who acts, for whom, when and where."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """What every author of an act may say: for whom, and whose hands typed it."""

    on_behalf_of: str = ""
    helper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Official(Actor):
    """A person in a post, acting at a desk (cán bộ, công chức)."""

    person: str
    post: str
    desk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citizen(Actor):
    """A person acting for themselves or under an authorisation (công dân).

    ``person`` is empty for somebody who is not known to the house: a visitor without account.
    """

    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node(Actor):
    """The machine itself: a deadline that passed, an answer that came in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """The circumstances of one act; every action takes one and every event keeps it.

    ``at`` is aware UTC. ``key`` makes the act idempotent: sent twice, it is done once.
    All keys are strings that are the same on every node, never database numbers.
    """

    by: Official | Citizen | Node
    at: datetime
    node: str
    key: str

    @property
    def desk(self) -> str:
        """The desk that acts; what citizens and machines start lies at the front desk."""
        return self.by.desk if isinstance(self.by, Official) else front_desk(self.node)

    @property
    def official(self) -> str:
        """The person who acts in a post; empty for citizens and machines."""
        return self.by.person if isinstance(self.by, Official) else ""


def front_desk(node: str) -> str:
    """Return the key of a node's front desk (bàn tiếp nhận), which never moves away from it.

    >>> front_desk("5f0c7a9e3b1d2486")
    '5f0c7a9e3b1d2486.front'
    """
    return f"{node}.front"
