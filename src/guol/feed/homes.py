"""On which node a desk was at home when: a fold over the events of its home stream. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from guol.feed.custody import BEGINNING
from guol.feed.events import Epoch
from guol.kernel.event import Feed, Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One event that gives a desk a home: its opening, a move, or a move by force."""

    origin: Origin
    node: str
    home: str = ""
    is_opening: bool = False
    epoch: Epoch = BEGINNING
    cut: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A time a desk spent on one node; ``ends`` is the event by which it left of itself."""

    home: str  # "" for the first
    node: str
    epoch: Epoch
    n: int
    ends: Origin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Homes:
    """All the homes of one desk."""

    terms: Mapping[str, Term]
    takes: tuple[Move, ...]
    alarms: tuple[str, ...] = ()

    @property
    def now(self) -> Term | None:
        """The term that has not ended, None while two moves contradict each other."""
        if self.alarms:
            return None
        last = max(self.terms.values(), key=lambda term: (term.epoch, term.n), default=None)
        return last if last and last.ends is None else None

    def covers(self, origin: Origin, home: str) -> bool:
        """Whether the event with this origin was written where the desk was at home."""
        term = self.terms.get(home)
        feed = Feed.parse(origin.feed)
        if term is None or term.node != feed.node:
            return False
        if not _is_before_end(origin, feed, term.ends):
            return False
        return all(
            origin.number <= take.cut.get(origin.feed, 0)
            for take in self.takes
            if take.epoch > term.epoch
        )


def homes_of(moves: Iterable[Move]) -> Homes:
    """Return the homes of a desk from the events of its home stream, in any order."""
    known = {move.origin: move for move in moves}
    alarms: list[str] = []
    takes = _takes(known.values(), alarms)
    children: dict[str, list[Move]] = defaultdict(list)
    for move in known.values():
        if not move.is_opening and move.epoch == BEGINNING:
            children[move.home].append(move)
    pending = [
        Term(home="", node=move.node, epoch=BEGINNING, n=0)
        for move in known.values()
        if move.is_opening
    ]
    pending += [
        Term(home=str(take.origin), node=take.node, epoch=take.epoch, n=0) for take in takes
    ]
    terms: dict[str, Term] = {}
    while pending:
        term = pending.pop()
        left = [move for move in children[term.home] if _may_leave(move, term, takes)]
        if len(left) > 1:
            alarms.append("moved twice: " + ", ".join(sorted(str(m.origin) for m in left)))
        ends = min((move.origin for move in left), key=lambda o: o.order, default=None)
        terms[term.home] = Term(
            home=term.home, node=term.node, epoch=term.epoch, n=term.n, ends=ends
        )
        if len(left) == 1:
            (move,) = left
            pending.append(
                Term(home=str(move.origin), node=move.node, epoch=term.epoch, n=term.n + 1)
            )
    return Homes(terms=terms, takes=tuple(takes), alarms=tuple(sorted(alarms)))


def _is_before_end(origin: Origin, feed: Feed, ends: Origin | None) -> bool:
    if ends is None:
        return True
    if ends.feed == origin.feed:
        return origin.number <= ends.number
    return feed.incarnation < Feed.parse(ends.feed).incarnation


def _may_leave(move: Move, term: Term, takes: Iterable[Move]) -> bool:
    """Whether a move was made on the node it leads away from, and no force cut it off."""
    return Feed.parse(move.origin.feed).node == term.node and all(
        move.origin.number <= take.cut.get(move.origin.feed, 0)
        for take in takes
        if take.epoch > term.epoch
    )


def _takes(moves: Iterable[Move], alarms: list[str]) -> list[Move]:
    """Find the moves by force that count, the highest first; of two of one epoch, neither."""
    by_epoch: dict[Epoch, list[Move]] = defaultdict(list)
    for move in moves:
        if move.epoch > BEGINNING:
            by_epoch[move.epoch].append(move)
    counting: list[Move] = []
    for epoch in sorted(by_epoch, reverse=True):
        within = [
            move
            for move in by_epoch[epoch]
            if all(move.origin.number <= t.cut.get(move.origin.feed, 0) for t in counting)
        ]
        if len(within) > 1:
            alarms.append(
                "two moves of one epoch: " + ", ".join(sorted(str(m.origin) for m in within))
            )
        else:
            counting += within
    return counting
