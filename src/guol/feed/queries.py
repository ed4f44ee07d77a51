"""Named reads of the log."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from guol.feed import statements
from guol.feed.custody import Standing
from guol.feed.events import NodeFounded
from guol.feed.models import BlobName, Desk, Entry, Identity, Series, Stream
from guol.feed.rooms import kinds
from guol.feed.wire import event_of, told_in
from guol.kernel.act import Act
from guol.kernel.blob import Blob
from guol.kernel.event import Event, Origin
from guol.kernel.series import Drawn

E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """Who holds a matter now; ``number`` is what a form keeps as ``seen``."""

    stream: str
    number: int
    holder: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An event with its place in the log; ``event`` is None for a kind not known here."""

    origin: Origin
    number: int
    kind: str
    standing: Standing
    event: Event | None


def stream_of(act: Act) -> str | None:
    """Return the stream that ``act`` has written to, None while it has not been done."""
    return Entry.objects.filter(act=act.key, part=0).values_list("stream", flat=True).first()


def node_keys() -> dict[str, str]:
    """Return the public key of every node known here, in hex (Ed25519), by the node's id."""
    nodes = Desk.objects.exclude(node="").values_list("node", flat=True).distinct()
    founded = Entry.objects.filter(
        stream__in=[f"node/{each}" for each in nodes], kind=NodeFounded.__name__
    )
    events = [event_of(NodeFounded, bytes(row.body)) for row in founded.order_by("stream")]
    return {each.node: each.public_key for each in events if isinstance(each, NodeFounded)}


def number_of(stream: str) -> int:
    """Return the number of the stream, which a form keeps as ``seen``; 0 for a new one."""
    return Stream.objects.filter(key=stream).values_list("number", flat=True).first() or 0


def custody_of(stream: str) -> Custody | None:
    """Return who holds the matter and how far it has come, None for one not known here."""
    row = Stream.objects.filter(key=stream).values("number", "holder", "state").first()
    return Custody(stream=stream, **row) if row else None


def held_still(streams: Iterable[str]) -> None:
    """Let nobody change or erase these matters until the transaction at hand has ended.

    For an act that takes something over from them into a matter of its own. Locked in order.
    """
    rows = Stream.objects.select_for_update().filter(key__in=sorted(streams)).order_by("key")
    list(rows.values_list("key"))


def numbers_of(streams: Iterable[str]) -> dict[str, int]:
    """Return the numbers of several streams."""
    return statements.numbers(list(streams))


def event_at(origin: Origin) -> Event:
    """Return the event with this origin. Raises ``LookupError`` where it is not readable."""
    entry = Entry.objects.filter(feed=origin.feed, number=origin.number).first()
    event = _event_of(entry) if entry else None
    if event is None:
        raise LookupError(str(origin))
    return event


def history_of(stream: str) -> tuple[Recorded, ...]:
    """Return everything the log holds of one matter: what counts in order, then the rest."""
    return _recorded(Entry.objects.filter(stream=stream))


def first_of(stream: str, kind: type[E]) -> E:
    """Return the first event of its kind in a matter; one entry is read, not the history.

    Raises ``LookupError`` where there is none, or its words are erased.
    """
    body = statements.first_body(stream, kind.__name__)
    if not body:
        raise LookupError(stream)
    return event_of(kind, body)


def histories_of(streams: Iterable[str]) -> dict[str, tuple[Recorded, ...]]:
    """Return what the log holds of several matters, by stream; one read."""
    entries: dict[str, list[Entry]] = {stream: [] for stream in streams}
    for entry in Entry.objects.filter(stream__in=list(entries)):
        entries[entry.stream].append(entry)
    return {stream: _recorded(told) for stream, told in entries.items()}


def _recorded(told: Iterable[Entry]) -> tuple[Recorded, ...]:
    entries = [entry for entry in told if entry.body]
    entries.sort(key=lambda e: (e.place is None, e.place or 0, e.standing, e.feed, e.number))
    return tuple(
        Recorded(
            origin=Origin(feed=entry.feed, number=entry.number),
            number=number,
            kind=entry.kind,
            standing=Standing(entry.standing),
            event=event,
        )
        for entry in entries
        for number, event in [told_in(kinds().get(entry.kind), bytes(entry.body))]
    )


def desk_home(desk: str) -> str | None:
    """Return the node where the desk is at home, None while nobody can say."""
    return Desk.objects.filter(key=desk).values_list("node", flat=True).first() or None


def standby_of(desk: str) -> str | None:
    """Return the desk that acts while this one's box is out of contact."""
    return Desk.objects.filter(key=desk).values_list("standby", flat=True).first() or None


def blob_is_named(digest: str, stream: str) -> bool:
    """Whether the matter names the blob: a blob is served only through such a matter."""
    return BlobName.objects.filter(digest=digest, stream=stream).exists()


def blobs_of(stream: str) -> tuple[Blob, ...]:
    """Return the blobs that the matter names."""
    rows = BlobName.objects.filter(stream=stream).order_by("digest")
    return tuple(
        Blob(digest=row.digest, size=row.size, media_type=row.media_type) for row in rows
    )


def blob_is_needed(digest: str) -> bool:
    """Whether any matter names the blob."""
    return BlobName.objects.filter(digest=digest).exists()


def is_frozen() -> bool:
    """Whether this node waits, after a restore, for what it wrote after the copy was made."""
    return Identity.objects.filter(is_frozen=True).exists()


def gapless_series() -> tuple[Drawn, ...]:
    """Return the last number of each series that may have no gap; daily ones bear a mark."""
    rows = Series.objects.exclude(key__contains="#").order_by("key")
    return tuple(Drawn(series=row.key, number=row.number) for row in rows)


def _event_of(entry: Entry) -> Event | None:
    kind = kinds().get(entry.kind)
    return event_of(kind, bytes(entry.body)) if kind and entry.body else None
