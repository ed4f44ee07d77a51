"""Who held a matter when, and which acts count: a fold over the set of its events. Pure.

The verdict depends on the set alone, never on the order of arrival: every event names the
grant it acts under; a take-over names its epoch and, per feed, the last event that counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum

from guol.feed.events import Epoch
from guol.kernel.event import Feed, Origin

BEGINNING: Epoch = (0, 0, 0)


class Standing(IntEnum):
    """How an event stands in its stream; the numbers are stored."""

    INSIDE = 0
    ADOPTED = 1
    OUTSIDE = 2
    REJECTED = 3
    BARRED = 4

    @property
    def counts(self) -> bool:
        """Whether rows are made from it."""
        return self <= Standing.ADOPTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One event of a stream, as far as custody sees it.

    ``gives`` is the desk that a custody event names. ``epoch`` and ``cut`` belong to a
    take-over. ``settles`` is the outside event that this one adopts (``adopts``) or rejects.
    ``is_barred`` tells that its author's kind of desk may never write this kind of event,
    ``is_away`` that the author's node was not the desk's home, or its feed already closed.
    """

    origin: Origin
    number: int
    grant: str = ""
    gives: str = ""
    epoch: Epoch = BEGINNING
    cut: Mapping[str, int] = field(default_factory=dict)
    settles: str = ""
    adopts: bool = False
    is_barred: bool = False
    is_away: bool = False

    @property
    def desk(self) -> str:
        """The desk that wrote it."""
        return Feed.parse(self.origin.feed).desk

    @property
    def is_take(self) -> bool:
        """Whether the authority took the matter by it."""
        return self.epoch > BEGINNING


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What all nodes that know the same events agree on.

    ``order`` holds the events that count, oldest first. ``grant`` is empty while the matter
    lies with the desk that began it. ``alarms`` are contradictions, for a person to look at;
    the matter lies with nobody while one of them is newer than the last take-over.
    """

    order: tuple[Origin, ...]
    standing: Mapping[Origin, Standing]
    holder: str
    grant: str
    alarms: tuple[str, ...] = ()


_Alarm = tuple[Epoch, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grant:
    key: str  # "" for the one that began the stream
    holder: str
    epoch: Epoch
    n: int
    ends: int | None = None  # the stream number of the hand-over that ended it


def judge(deeds: Iterable[Deed]) -> Verdict:
    """Return the verdict on all events of one stream; any order of ``deeds`` gives the same."""
    known = {deed.origin: deed for deed in deeds}
    sound = [deed for deed in known.values() if not (deed.is_barred or deed.is_away)]
    alarms: list[_Alarm] = []
    takes = _takes(sound, alarms)
    grants = _grants(sound, takes, alarms)
    inside = [deed for deed in sound if _is_inside(deed, grants, takes)]
    inside.sort(key=lambda deed: _place(deed, grants))
    alarms += _twice(inside, grants)
    standing = {
        origin: Standing.BARRED if deed.is_barred else Standing.OUTSIDE
        for origin, deed in known.items()
    }
    standing |= {deed.origin: Standing.INSIDE for deed in inside}
    last = max(grants.values(), key=lambda grant: (grant.epoch, grant.n), default=None)
    is_clear = last is not None and all(epoch < last.epoch for epoch, _ in alarms)
    return Verdict(
        order=tuple(_settle(inside, standing, known)),
        standing=standing,
        holder=last.holder if last and is_clear else "",
        grant=last.key if last else "",
        alarms=tuple(sorted(sentence for _, sentence in alarms)),
    )


def _within(deed: Deed, epoch: Epoch, takes: Iterable[Deed]) -> bool:
    """Whether every take-over above ``epoch`` lets the event count."""
    return all(
        deed.origin.number <= take.cut.get(deed.origin.feed, 0)
        for take in takes
        if take.epoch > epoch and take.origin != deed.origin
    )


def _takes(deeds: Iterable[Deed], alarms: list[_Alarm]) -> list[Deed]:
    """Find the take-overs that count, the highest first; of two of one epoch, neither."""
    by_epoch: dict[Epoch, list[Deed]] = defaultdict(list)
    for deed in deeds:
        if deed.is_take:
            by_epoch[deed.epoch].append(deed)
    counting: list[Deed] = []
    for epoch in sorted(by_epoch, reverse=True):
        within = [deed for deed in by_epoch[epoch] if _within(deed, epoch, counting)]
        if len(within) > 1:
            alarms.append((epoch, f"two take-overs of one epoch: {_names(within)}"))
        else:
            counting += within
    return counting


def _grants(deeds: list[Deed], takes: list[Deed], alarms: list[_Alarm]) -> dict[str, _Grant]:
    """Every grant that counts, by its key, from the beginning and from each take-over on."""
    children: dict[str, list[Deed]] = defaultdict(list)
    for deed in deeds:
        if deed.gives and not deed.is_take:
            children[deed.grant].append(deed)
    first = [deed for deed in deeds if deed.number == 1 and _within(deed, BEGINNING, takes)]
    if len(first) > 1:
        alarms.append((BEGINNING, f"begun twice: {_names(first)}"))
    pending = [
        _Grant(key="", holder=deed.desk, epoch=BEGINNING, n=0)
        for deed in (first if len(first) == 1 else ())
    ]
    pending += [
        _Grant(key=str(take.origin), holder=take.gives, epoch=take.epoch, n=0) for take in takes
    ]
    grants: dict[str, _Grant] = {}
    while pending:
        grant = pending.pop()
        given = [
            deed
            for deed in children[grant.key]
            if deed.desk == grant.holder and _within(deed, grant.epoch, takes)
        ]
        if len(given) > 1:
            alarms.append((grant.epoch, f"given away twice: {_names(given)}"))
        ends = min((deed.number for deed in given), default=None)
        grants[grant.key] = replace(grant, ends=ends)
        if len(given) == 1:
            key, to = str(given[0].origin), given[0].gives
            pending.append(_Grant(key=key, holder=to, epoch=grant.epoch, n=grant.n + 1))
    return grants


def _is_inside(deed: Deed, grants: Mapping[str, _Grant], takes: list[Deed]) -> bool:
    if deed.is_take:
        return deed in takes
    grant = grants.get(deed.grant)
    if grant is None or deed.desk != grant.holder:
        return False
    if deed.gives and str(deed.origin) not in grants:
        return False
    is_late = grant.ends is not None and deed.number > grant.ends
    return not is_late and _within(deed, grant.epoch, takes)


def _place(deed: Deed, grants: Mapping[str, _Grant]) -> tuple[object, ...]:
    if deed.is_take:
        return (deed.epoch, 0, 0, deed.origin.order)
    grant = grants[deed.grant]
    return (grant.epoch, grant.n, deed.number, deed.origin.order)


def _twice(inside: Iterable[Deed], grants: Mapping[str, _Grant]) -> list[_Alarm]:
    """Two events under one grant with one number: the desk wrote on two machines."""
    seen: dict[tuple[str, int], Origin] = {}
    alarms = []
    for deed in inside:
        if deed.is_take:
            continue
        other = seen.setdefault((deed.grant, deed.number), deed.origin)
        if other != deed.origin:
            sentence = f"one place, two events: {other}, {deed.origin}"
            alarms.append((grants[deed.grant].epoch, sentence))
    return alarms


def _settle(
    inside: Iterable[Deed], standing: dict[Origin, Standing], known: Mapping[Origin, Deed]
) -> Iterable[Origin]:
    """Yield what counts, each adopted act right behind the event that adopted it."""
    by_text = {str(origin): origin for origin in known}
    for deed in inside:
        yield deed.origin
        settled = by_text.get(deed.settles)
        if settled is None or standing[settled] is not Standing.OUTSIDE:
            continue
        if not deed.adopts:
            standing[settled] = Standing.REJECTED
        elif not known[settled].gives:  # a hand-over cannot be adopted, only made anew
            standing[settled] = Standing.ADOPTED
            yield settled


def _names(deeds: Iterable[Deed]) -> str:
    return ", ".join(sorted(str(deed.origin) for deed in deeds))
