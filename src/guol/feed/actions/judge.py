"""The verdict on a stream, from what is stored: which events count, and who holds it now.

A pure function of the stored events (`custody.judge`, `homes.homes_of`); this module only
reads them, and writes down what came out.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from guol.feed.custody import BEGINNING, Deed, Standing, Verdict, judge
from guol.feed.events import (
    AuthorityNamed,
    CustodyGiven,
    CustodyTaken,
    DeskOpened,
    HomeGiven,
    HomeTaken,
    IncarnationOpened,
    OutsideActAdopted,
    OutsideActRejected,
    StandbyNamed,
)
from guol.feed.homes import Homes, Move, homes_of
from guol.feed.models import Desk, Entry, FeedHead, State, Stream
from guol.feed.rooms import kinds, kinds_by_authority, project
from guol.feed.rows import StreamRows, insert, projected
from guol.feed.wire import Header, event_of, header_of
from guol.kernel.act import front_desk
from guol.kernel.event import Event, Feed, Origin

AUTHORITY = "authority"
"""The kind of a desk that may take matters by force, and the stream that names it."""
FRONT = "front"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A stored event, read as far as this node can."""

    origin: Origin
    header: Header
    event: Event | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What became of a stream: the events that count, and those that newly do."""

    told: dict[Origin, Told]
    verdict: Verdict
    state: str
    number: int

    @property
    def readable(self) -> tuple[Origin, ...]:
        """The events that count, up to the first that this node cannot read."""
        order = self.verdict.order
        for place, origin in enumerate(order):
            if self.told[origin].event is None:
                return order[:place]
        return order


def home_stream(desk: str) -> str:
    """Return the stream that says where a desk is at home."""
    return f"home/{desk}"


def told_in(stream: str) -> dict[Origin, Told]:
    """Read the stored events of a stream whose bodies are here."""
    rows = Entry.objects.filter(stream=stream).values_list("feed", "number", "kind", "body")
    told = {}
    for feed, number, kind, body in rows:
        if not body:
            continue
        origin, known = Origin(feed=feed, number=number), kinds().get(kind)
        told[origin] = Told(
            origin=origin,
            header=header_of(bytes(body)),
            event=event_of(known, bytes(body)) if known else None,
        )
    return told


def homes_now(desk: str) -> Homes:
    """Return the homes of a desk from its home stream."""
    return homes_of(_moves(told_in(home_stream(desk)).values()))


def verdict_on(stream: str) -> Judged:
    """Judge a stream from what is stored; nothing is written."""
    told = told_in(stream)
    court = _Court()
    verdict = judge(court.deed(each) for each in told.values())
    state = State.OPEN
    if any(told[origin].event is None for origin in verdict.order):
        state = State.UNKNOWN
    if not verdict.holder:
        state = State.DISPUTED
    number = max((each.header.mark.number for each in told.values()), default=0)
    return Judged(told=told, verdict=verdict, state=state, number=number)


def rejudge(stream: str) -> tuple[Origin, ...]:
    """Judge a stream anew, write the verdict down and put its rows right.

    Returns the events that count now and whose reactions have not been asked for yet.
    """
    row = Stream.objects.select_for_update().get(key=stream)
    if row.state == State.ERASED:
        return ()
    entries = {
        Origin(feed=entry.feed, number=entry.number): entry
        for entry in Entry.objects.filter(stream=stream).defer("body", "digest", "head")
    }
    before = sorted(
        (entry for entry in entries.values() if Standing(entry.standing).counts),
        key=lambda entry: (entry.place, entry.standing),
    )
    judged = verdict_on(stream)
    _note(judged, entries)
    row.number = max(row.number, judged.number)
    row.holder, row.granted_by = judged.verdict.holder, judged.verdict.grant
    row.state = judged.state
    row.save(update_fields=["number", "holder", "granted_by", "state"])
    _make_rows(stream, judged, [Origin(feed=e.feed, number=e.number) for e in before])
    return tuple(o for o in judged.readable if not entries[o].has_reacted)


def make_rows(stream: str, events: Iterable[Event]) -> StreamRows:
    """Tell the events of a stream from its beginning; nothing is read or written."""
    rows = StreamRows(stream, is_new=True)
    for event in events:
        project(event, rows)
    return rows


def drop_rows(streams: Iterable[str]) -> None:
    """Take away the rows of these streams."""
    keys = list(streams)
    for table in reversed(projected()):
        table._default_manager.filter(stream__in=keys).delete()


def streams_touched(event: Event) -> tuple[str, ...]:
    """Which other streams must be judged anew because of this event."""
    if isinstance(event, HomeTaken | HomeGiven):
        return _streams_of_desk(event.desk, but=event.stream)
    if isinstance(event, IncarnationOpened):
        found: set[str] = set()
        for end in event.closed:
            found |= set(
                Entry.objects.filter(feed=end.feed, number__gt=end.number).values_list(
                    "stream", flat=True
                )
            )
        return tuple(sorted(found))
    if isinstance(event, AuthorityNamed):
        takes = Entry.objects.filter(kind__in=["CustodyTaken", "HomeTaken"])
        return tuple(sorted(set(takes.values_list("stream", flat=True))))
    return ()


def follow(event: Event) -> None:
    """Do what the log itself owes to one of its own events; others need nothing."""
    if isinstance(event, OWN):
        rejudge(event.stream)
        note_own(event)
        for other in streams_touched(event):
            rejudge(other)


def note_own(event: Event) -> None:
    """Keep the log's own tables in step with an event of its own."""
    if isinstance(event, DeskOpened | HomeGiven | HomeTaken):
        note_home(event.desk)
    if isinstance(event, StandbyNamed):
        Desk.objects.filter(key=event.desk).update(standby=event.standby)
    if isinstance(event, IncarnationOpened):
        for end in event.closed:
            head, _ = FeedHead.objects.get_or_create(key=end.feed)
            if head.closed_at is None or end.number < head.closed_at:  # the first word stays
                FeedHead.objects.filter(key=end.feed).update(closed_at=end.number)


def note_home(desk: str) -> None:
    """Write down where the desk is at home, as its home stream says."""
    told = told_in(home_stream(desk)).values()
    opened = [each.event for each in told if isinstance(each.event, DeskOpened)]
    if not opened:
        return
    now = homes_of(_moves(told)).now
    Desk.objects.update_or_create(
        key=desk,
        defaults={
            "kind": opened[0].kind,
            "node": now.node if now else "",
            "home": now.home if now else "",
        },
    )


def may_begin_by_front_desk(event: Event) -> bool:
    """Whether this is a front desk opening itself: the one act before any home."""
    return (
        isinstance(event, DeskOpened)
        and event.kind == FRONT
        and event.desk == event.act.desk == front_desk(event.act.node)
    )


OWN = (
    AuthorityNamed,
    CustodyTaken,
    DeskOpened,
    HomeGiven,
    HomeTaken,
    IncarnationOpened,
    OutsideActAdopted,
    OutsideActRejected,
    StandbyNamed,
)


class _Court:
    """What one judgement needs to know of desks, feeds and the authority, read once each."""

    def __init__(self) -> None:
        self._homes: dict[str, Homes] = {}
        self._closed: dict[str, int | None] = {}
        self._terms: dict[int, str] | None = None

    def deed(self, told: Told) -> Deed:
        """Return the event as custody sees it."""
        event, mark = told.event, told.header.mark
        gives, epoch, cut, settles = "", BEGINNING, {}, ""
        if isinstance(event, CustodyGiven | CustodyTaken):
            gives = event.to
        if isinstance(event, HomeTaken):
            gives = event.desk
        if isinstance(event, CustodyTaken | HomeTaken):
            epoch = event.epoch
            cut = {end.feed: end.number for end in event.cut}
        if isinstance(event, OutsideActAdopted | OutsideActRejected):
            settles = str(event.outside)
        return Deed(
            origin=told.origin,
            number=mark.number,
            grant=mark.grant,
            gives=gives,
            epoch=epoch,
            cut=cut,
            settles=settles,
            adopts=isinstance(event, OutsideActAdopted),
            is_barred=self._is_barred(told),
            is_away=self._is_away(told),
        )

    def _is_barred(self, told: Told) -> bool:
        desk, event = Feed.parse(told.origin.feed).desk, told.event
        if isinstance(event, CustodyTaken | HomeTaken):
            return self._authority_of(event.epoch[0]) != desk
        if isinstance(event, DeskOpened):
            return not self._may_open(event, told.origin)
        if told.header.kind in kinds_by_authority():
            return self._kind_of(desk) not in (AUTHORITY, FRONT) or (
                self._kind_of(desk) == FRONT and not self._founded(told.origin)
            )
        return False

    def _may_open(self, event: DeskOpened, origin: Origin) -> bool:
        desk = Feed.parse(origin.feed).desk
        if may_begin_by_front_desk(event):
            return True
        return self._kind_of(desk) == AUTHORITY or self._founded(origin)

    def _founded(self, origin: Origin) -> bool:
        """Whether the desk is the front desk that founded the house: it named the authority."""
        named = Entry.objects.filter(stream=AUTHORITY, kind=AuthorityNamed.__name__)
        return named.filter(feed=origin.feed).exists()

    def _kind_of(self, desk: str) -> str:
        return Desk.objects.filter(key=desk).values_list("kind", flat=True).first() or ""

    def _is_away(self, told: Told) -> bool:
        feed, origin = Feed.parse(told.origin.feed), told.origin
        if feed.desk not in self._homes:
            self._homes[feed.desk] = homes_now(feed.desk)
        if origin.feed not in self._closed:
            row = FeedHead.objects.filter(key=origin.feed).values_list("closed_at", flat=True)
            self._closed[origin.feed] = row.first()
        end = self._closed[origin.feed]
        if end is not None and origin.number > end:
            return True
        return not self._homes[feed.desk].covers(origin, told.header.mark.home)

    def _authority_of(self, term: int) -> str:
        if self._terms is None:
            named = (each.event for each in told_in(AUTHORITY).values())
            self._terms = {
                event.term: event.desk for event in named if isinstance(event, AuthorityNamed)
            }
        return self._terms.get(term, "")


def _moves(told: Iterable[Told]) -> Iterable[Move]:
    for each in told:
        event = each.event
        if isinstance(event, DeskOpened):
            yield Move(origin=each.origin, node=event.node, is_opening=True)
        if isinstance(event, HomeGiven):
            yield Move(origin=each.origin, node=event.node, home=each.header.mark.home)
        if isinstance(event, HomeTaken):
            yield Move(
                origin=each.origin,
                node=event.node,
                epoch=event.epoch,
                cut={end.feed: end.number for end in event.cut},
            )


def _note(judged: Judged, entries: dict[Origin, Entry]) -> None:
    """Write place and standing of every event whose verdict changed."""
    places, place = {}, 0
    for origin in judged.verdict.order:
        if judged.verdict.standing[origin] is Standing.INSIDE:
            place += 1
        places[origin] = place
    changed = []
    for origin, entry in entries.items():
        standing = judged.verdict.standing.get(origin, Standing.OUTSIDE)
        if (entry.place, entry.standing) != (places.get(origin), standing):
            entry.place, entry.standing = places.get(origin), standing
            changed.append(entry)
    Entry.objects.bulk_update(changed, ["place", "standing"])


def _make_rows(stream: str, judged: Judged, before: list[Origin]) -> None:
    """Add the rows of new events, or make the stream's rows anew when the past changed."""
    now = list(judged.readable)
    if now[: len(before)] == before:
        rows = StreamRows(stream, is_new=not before)
        for event in _events(judged, now[len(before) :]):
            project(event, rows)
        rows.flush()
        return
    drop_rows([stream])
    insert([make_rows(stream, _events(judged, now))])


def _events(judged: Judged, origins: Iterable[Origin]) -> Iterable[Event]:
    for origin in origins:
        event = judged.told[origin].event
        if event is not None:
            yield event


def _streams_of_desk(desk: str, *, but: str) -> tuple[str, ...]:
    found = Entry.objects.filter(feed__contains=f"/{desk}/").exclude(stream=but)
    return tuple(sorted(set(found.values_list("stream", flat=True))))
