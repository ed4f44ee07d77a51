"""Events that other nodes wrote: checked, stored in the bytes they came in, then judged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from guol.feed import chain
from guol.feed.actions.append import name_blobs
from guol.feed.actions.forget import forget_matter
from guol.feed.actions.judge import home_stream, note_own, rejudge, streams_touched
from guol.feed.custody import Standing
from guol.feed.events import CustodyTaken, DeskOpened, HomeTaken, StreamErased
from guol.feed.models import Alarm, Entry, FeedHead, Series, State, Stream
from guol.feed.node import this_incarnation, this_node
from guol.feed.queries import event_at
from guol.feed.rooms import kinds, reactions
from guol.feed.wire import Header, event_of, header_of, values_in
from guol.kernel.event import Event, Feed, Origin
from guol.kernel.series import Drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An event as it travels. Of an erased one only the ``digest`` travels, with no body."""

    origin: Origin
    body: bytes
    digest: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What became of the copies: ``waiting`` ones lack what they stand on, to be sent again."""

    accepted: tuple[Origin, ...]
    waiting: tuple[Origin, ...]
    alarms: tuple[str, ...]


@transaction.atomic
def receive(copies: Iterable[Copy], *, at: datetime) -> Received:
    """Take in events from elsewhere; ``at`` is when they came, and only alarms keep it.

    A gap in a feed, a stream whose beginning is not here, a grant or home not known yet:
    the copy waits. A second, different event of one origin is an alarm and changes nothing.
    """
    accepted: list[Origin] = []
    waiting: list[Origin] = []
    alarms: list[str] = []
    for copy in copies:
        head = _head(copy.origin)
        if copy.origin.number <= head.number:
            alarms += _compare(copy, at)
        elif copy.origin.number > head.number + 1 or not _stands(copy):
            waiting.append(copy.origin)
        else:
            _store(copy, head)
            accepted.append(copy.origin)
    return Received(accepted=tuple(accepted), waiting=tuple(waiting), alarms=tuple(alarms))


def _head(origin: Origin) -> FeedHead:
    return FeedHead.objects.select_for_update().get_or_create(key=origin.feed)[0]


def _compare(copy: Copy, at: datetime) -> list[str]:
    """Hold a copy against what is here: not the same, byte for byte, is a forked feed."""
    entry = Entry.objects.get(feed=copy.origin.feed, number=copy.origin.number)
    if not copy.body or not entry.body or bytes(entry.body) == copy.body:
        return []
    sentence = f"Two different events claim to be {copy.origin}: a machine was copied."
    Alarm.objects.get_or_create(
        about=str(copy.origin), sentence=sentence, defaults={"at": at, "body": copy.body}
    )
    return [sentence]


def _stands(copy: Copy) -> bool:
    """Whether everything the event stands on is here: what came before, its grant, its home.

    A desk moved by force begins at its new home only where all is here that is to count.
    """
    if not copy.body:
        return bool(copy.digest)
    header = header_of(copy.body)
    before = Stream.objects.filter(key=header.stream).values_list("salt", "number").first()
    salt, number = before or (b"", 0)
    if not salt and header.mark.number != 1:  # not begun here, or erased here with its salt
        return False
    if header.mark.number > number + 1:
        return False
    if not all(_is_here(each) for each in _stands_on(header, copy.body) if each):
        return False
    desk = Feed.parse(copy.origin.feed).desk
    opens_itself = header.kind == DeskOpened.__name__ and header.stream == home_stream(desk)
    return opens_itself or Stream.objects.filter(key=home_stream(desk)).exists()


def _stands_on(header: Header, body: bytes) -> tuple[str, ...]:
    more: tuple[str, ...] = ()
    if header.kind == StreamErased.__name__:
        more = (str(event_of(StreamErased, body).last),)
    if header.kind == CustodyTaken.__name__:
        more = tuple(str(end) for end in event_of(CustodyTaken, body).cut)
    if header.kind == HomeTaken.__name__:
        taken = event_of(HomeTaken, body)
        more = tuple(str(end) for end in taken.cut) if taken.node == this_node() else ()
    return (header.mark.grant, header.mark.home, *more)


def _is_here(origin: str) -> bool:
    feed, _, number = origin.rpartition("/")
    return Entry.objects.filter(feed=feed, number=int(number)).exists()


def _store(copy: Copy, head: FeedHead) -> None:
    if not copy.body:
        _link(head, copy, None, copy.digest, b"")
        return
    header = header_of(copy.body)
    stream, _ = Stream.objects.get_or_create(
        key=header.stream,
        defaults={"salt": header.mark.salt, "known_in": this_incarnation()},
    )
    digest = chain.digest(copy.body, bytes(stream.salt or header.mark.salt))
    body = b"" if stream.state == State.ERASED else copy.body
    _link(head, copy, header, digest, body)
    kind = kinds().get(header.kind)
    event = event_of(kind, copy.body) if kind and body else None
    if event is not None:
        name_blobs(event)
        _raise_series(event, copy.origin)
    _judge(header.stream, event)


def _link(
    head: FeedHead, copy: Copy, header: Header | None, digest: bytes, body: bytes
) -> None:
    head.number = copy.origin.number
    head.head = chain.link(bytes(head.head), digest)
    head.save(update_fields=["number", "head"])
    feed = Feed.parse(copy.origin.feed)
    Entry.objects.create(
        feed=copy.origin.feed,
        number=copy.origin.number,
        machine=f"{feed.node}/{feed.incarnation}",
        stream=header.stream if header else "",
        kind=header.kind if header else "",
        act=header.act if header else str(copy.origin),
        part=_part(copy.origin, header),
        body=body,
        digest=digest,
        head=head.head,
        standing=Standing.OUTSIDE,
        has_reacted=False,
    )


def _part(origin: Origin, header: Header | None) -> int:
    """Count the events of one act in its feed: they stand side by side."""
    last = Entry.objects.filter(feed=origin.feed, number=origin.number - 1).first()
    return last.part + 1 if last and header and last.act == header.act else 0


def _judge(stream: str, event: Event | None) -> None:
    """Put the stream right, and every other one that the event speaks of."""
    fresh = list(rejudge(stream))
    if event is not None:
        note_own(event)
        if isinstance(event, StreamErased):
            forget_matter(event.erased, event.along)
        for other in streams_touched(event):
            fresh += rejudge(other)
    for origin in fresh:
        _react(origin)


def _react(origin: Origin) -> None:
    event = event_at(origin)
    Entry.objects.filter(feed=origin.feed, number=origin.number).update(has_reacted=True)
    for reaction in reactions()[type(event)]:
        if reaction.node(event) == this_node():
            reaction.job.enqueue(origin.feed, origin.number)


def _raise_series(event: Event, origin: Origin) -> None:
    """Learn from an own event that comes back how far its series had come."""
    if Feed.parse(origin.feed).node != this_node():
        return
    for drawn in values_in(event, Drawn):
        row, _ = Series.objects.get_or_create(
            key=drawn.series, defaults={"number": 0, "incarnation": this_incarnation()}
        )
        if drawn.number > row.number:
            Series.objects.filter(key=drawn.series).update(number=drawn.number)
