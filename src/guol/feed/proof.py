"""Does everything still agree: chains, custody, blobs, rows? Reads all, writes nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Model

from guol.feed import blobs, chain
from guol.feed.actions.judge import verdict_on
from guol.feed.actions.rebuild import STREAMS_A_BATCH, rows_from_log
from guol.feed.custody import Standing
from guol.feed.models import BlobName, Entry, FeedHead, State, Stream
from guol.feed.rooms import kinds
from guol.feed.rows import projected
from guol.feed.wire import event_of, header_of, values_in
from guol.kernel.blob import Blob
from guol.kernel.event import Origin

EVENTS_A_PART = 1000  # read at once of a feed


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """Something that the log does not bear out: ``part`` is chain, custody, blob or rows."""

    part: str
    where: str
    what: str


def broken() -> Iterator[Broken]:
    """Everything that does not hold, the chains first, each feed's first broken event only."""
    yield from broken_chains()
    yield from broken_custody()
    yield from broken_blobs()
    yield from broken_rows()


def broken_chains(feeds: Iterable[str] | None = None) -> Iterator[Broken]:
    """For each feed, or each of these, the first event that the chain does not bear out."""
    heads = FeedHead.objects.order_by("key")
    for feed in heads if feeds is None else heads.filter(key__in=list(feeds)):
        head, number = chain.START, 0
        for number, (entry, salts) in enumerate(_entries(feed.key), start=1):
            wrong = _wrong_in(entry, number, salts)
            head = chain.link(head, bytes(entry.digest))
            if not wrong and bytes(entry.head) != head:
                wrong = "the chain breaks here"
            if wrong:
                where = str(Origin(feed=feed.key, number=number))
                yield Broken(part="chain", where=where, what=wrong)
                break
        else:
            if (feed.number, bytes(feed.head)) != (number, head):
                where = str(Origin(feed=feed.key, number=number + 1))
                yield Broken(part="chain", where=where, what="the feed's end is missing")


def broken_custody(streams: Iterable[str] | None = None) -> Iterator[Broken]:
    """Every stream, or of these, whose stored verdict is not the one that its events give."""
    wanted = Stream.objects.exclude(state=State.ERASED).order_by("key")
    if streams is not None:
        wanted = wanted.filter(key__in=list(streams))
    for stream in wanted.iterator():
        judged = verdict_on(stream.key)
        verdict = judged.verdict
        stored = (stream.holder, stream.granted_by, stream.state)
        if stored != (verdict.holder, verdict.grant, judged.state):
            what = f"held by {stream.holder!r}, should be {verdict.holder!r}"
            yield Broken(part="custody", where=stream.key, what=what)
            continue
        rows = Entry.objects.filter(stream=stream.key).exclude(place=None)
        order = tuple(
            Origin(feed=row.feed, number=row.number)
            for row in rows.order_by("place", "standing").only("feed", "number")
            if Standing(row.standing).counts
        )
        if order != verdict.order:
            yield Broken(part="custody", where=stream.key, what="other events count")


def broken_blobs() -> Iterator[Broken]:
    """Every blob that a matter names and that is not here whole, or is named and not noted."""
    for name in BlobName.objects.order_by("digest", "stream"):
        if not blobs.is_whole(name.digest):
            yield Broken(part="blob", where=name.stream, what=f"{name.digest} is not whole")
    for entry in Entry.objects.exclude(body=b"").order_by("id").iterator(chunk_size=500):
        kind = kinds().get(entry.kind)
        event = event_of(kind, bytes(entry.body)) if kind else None
        for blob in values_in(event, Blob):
            if not BlobName.objects.filter(digest=blob.digest, stream=entry.stream).exists():
                where = f"{entry.feed}/{entry.number}"
                yield Broken(part="blob", where=where, what=f"{blob.digest} is not noted")


def broken_rows(streams: Iterable[str] | None = None) -> Iterator[Broken]:
    """Every stream, or of these, whose rows are not those that its events make."""
    keys = list(streams or Stream.objects.order_by("key").values_list("key", flat=True))
    for first in range(0, len(keys), STREAMS_A_BATCH):
        batch = keys[first : first + STREAMS_A_BATCH]
        made, _ = rows_from_log(batch)
        expected = {_identity(row): _values(row) for rows in made for row in rows.instances()}
        for table in projected():
            for row in table._default_manager.filter(stream__in=batch):
                if expected.pop(_identity(row), None) != _values(row):
                    where, what = _stream_of(row), f"{table._meta.label} {row.pk} differs"
                    yield Broken(part="rows", where=where, what=what)
        for (label, key), values in expected.items():
            what = f"{label} {key} is missing"
            yield Broken(part="rows", where=str(values["stream"]), what=what)


def _entries(feed: str) -> Iterator[tuple[Entry, Mapping[str, bytes]]]:
    """Yield the events of a feed, with the salts of a part: a log outgrows the memory."""
    rows = Entry.objects.filter(feed=feed).order_by("number").iterator(chunk_size=EVENTS_A_PART)
    while part := list(islice(rows, EVENTS_A_PART)):
        streams = Stream.objects.filter(key__in={entry.stream for entry in part})
        salts = {key: bytes(salt) for key, salt in streams.values_list("key", "salt")}
        yield from ((entry, salts) for entry in part)


def _wrong_in(entry: Entry, number: int, salts: Mapping[str, bytes]) -> str:
    if entry.number != number:
        return "an event is missing"
    body = bytes(entry.body)
    if not body:
        return ""  # erased: its digest alone is left, and the chain over it
    salt = salts.get(entry.stream, b"")
    if not salt or chain.digest(body, salt) != bytes(entry.digest):
        return "the event is not what was written"
    header = header_of(body)
    told = (header.stream, header.kind, header.act)
    if told != (entry.stream, entry.kind, entry.act):
        return "the columns beside the event say something else"
    return ""


def _identity(row: Model) -> tuple[str, Any]:
    return row._meta.label, row.pk


def _values(row: Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _stream_of(row: Model) -> str:
    return str(_values(row)["stream"])
