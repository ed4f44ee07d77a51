"""What one act tells, written once: custody is checked, rows are made, the chain grows."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from random import uniform
from secrets import token_bytes
from typing import Concatenate, ParamSpec

from django.db import IntegrityError, OperationalError, connection, transaction

from guol.feed import chain, statements
from guol.feed.actions.judge import follow, may_begin_by_front_desk
from guol.feed.blobs import has_blob
from guol.feed.events import CustodyGiven, CustodyTaken, HomeTaken
from guol.feed.models import BlobName, State, Stream
from guol.feed.node import this_incarnation, this_node
from guol.feed.queries import is_frozen, stream_of
from guol.feed.reasons import (
    Disputed,
    Erased,
    Frozen,
    Moved,
    NeedsUpdate,
    NotAtHome,
    NotHolder,
    SeriesClosed,
)
from guol.feed.rooms import project, reactions
from guol.feed.rows import StreamRows
from guol.feed.wire import Mark, body_of, event_of, values_in
from guol.kernel.act import Act
from guol.kernel.blob import Blob
from guol.kernel.errors import Conflict, Reason, Refused
from guol.kernel.event import Event, Feed, Origin
from guol.kernel.series import Drawn

P = ParamSpec("P")
Verb = Callable[Concatenate[Act, P], str]
SALT_BYTES = 16
TRIES = 8  # of a transaction that met a busy database, over about ten seconds
SHORT_BLOCKS = 10  # of four digits, one for each of the first incarnations
BLOCK = 1_000  # numbers an incarnation has for itself in a daily series
FORCED = (CustodyTaken, HomeTaken)
_CLOSED: dict[str, Callable[..., Reason]] = {
    State.UNKNOWN: NeedsUpdate,
    State.DISPUTED: Disputed,
    State.ERASED: Erased,
}


def once(verb: Verb[P]) -> Verb[P]:
    """Let ``verb`` run in one transaction, and once per act; it answers with the matter's key.

    Sent again, an act is not judged again but gets the same answer. Two copies at the same
    moment meet at a lock or at the key: one wins, the other answers as the winner did. A
    database that is busy, or chose this transaction to end a deadlock, is tried again.
    """

    @wraps(verb)
    def answer(act: Act, /, *args: P.args, **kwargs: P.kwargs) -> str:
        for tried in range(TRIES):
            try:
                with transaction.atomic():
                    return verb(act, *args, **kwargs)
            except (Conflict, Refused, IntegrityError):
                if done := stream_of(act):
                    return done
                raise
            except OperationalError:
                if connection.in_atomic_block or tried == TRIES - 1:
                    raise
                time.sleep(uniform(0.01, 0.05) * 2**tried)  # noqa: S311  spread, not secrecy
        raise AssertionError("unreachable: the last try returns or raises")

    return answer


def append(*events: Event, seen: int) -> None:
    """Write what one act says, make its rows, then ask for the work it leads to.

    The matter acted on comes first: ``seen`` is the number its stream had on the person's
    page, 0 for a new one. Raises ``Conflict`` when somebody was quicker, ``Refused`` when the
    acting desk does not hold a matter or is not at home here. Runs in the transaction of the
    verb; an act calls it once, with all that it has to tell.
    """
    act = events[0].act
    written: list[_Written] = []
    for stream in sorted({event.stream for event in events}):
        facts = [event for event in events if event.stream == stream]
        expected = seen if stream == events[0].stream else None
        written += _write_stream(act, facts, seen=expected)
    written.sort(key=lambda each: next(i for i, e in enumerate(events) if e is each.told))
    _chain(act, written)


def draw_number(series: str, *, is_gapless: bool = False) -> Drawn:
    """Draw the next number of a series of this node; the event that uses it must name it.

    A daily series starts anew in a block of the incarnation (1, 1001, 2001, …), so that a
    node put back from a copy numbers at once and never twice. A gapless series refuses with
    ``SeriesClosed`` while the node waits for what it numbered before.
    """
    incarnation = this_incarnation()
    if not is_gapless:
        series = f"{series}#{incarnation}"
        place = statements.draw(series, first=1, incarnation=incarnation)
        return Drawn(series=series, number=_in_block(place, incarnation))
    if incarnation > 1 and is_frozen():
        raise Refused(SeriesClosed(series=series))
    number = statements.draw(series, first=1, incarnation=incarnation)
    return Drawn(series=series, number=number)


def _in_block(place: int, incarnation: int) -> int:
    """Return the number at a place of an incarnation's own; no two incarnations share one.

    Each of the first ten incarnations begins with a block that fits four digits. Whoever needs
    more takes further blocks, dealt out to incarnations along the diagonals of a square, so
    that neither a long day nor a node put back often ever meets another's (`H17`-style codes
    have up to seven digits: one incarnation has 139,000 numbers a day).

    >>> [_in_block(place, 2) for place in (1, 1000, 1001)]
    [1001, 2000, 14001]
    >>> [_in_block(place, 1) for place in (1, 1000, 1001, 10_000)], _in_block(1, 11)
    ([1, 1000, 12001, 65000], 65001)
    """
    further, within = divmod(place - 1, BLOCK)
    block = incarnation - 1
    if further or block >= SHORT_BLOCKS:
        diagonal = block + further
        block = SHORT_BLOCKS + diagonal * (diagonal + 1) // 2 + further
    return block * BLOCK + within + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """An event with its body, and as it will be read in any later year."""

    told: Event
    event: Event
    body: bytes
    salt: bytes
    number: int


def _write_stream(act: Act, facts: Sequence[Event], *, seen: int | None) -> list[_Written]:
    """Count the events into their stream and make their rows; the stream is locked by it."""
    stream = facts[0].stream
    if any(isinstance(fact, CustodyGiven) for fact in facts[:-1]):
        raise ValueError(f"{stream} is given away before the last thing the act tells of it")
    is_new, counted = _count(act, facts, seen=seen)
    first = counted.number - len(facts) + 1
    written = []
    for number, fact in enumerate(facts, start=first):
        mark = Mark(
            number=number,
            grant=counted.granted_by,
            home=counted.home or "",
            salt=counted.salt if number == 1 else b"",
        )
        body = body_of(fact, mark)
        read = event_of(type(fact), body)  # a replay, years later, gets nothing else
        written.append(
            _Written(told=fact, event=read, body=body, salt=counted.salt, number=number)
        )
    rows = StreamRows(stream, is_new=is_new)
    for each in written:
        project(each.event, rows)
    rows.flush()
    return written


def _count(
    act: Act, facts: Sequence[Event], *, seen: int | None
) -> tuple[bool, statements.Counted]:
    stream, desk, node = facts[0].stream, act.desk, this_node()
    if seen != 0:
        counted = statements.count_in(stream, len(facts), desk=desk, node=node)
        if counted is not None:
            _check(act, facts, counted, seen=seen)
            return False, counted
        if seen is not None:
            raise Conflict(Moved(stream=stream, seen=seen, now=0))
    salt = token_bytes(SALT_BYTES)
    is_new, home = statements.begin(
        stream,
        salt=salt,
        count=len(facts),
        desk=desk,
        node=node,
        incarnation=this_incarnation(),
    )
    if not is_new:
        now = Stream.objects.values_list("number", flat=True).get(key=stream)
        raise Conflict(Moved(stream=stream, seen=0, now=now))
    if home is None and not may_begin_by_front_desk(facts[0]):
        raise Refused(NotAtHome(desk=desk))
    counted = statements.Counted(
        number=len(facts),
        holder=desk,
        granted_by="",
        salt=salt,
        state=State.OPEN,
        known_in=this_incarnation(),
        home=home,
    )
    return True, counted


def _check(
    act: Act, facts: Sequence[Event], counted: statements.Counted, *, seen: int | None
) -> None:
    stream, before = facts[0].stream, counted.number - len(facts)
    if seen is not None and seen != before:
        raise Conflict(Moved(stream=stream, seen=seen, now=before))
    if isinstance(facts[0], FORCED):
        return
    if closed := _CLOSED.get(counted.state):
        raise Refused(closed(stream=stream))
    if counted.holder != act.desk:
        raise Refused(NotHolder(stream=stream, desk=act.desk, holder=counted.holder))
    if counted.home is None:
        raise Refused(NotAtHome(desk=act.desk))
    if counted.known_in < this_incarnation() and is_frozen():
        raise Refused(Frozen(stream=stream))


def _chain(act: Act, written: Sequence[_Written]) -> None:
    """Add the entries to the desk's feed. Others wait for its head, so it comes last."""
    feed = str(Feed(node=this_node(), desk=act.desk, incarnation=this_incarnation()))
    machine = f"{this_node()}/{this_incarnation()}"
    before, head = statements.advance(feed, len(written), start=chain.START)
    entries = []
    for part, each in enumerate(written):
        digest = chain.digest(each.body, each.salt)
        head = chain.link(head, digest)
        stream, kind = each.event.stream, type(each.event).__name__
        place = (feed, before + part + 1, machine, stream, kind, act.key, part)
        entries.append((*place, each.body, digest, head, each.number))
    statements.add_entries(entries)
    statements.set_head(feed, head)
    for number, each in enumerate(written, start=before + 1):
        _follow(each.event, Origin(feed=feed, number=number))


def _follow(event: Event, origin: Origin) -> None:
    """Do what the log itself owes to an event, then ask for the work that it leads to."""
    if isinstance(event, CustodyGiven):
        Stream.objects.filter(key=event.stream).update(holder=event.to, granted_by=str(origin))
    name_blobs(event)
    follow(event)
    for reaction in reactions()[type(event)]:
        if reaction.node(event) == this_node():
            reaction.job.enqueue(origin.feed, origin.number)


def name_blobs(event: Event) -> None:
    """Note the blobs that an event names, so that they are kept as long as its matter."""
    names = [
        BlobName(
            digest=blob.digest, stream=event.stream, size=blob.size, media_type=blob.media_type
        )
        for blob in values_in(event, Blob)
    ]
    if not names:
        return
    for name in names:
        if event.act.node == this_node() and not has_blob(name.digest):
            raise FileNotFoundError(f"{name.digest} was to be kept before its event")
    BlobName.objects.bulk_create(names, ignore_conflicts=True)
